"""Documents with defects that we planted, each at its place: how many are found, and what is said beside them.

A line of ``planted/NAME.SOURCE-TARGET.txt`` is a row: source, tab, target. ⟦kind:text⟧ marks a defect and what it
covers (nothing, where something is gone); the kinds of ``_BEYOND`` are those no program without a language model finds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app import pipeline
from app.check import CheckRow
from app.cli.shapes import Json, finding_shapes
from app.model import Imported, Locator, Shape, Side, Span
from app.pipeline import Snapshot
from app.readers.blocks import Blocks
from app.words import load_words

HEAD = (
    "| document | defects a program could find | found | not found | spurious | per 1,000 words |\n"
    "|---|---|---|---|---|---|"
)
FOLDER = Path(__file__).with_name("planted")
_MARK = re.compile("⟦([a-z-]+):([^⟧]*)⟧")
_BEYOND = frozenset({"mistranslation", "grammar"})
_SHOWN_BY_SOURCE = {
    "omission": {"omission", "number", "date", "term", "list-marker", "placeholder"},
    "number": {"number", "date"},
    "date": {"number", "date"},
    "untranslated": {"untranslated", "omission", "term"},
    "placeholder": {"placeholder"},
    "url": {"placeholder"},
    "term": {"term"},
    "list-marker": {"list-marker", "number"},
    "mistranslation": {"term", "number", "date", "name"},
}
"""By the kind of a defect, the checks that may show it by words of the source, which have nothing of their own in the
translation."""


@dataclass(frozen=True, slots=True)
class Defect:
    """A planted defect; ``span`` is of the row's target, empty where something was taken away."""

    row: int
    kind: str
    span: Span


@dataclass(frozen=True, slots=True)
class Document:
    name: str
    source: str
    target: str
    rows: tuple[CheckRow, ...]
    defects: tuple[Defect, ...]


def documents() -> Iterator[Document]:
    for path in sorted(FOLDER.glob("*.txt")):
        name, languages = path.stem.rsplit(".", 1)
        source, target = languages.split("-")
        rows: list[CheckRow] = []
        defects: list[Defect] = []
        for number, line in enumerate(path.read_text("utf-8").splitlines()):
            ours, theirs = line.split("\t")
            text, own = _taken_apart(number, theirs)
            rows.append(CheckRow(number, _MARK.sub("", ours), text))
            defects += own
        yield Document(name, source, target, tuple(rows), tuple(defects))


def _taken_apart(row: int, marked: str) -> tuple[str, list[Defect]]:
    text, at = "", 0
    defects: list[Defect] = []
    for match in _MARK.finditer(marked):
        text += marked[at : match.start()]
        defects.append(Defect(row, match[1], Span(len(text), len(text) + len(match[2]))))
        text += match[2]
        at = match.end()
    return text + marked[at:], defects


def findings(document: Document) -> list[Json]:
    """What `enface check` says of the two texts, with the rows linked as they are in the file: findings, and what
    cleaning would put away."""
    languages = {Side.SOURCE: document.source, Side.TARGET: document.target}
    sides = (Blocks(document.name), Blocks(document.name))
    for row in document.rows:
        for side, text in zip(sides, (row.source or "", row.target), strict=True):
            side.add_as_is(text, Shape(gap=0), Locator())
    source, target = (Imported(document.name, "txt", b"", "", tuple(side.found)) for side in sides)
    rows = pipeline.rows_of(pipeline.pair_lines(source, target, languages))
    glossaries = pipeline.choose_glossaries((), document.source, document.target)
    context = pipeline.context_for(glossaries, document.source, document.target)
    snapshot = Snapshot(rows, context, True, languages, pipeline.shipped_rules(), frozenset())
    return finding_shapes(rows, pipeline.survey(snapshot), load_words("en"))


def is_hit(defect: Defect, finding: Json) -> bool:
    """Whether a finding shows a defect: on its span; what is gone is shown by its row's source, or by a neighbour."""
    if finding["row"] != defect.row:
        return False
    if defect.kind == finding["check"] and defect.kind in ("quotes", "brackets"):
        # Of two marks that do not fit, a checker may name either.
        return True
    if not finding["target"]:
        return finding["check"] in _SHOWN_BY_SOURCE.get(defect.kind, ())
    return any(span["start"] <= defect.span.end and defect.span.start <= span["end"] for span in finding["target"])


def lines(*, show: bool = False) -> Iterator[str]:
    for document in documents():
        said = findings(document)
        findable = [defect for defect in document.defects if defect.kind not in _BEYOND]
        missed = [defect for defect in findable if not any(is_hit(defect, finding) for finding in said)]
        spurious = [finding for finding in said if not any(is_hit(defect, finding) for defect in document.defects)]
        words = sum(len(row.target.split()) for row in document.rows)
        if show:
            for finding in spurious:
                print("spurious", finding["row"] + 1, finding["check"], finding["message"])
            for defect in missed:
                text = document.rows[defect.row].target
                print("missed", defect.row + 1, defect.kind, text[slice(*defect.span)], "|", text)
        kinds = ", ".join(f"{defect.kind} (row {defect.row + 1})" for defect in missed) or "–"
        hits = len(findable) - len(missed)
        yield (
            f"| {document.name} | {len(findable)} | **{100 * hits / len(findable):.0f} %** | {kinds} "
            f"| {len(spurious)} | {1000 * len(spurious) / words:.1f} |"
        )


if __name__ == "__main__":
    print(HEAD, *lines(show=True), sep="\n")
