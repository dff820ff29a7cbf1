"""Hyphens that are missing: a 10 year plan, a state owned bank, der pH Wert."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from app.check.facts import is_word
from app.check.groups import Noted
from app.check.model import CheckContext, Fault, RowView
from app.model import Fact, Span, Suggestion
from app.resources import resource

_ORDINAL = r"\d{1,3}(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|next|last|past|new"
_FIGURE = r"\d{1,3}(?:,\d{3})*(?:\.\d{1,3})?"
_CASES = ("", "e", "en", "em", "er", "es")
_HABIT, _SHOWN = 1, 12
"""With more places a text has a habit, said once, with that many of its rows."""
_GAP = re.compile(r"[ \u00a0]+")


@dataclass(frozen=True, slots=True)
class _English:
    """Each pattern has a group ``joined``, whose spaces are to be hyphens, and most ``noun``, which is none of
    ``others``. With each go the words of which a text has one at least."""

    aged: re.Pattern[str]
    measured: tuple[frozenset[str], re.Pattern[str]]
    owned: tuple[frozenset[str], re.Pattern[str]]
    phrases: tuple[frozenset[str], re.Pattern[str]]
    others: frozenset[str]


class Hyphens(Noted):
    """Words that stand before a noun as one, or an abbreviation and the noun it makes a compound with, set apart."""

    def __init__(self, context: CheckContext) -> None:
        takers = (_missing_in,) if context.target_facts.code in _data() else ()
        super().__init__(_said, *takers)


def _said(rows: Sequence[RowView], views: Sequence[RowView]) -> Iterator[Fault]:
    faults = [replace(fault, row=view.row) for view in rows for fault in view.note(_missing_in)]
    if len(faults) > _HABIT:
        numbers = dict.fromkeys(str((fault.row or 0) + 1) for fault in faults)
        facts: tuple[tuple[str, Fact], ...] = (("n", len(faults)), ("rows", ", ".join(list(numbers)[:_SHOWN])))
        yield replace(faults[0], code="hyphen-missing-many", facts=(*faults[0].facts, *facts))
    else:
        yield from faults


def _missing_in(view: RowView) -> tuple[Fault, ...]:
    code = view.context.target_facts.code
    found = _english(view.target) if code == "en" else _compounds(view.target, code)
    # What the glossary has to say of the same words ("the 14th Five Year Plan") says it better.
    told = [entry.target for entry in view.entries if entry.target is not None]
    return tuple(fault for fault in found if not any(_overlap(fault.target[0], span) for span in told))


def _overlap(one: Span, other: tuple[int, int]) -> bool:
    return one.start < other[1] and other[0] < one.end


def _english(text: str) -> Iterator[Fault]:
    words = _english_words()
    aged = list(words.aged.finditer(text)) if " old" in text else []
    yield from (_missing(match) for match in aged if _GAP.search(match["joined"]))
    taken = {match.start("joined") for match in aged}
    present = set(text.split())
    for clues, pattern in (words.measured, words.owned, words.phrases):
        for match in () if clues.isdisjoint(present) else pattern.finditer(text):
            if match["noun"].lower() not in words.others and match.start("joined") not in taken:
                yield _missing(match)


def _compounds(text: str, language: str) -> Iterator[Fault]:
    first, pattern = _compound_words(language)
    if first.isdisjoint(text.split()):
        return
    for match in pattern.finditer(text):
        if match["noun"] is None or is_word(match["noun"], language):
            yield _missing(match)


def _missing(match: re.Match[str]) -> Fault:
    span, meant = Span(*match.span("joined")), _GAP.sub("-", match["joined"])
    return Fault("hyphen-missing", (span,), facts=(("suggestion", meant),), suggestions=(Suggestion(span, meant),))


@cache
def _english_words() -> _English:
    own = _data()["en"]
    number = rf"(?:{_FIGURE}|{_any(own['numbers'])})"
    noun = r" (?P<noun>[A-Za-z][\w’'-]*)"
    before = rf"(?:(?:{_any(own['determiners'])}|[\w]+[’']s)(?: (?:{_ORDINAL}))?|{_ORDINAL})"
    measure, unit = _any(own["measures"]), _any(own["units"])
    measured = rf"\b(?:(?:{before}) (?={number} {measure}\b)|an? (?={number} {unit}\b))(?P<joined>{number} \w+){noun}"
    owned = (
        rf"\b(?:an? (?={_any(own['owners'])} )|(?=state owned ))"
        rf"(?P<joined>{_any(own['owners'])} {_any(own['participles'])}){noun}"
    )
    phrases = rf"(?<![\w-]){_any(own['determiners'])} (?P<joined>{_any(own['phrases'])}){noun}"
    return _English(
        aged=_compiled(rf"(?<![\w.,-])(?P<joined>{number}[ -](?:year|month|week|day)[ -]olds?)\b"),
        measured=(_in_any_case([*own["measures"], *own["units"]]), _compiled(measured)),
        owned=(_in_any_case(own["participles"]), _compiled(owned)),
        phrases=(_in_any_case(phrase.split()[-1] for phrase in own["phrases"]), _compiled(phrases)),
        others=frozenset(own["others"]),
    )


def _in_any_case(words: Iterable[str]) -> frozenset[str]:
    return frozenset(form for word in words for form in (word, word.capitalize()))


@cache
def _compound_words(language: str) -> tuple[frozenset[str], re.Pattern[str]]:
    """What compounds begin with or, behind figures, end with, and the pattern that finds them."""
    own = _data()[language]
    numbered = [word + ending for word in own.get("behind_figures", ()) for ending in _CASES]
    first = {word.split()[0] for word in own["compounds"]} | set(own.get("abbreviations", ())) | set(numbered)
    ways = [_any(own["compounds"])]
    if short := own.get("abbreviations"):
        ways.append(rf"{_any(short)} (?P<noun>[A-ZÄÖÜ][a-zäöüß]{{3,30}})")
    else:
        ways.append("(?!)(?P<noun>)")
    if numbered:
        ways.append(rf"\d{{1,3}} {_any(numbered)}")
    return frozenset(first), re.compile(rf"(?<![\w.,-])(?P<joined>{'|'.join(ways)})(?![\w-])")


def _any(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(map(re.escape, words))})"


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(resource("check", "hyphens.toml").read_text("utf-8"))
