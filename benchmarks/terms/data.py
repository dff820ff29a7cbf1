"""The development data as cases: a row, and the terms a human rendered in it."""

from __future__ import annotations

import csv
import gzip
import json
import os
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rapidfuzz import fuzz, process

from glossary.language.reading import Reader

DATA = Path(os.environ.get("ENFACE_DATA", Path(__file__).resolve().parents[3] / "shared" / "data"))
_ALIKE = 75
_WORDS = re.compile(r"(?!(?:an?|the)\b)\b\w+")
_BRACKET = re.compile(r"\(.*\)")


@dataclass(frozen=True, slots=True)
class Pair:
    """A term of a row: what stands in the source, and the renderings a glossary lists for it."""

    source: str
    targets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """One row with the terms that are annotated in it."""

    source: str
    target: str
    terms: tuple[Pair, ...]


def annotated(name: str) -> list[Case]:
    """A set of ``terms/wmt23-terms-half1``. Terms that are not in their line on both sides are left out: shifted
    lists would count as alarms."""
    cases = []
    with gzip.open(DATA / f"terms/wmt23-terms-half1.{name}.tsv.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            source, target, listed = line.rstrip("\n").split("\t")
            terms = dict.fromkeys(
                Pair(term["source"], (term["target"],))
                for term in json.loads(listed)
                if _stands(term["source"], source) and _plain(term["target"])
            )
            cases.append(Case(source, target, tuple(terms)))
    return cases


def untouched(cases: list[Case]) -> list[Case]:
    """Every second row: the others were read while the matching was tuned, and are not reported."""
    return cases[1::2]


def turned(cases: list[Case]) -> list[Case]:
    """The same rows from the other side: what was the rendering is the term.

    The lists were made for the terms of the source, so that one stretch of it may be given to several renderings. A
    pair no place of which is its own is left out: whose it is nobody knows.
    """
    found = []
    for case in cases:
        pairs = dict.fromkeys(Pair(pair.targets[0], (pair.source,)) for pair in case.terms)
        spans = {pair: _occurrences(pair.targets[0], case.source) for pair in pairs}
        own = [pair for pair in pairs if any(_is_own(span, pair, spans) for span in spans[pair])]
        found.append(Case(case.target, case.source, tuple(own)))
    return found


def _occurrences(words: str, text: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(re.escape(words), text, re.IGNORECASE)]


def _is_own(span: tuple[int, int], pair: Pair, spans: dict[Pair, list[tuple[int, int]]]) -> bool:
    return not any(
        start < span[1] and span[0] < end
        for other, places in spans.items()
        if other is not pair
        for start, end in places
    )


def reports() -> tuple[list[tuple[str, str, str]], dict[str, list[Pair]]]:
    """The official reports: rows with their year, and the term list of each year."""
    by_year: dict[str, list[Pair]] = defaultdict(list)
    with (DATA / "qa/refs/hkma-terms.zh-en.csv").open(encoding="utf-8", newline="") as file:
        for record in csv.DictReader(file):
            pair = Pair(record["source"], tuple(record["targets"].split("|")))
            for year in record["years"].split("|"):
                by_year[year].append(pair)
    with gzip.open(DATA / "qa/refs/hkma.zh-en.tsv.gz", "rt", encoding="utf-8") as lines:
        rows = [line.rstrip("\n").split("\t") for line in lines]
    return [(source, target, year) for source, target, year in rows], dict(by_year)


def inflected(cases: list[Case], source_language: str) -> list[Case]:
    """The same rows, each term with the rendering that *another* row has for the same source term, where it is the
    same words in another inflection by the look of it (as many words, alike in letters, not equal)."""
    reader = Reader(source_language)
    renderings: dict[str, set[str]] = defaultdict(set)
    for case in cases:
        for pair in case.terms:
            renderings[reader.loose_key(pair.source)].update(pair.targets)
    found = []
    for case in cases:
        terms = []
        for pair in case.terms:
            (own,) = pair.targets
            others = sorted(renderings[reader.loose_key(pair.source)] - {own})
            alike = [o for o in others if _same_words(o, own)]
            terms += [Pair(pair.source, (other,)) for other in alike[:1]]
        found.append(Case(case.source, case.target, tuple(terms)))
    return found


def hard_negatives(cases: list[Case], source_language: str) -> list[Case]:
    """For every term a row of its own, in which it has the rendering of the most similar *other* term of the set.

    Other: another source term, and a rendering that this one never has and that does not stand in the row as it is. The
    other terms of the row keep theirs; the changed one comes first.
    """
    reader = Reader(source_language)
    owners: dict[str, set[str]] = defaultdict(set)
    for case in cases:
        for pair in case.terms:
            for target in pair.targets:
                owners[target.lower()].add(reader.loose_key(pair.source))
    names = sorted(owners)

    @cache
    def nearest(own: str, key: str) -> list[str]:
        listed = process.extract(own, names, scorer=fuzz.ratio, limit=30)
        return [name for name, _, _ in listed if key not in owners[name]]

    found = []
    for case in cases:
        plain = case.target.lower()
        for pair in case.terms:
            own = next((target for target in pair.targets if target.lower() in plain), pair.targets[0])
            able = (name for name in nearest(own.lower(), reader.loose_key(pair.source)) if name not in plain)
            wrong = next(able, "")
            if wrong:
                key = reader.loose_key(pair.source)
                rest = tuple(other for other in case.terms if reader.loose_key(other.source) != key)
                found.append(Case(case.source, case.target, (Pair(pair.source, (wrong,)), *rest)))
    return found


def stands_inflected(term: str, text: str) -> bool:
    """Whether the words of a term stand in a text in another inflection, by the look of it: not by our matcher.

    English articles and what stands in brackets are left out.
    """
    words = _WORDS.findall(_BRACKET.sub("", term.lower()))
    stand = _WORDS.findall(text.lower())
    return bool(words) and any(
        all(map(_alike, words, stand[at : at + len(words)])) for at in range(len(stand) - len(words) + 1)
    )


def generic(name: str) -> list[Case]:
    """Rows of ``qa/refs/NAME.21`` and ``.22`` with the terms of a public list of generic health words.

    A term inside a longer one of the list is not asked for, nor an acronym written small (WHO is not who).
    """
    listed = []
    file = {"en-zh": "en_zh-CN"}.get(name, name.replace("-", "_"))
    with (DATA / f"terms/tico-google-terms/g_{file}.csv").open(encoding="utf-8", newline="") as table:
        for record in csv.DictReader(table):
            targets = tuple(part.strip() for part in record["targetString"].split(" : ") if part.strip())
            if record["sourceString"].strip() and targets:
                listed.append(Pair(record["sourceString"].strip(), targets))
    cases = []
    for year in ("21", "22"):
        with gzip.open(DATA / f"qa/refs/{name}.{year}.tsv.gz", "rt", encoding="utf-8") as lines:
            for line in lines:
                source, target, *_ = line.rstrip("\n").split("\t")
                here = {pair.source.lower(): pair for pair in listed if _whole(pair.source, source)}
                outer = [pair for key, pair in here.items() if not any(key in other for other in here if other != key)]
                cases.append(Case(source, target, tuple(outer)))
    return cases


def _same_words(one: str, two: str) -> bool:
    left, right = one.lower().split(), two.lower().split()
    return left != right and len(left) == len(right) and all(map(_alike, left, right))


def _alike(one: str, two: str) -> bool:
    return one[:3] == two[:3] and fuzz.ratio(one, two) >= _ALIKE


def _whole(term: str, text: str) -> bool:
    flags = re.NOFLAG if term.isupper() else re.IGNORECASE
    return term.lower() in text.lower() and bool(re.search(rf"(?<!\w){re.escape(term)}(?!\w)", text, flags))


def _stands(term: str, text: str) -> bool:
    return _plain(term) in _plain(text) and bool(_plain(term))


def _plain(text: str) -> str:
    return " ".join(text.lower().split())
