"""The door for term patterns (cells with typed slots, ``{n:1st}``): what an engine has to offer to matcher and verdict.

Glossaries keep such cells as ``Term(pattern=True)``; literal matching passes them by.
"""

from __future__ import annotations

from typing import Protocol

from glossary.model import LedgerEntry


class PatternEngine(Protocol):
    """Reads values out of both texts, so that 十九届 and "19th" can be compared and "XIX" called a matter of style."""

    def judge(self, source: str | None, target: str) -> tuple[LedgerEntry, ...]:
        """The verdicts of all pattern concepts on one row; spans in code points, no two source spans overlapping.

        ``source`` None or empty means that there is no source: forms are judged, values are not.
        """
        ...
