"""False alarms and wrongly accepted terms, of our matcher and of two simpler rules."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from benchmarks.terms.data import (
    Case,
    Pair,
    annotated,
    generic,
    hard_negatives,
    inflected,
    reports,
    stands_inflected,
    turned,
    untouched,
)  # fmt: skip
from glossary.acronyms import introduced
from glossary.matcher import Matcher, compile_matcher
from glossary.model import Concept, Glossary, LedgerEntry, Status, Term, Verdict
from glossary.verdict import judge

ACCEPTED = (Verdict.OK, Verdict.ADMITTED)
_EVERY = 2
"""Of the reports every second row is asked for hard negatives."""


@dataclass(slots=True)
class Line:
    """One line of the table; counts of terms."""

    name: str
    terms: int = 0
    unseen: int | None = None
    ours: int = 0
    exact: int = 0
    bounded: int = 0
    negatives: int = 0
    wrong: int = 0
    absent: int = 0

    def row(self) -> str:
        unseen = "–" if self.unseen is None else _share(self.unseen, self.terms)
        cells = [
            self.name,
            f"{self.terms:,}",
            unseen,
            *(_share(n, self.terms) for n in (self.ours, self.exact, self.bounded)),
        ]
        if self.negatives:
            cells += [f"{self.negatives:,}", _share(self.wrong, self.negatives), _share(self.absent, self.negatives)]
        else:
            cells += ["–"] * 3
        return "| " + " | ".join(cells) + " |"


HEAD = (
    "| data | terms | unseen | ours | exact | word boundary "
    "| hard negatives | accepted by us | of these not in the row |\n"
    "|---|---|---|---|---|---|---|---|---|"
)


def lines() -> Iterator[Line]:
    """The lines of the table, each as soon as it is known."""
    german, czech = annotated("de-en"), annotated("en-cs")
    sets = (
        ("de-en", german), ("en-de", turned(german)), ("en-cs", czech), ("cs-en", turned(czech)),
        ("zh-en", annotated("zh-en")),
    )  # fmt: skip
    for name, cases in sets:
        source, target = name.split("-")
        line = _alarms(f"{name}, annotated", untouched(cases), source, target)
        _negatives(line, untouched(hard_negatives(cases, source)), source, target)
        yield line
        if name != "zh-en":
            others = untouched(inflected(cases, source))
            yield _alarms(f"{name}, term in another inflection", others, source, target)
    yield from _reports()
    for name in ("en-de", "en-ru", "en-zh", "de-en"):
        source, target = name.split("-")
        yield _alarms(f"{name}, generic words", untouched(generic(name)), source, target)


def _alarms(name: str, cases: Iterable[Case], source: str, target: str) -> Line:
    line = Line(name)
    unseen = 0
    for case in cases:
        if not case.terms:
            continue
        found = _by_term(judge(_matcher(case.terms, source, target), case.source, case.target))
        for pair in case.terms:
            line.terms += 1
            entries = found.get(pair.source, [])
            unseen += not entries
            line.ours += bool(entries) and not any(entry.verdict in ACCEPTED for entry in entries)
            _simple(line, pair.targets, case.target)
    line.unseen = unseen
    return line


def _negatives(line: Line, cases: Iterable[Case], source: str, target: str) -> None:
    for case in cases:
        changed = case.terms[0]
        entries = _by_term(judge(_matcher(case.terms, source, target), case.source, case.target))
        line.negatives += 1
        if any(entry.verdict in ACCEPTED for entry in entries.get(changed.source, [])):
            line.wrong += 1
            line.absent += not stands_inflected(changed.targets[0], case.target)


def _reports() -> Iterator[Line]:
    rows, by_year = reports()
    matchers = {year: _matcher(known, "zh", "en") for year, known in by_year.items()}
    acronyms = {
        year: introduced(matcher, [target for _, target, their in rows if their == year])
        for year, matcher in matchers.items()
    }
    strict, raised = (
        Line("reports zh-en, every occurrence its own place"),
        Line("reports zh-en, as reported to the user"),
    )
    cases = []
    for number, (source, target, year) in enumerate(rows[1::2]):
        entries = judge(matchers[year], source, target, acronyms[year])
        for entry in entries:
            targets = tuple(term.text for term in entry.concept.target)
            refused = entry.verdict not in ACCEPTED
            strict.ours += refused
            raised.ours += refused and not entry.again
            for line in (strict, raised):
                line.terms += 1
                _simple(line, targets, target)
        if number % _EVERY == 0:
            terms = {entry.term: Pair(entry.term, tuple(t.text for t in entry.concept.target)) for entry in entries}
            cases.append(Case(source, target, tuple(terms.values())))
    _negatives(raised, hard_negatives(cases, "zh"), "zh", "en")
    yield strict
    yield raised


def _simple(line: Line, targets: Sequence[str], text: str) -> None:
    line.exact += not any(target in text for target in targets)
    line.bounded += not any(re.search(rf"(?<!\w){re.escape(target)}(?!\w)", text, re.IGNORECASE) for target in targets)


def _matcher(pairs: Sequence[Pair], source: str, target: str) -> Matcher:
    concepts = []
    for number, pair in enumerate(pairs):
        first, *others = pair.targets
        targets = (Term(first), *(Term(text, Status.ADMITTED) for text in others))
        concepts.append(Concept(str(number), (Term(pair.source),), targets))
    return compile_matcher([Glossary("data", source, target, tuple(concepts))], source, target)


def _by_term(entries: Iterable[LedgerEntry]) -> dict[str, list[LedgerEntry]]:
    found: dict[str, list[LedgerEntry]] = {}
    for entry in entries:
        found.setdefault(entry.term, []).append(entry)
    return found


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.2%}" if whole else "–"
