"""What the rows of a glossary say against each other: an entry given twice, a form accepted here and not there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from glossary.formats.cells import shown
from glossary.formats.collect import GOOD
from glossary.formats.result import RowFault
from glossary.model import Glossary


def audit(glossary: Glossary, lines: Sequence[int]) -> Iterator[RowFault]:
    """Doubles and contradictions between entries that share a source term, each told at the later one.

    ``lines`` are those of ``Imported``.
    """
    known: dict[tuple[str, str], tuple[bool, int, int]] = {}
    for number, (concept, line) in enumerate(zip(glossary.concepts, lines, strict=True)):
        told = set[str]()
        for source in concept.source:
            for target in concept.target:
                good = target.status in GOOD
                before = known.setdefault((source.text, target.text), (good, line, number))
                if before[2] == number or target.text in told:
                    continue
                if before[0] == good and not good:
                    continue  # forbidden twice is no harm
                told.add(target.text)
                yield RowFault(
                    line,
                    "glossary-double" if before[0] == good else "glossary-contrary",
                    {
                        "name": glossary.name,
                        "line": line,
                        "other": before[1],
                        "term": shown(source.text),
                        "form": shown(target.text),
                    },
                    kept=True,
                )
