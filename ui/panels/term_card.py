"""The terms of the active row: what the glossary wants for each, whether it stands there, the key that inserts it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from app.words import Words
from glossary.model import Concept, LedgerEntry, Status
from ui.panels.cards import label, link
from ui.panels.wording import RIGHT_VERDICTS

MOST = 9
"""Terms shown: as many as there are keys."""


@dataclass(frozen=True, slots=True)
class RowTerm:
    """A concept met in the source of a row; ``form`` is what is inserted, "" for one that only forbids."""

    concept: Concept
    term: str
    form: str
    right: bool

    @property
    def forms(self) -> list[str]:
        """What may be written for it: the form to insert, then those that are right as well."""
        accepted = self.concept.targets(Status.PREFERRED, Status.ADMITTED)
        return list(dict.fromkeys(filter(None, (self.form, *(term.text for term in accepted if not term.pattern)))))


def row_terms(entries: Iterable[LedgerEntry]) -> list[RowTerm]:
    """The concepts of a row in the order of its source, each once; right where all its places are."""
    found: dict[str, RowTerm] = {}
    for entry in entries:
        if entry.source is None:
            continue
        right = entry.verdict in RIGHT_VERDICTS
        first = found.get(entry.concept.id)
        if first is not None:
            found[entry.concept.id] = replace(first, right=first.right and right)
            continue
        form = entry.concept.preferred or entry.suggestion or (entry.found if right else "")
        found[entry.concept.id] = RowTerm(entry.concept, entry.term, form, right)
    return list(found.values())[:MOST]


class TermLine(QWidget):
    """One term: a link that inserts its form, the key that does the same, and a small button to change the entry."""

    def __init__(self, words: Words, term: RowTerm, key: str) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 4)
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        mark = label("✓" if term.right else "!", tone="ok" if term.right else "warn")
        mark.setToolTip(words.say("terms.row-right" if term.right else "terms.row-wrong"))
        mark.setAccessibleName(mark.toolTip())
        mark.setFixedWidth(12)
        grid.addWidget(mark, 0, 0)
        name = label(term.term, rank="soft")
        name.setToolTip(about(term.concept, words))
        grid.addWidget(name, 0, 1)
        self.change = link("…", words.say("terms.change-entry", term=term.term))
        grid.addWidget(self.change, 0, 2, Qt.AlignmentFlag.AlignRight)
        self.insert: QPushButton | None = None
        if term.form:
            self.insert = link(term.form, words.say("terms.insert-tip", text=term.form))
            grid.addWidget(self.insert, 1, 1)
            grid.addWidget(label(key, rank="key"), 1, 2, Qt.AlignmentFlag.AlignRight)


def about(concept: Concept, words: Words) -> str:
    """What a translator should know of a term, line by line: its field, its note, where it is from; "" for nothing."""
    citation = words.say("glossary.hint.citation", citation=concept.citation) if concept.citation else ""
    return "\n".join(filter(None, (concept.domain, concept.note, citation)))
