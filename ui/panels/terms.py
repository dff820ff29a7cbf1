"""The tab of terms: every occurrence with its verdict, by concept, in numbers that close."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from app.model import RowId
from app.words import Words
from glossary.model import LedgerEntry, Verdict
from ui.models.columns import Column
from ui.models.tree import GroupsModel, Level
from ui.panels.outline import Outline
from ui.panels.tab import Tab
from ui.panels.wording import RIGHT_VERDICTS, VERDICT_TONE, one_line
from ui.session import Session
from ui.theme import Theme


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One place of a term. ``number`` is the row's as it is shown."""

    row: RowId
    number: int
    entry: LedgerEntry

    @property
    def right(self) -> bool:
        return self.entry.verdict in RIGHT_VERDICTS


@dataclass(frozen=True, slots=True)
class TermGroup:
    """A concept as the text uses it: the source term it was met by first, and how many places have which verdict."""

    id: str
    term: str
    preferred: str
    verdicts: tuple[tuple[Verdict, int], ...]

    @property
    def total(self) -> int:
        return sum(count for _, count in self.verdicts)

    @property
    def worst(self) -> Verdict:
        return max((verdict for verdict, _ in self.verdicts), key=_gravity)


class TermsTab(Tab):
    """The ledger: concepts in the order of the text, those with something wrong first; opened, their places."""

    name = "terms"

    def __init__(self, session: Session, theme: Theme, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(session, theme, words, parent)
        groups: tuple[Column[TermGroup], ...] = (
            Column("panels.column-term", _term, tooltip=_term, bold=_bold),
            Column("panels.column-preferred", _preferred, tooltip=_preferred),
            Column("panels.column-verdict", self._closing, 330, tone=_group_tone, tooltip=self._closing),
        )
        places: tuple[Column[Occurrence], ...] = (
            Column("", self._place),
            Column("", self._found, tooltip=self._found),
            Column("", self._verdict, 330, tone=_tone, icon=_icon, tooltip=self._verdict),
        )
        self._model = GroupsModel[TermGroup, Occurrence](Level(groups, _group_key), Level(places, _key), words, self)
        self._outline = Outline(self._model, theme, self.say("terms-list"), self)
        self._outline.wanted.connect(self._go)
        self.pages.addWidget(self._outline)
        self._wrong = self.switch(self.fill, self.say("only-wrong"), self.say("only-wrong-tip"))
        self.end_bar(())

    @property
    def outline(self) -> Outline:
        return self._outline

    @Slot()
    def fill(self) -> None:
        content = list(self._groups())
        if self._wrong.isChecked():
            content = [
                (group, tuple(place for place in places if not place.right))
                for group, places in content
                if not all(place.right for place in places)
            ]
        self._outline.set_content(content)
        if content:
            empty = ""
        elif not self.project.surveyed:
            empty = self.say("wait")
        elif not self.project.glossaries:
            empty = self.say("empty-terms-none")
        else:
            empty = self.say("empty-wrong" if self._wrong.isChecked() else "empty-terms")
        self.show_page(self._outline, empty)

    def count(self) -> int:
        return self.project.terms

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self._outline.set_theme(theme)

    def _groups(self) -> Iterator[tuple[TermGroup, tuple[Occurrence, ...]]]:
        """Every concept met, the worst first, then in the order of the text."""
        places: dict[tuple[str, str], list[Occurrence]] = {}
        for row in self.project.store.row_ids():
            for entry in self.project.ledger(row):
                key = (entry.concept.id, entry.concept.preferred)
                places.setdefault(key, []).append(Occurrence(row, self.session.rows.number(row), entry))
        made = [(_group(own), tuple(own)) for own in places.values()]
        yield from sorted(made, key=_worst_first)

    @Slot(object)
    def _go(self, place: Occurrence) -> None:
        self.row_wanted.emit(place.row)

    # What the columns say

    def _closing(self, group: TermGroup) -> str:
        parts = [
            self.say("verdict-count", n=count, verdict=self.words.say(f"inspector.verdict.{verdict}"))
            for verdict, count in group.verdicts
        ]
        return self.say("closing", n=group.total, parts=" + ".join(parts))

    def _place(self, place: Occurrence) -> str:
        return self.say("row", n=place.number)

    def _found(self, place: Occurrence) -> str:
        return one_line(place.entry.found) or self.say("nothing-found")

    def _verdict(self, place: Occurrence) -> str:
        said = self.words.say(f"inspector.verdict.{place.entry.verdict}")
        if place.entry.suggestion:
            return self.say("verdict-better", verdict=said, text=place.entry.suggestion)
        return said


def _group(places: list[Occurrence]) -> TermGroup:
    first = places[0].entry
    counts = Counter(place.entry.verdict for place in places)
    ordered = tuple((verdict, counts[verdict]) for verdict in sorted(counts, key=_gravity))
    return TermGroup(first.concept.id, first.term, first.concept.preferred, ordered)


def _gravity(verdict: Verdict) -> int:
    return list(Verdict).index(verdict) if verdict is not Verdict.EXEMPT else 1


def _worst_first(made: tuple[TermGroup, tuple[Occurrence, ...]]) -> tuple[bool, int]:
    _, places = made
    return all(place.right for place in places), places[0].number


def _group_key(group: TermGroup) -> tuple[str, str]:
    return group.id, group.preferred


def _key(place: Occurrence) -> tuple[object, ...]:
    return place.row, place.entry.source, place.entry.target


def _term(group: TermGroup) -> str:
    return group.term


def _preferred(group: TermGroup) -> str:
    return group.preferred


def _bold(group: TermGroup) -> bool:
    return True


def _group_tone(group: TermGroup) -> str:
    return VERDICT_TONE[group.worst] if group.worst not in RIGHT_VERDICTS else "soft"


def _tone(place: Occurrence) -> str:
    return VERDICT_TONE[place.entry.verdict]


def _icon(place: Occurrence) -> str:
    tone = VERDICT_TONE[place.entry.verdict]
    return {"ok": "confirm", "error": "error", "warn": "warning"}.get(tone, "info")
