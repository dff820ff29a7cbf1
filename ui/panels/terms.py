"""The tab of terms: every occurrence with its verdict, by concept, in numbers that close."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.findings import RowFinding
from app.model import RowId
from app.review.decisions import Reach
from app.words import Words
from glossary.model import Concept, LedgerEntry, Span, Verdict
from ui.models.columns import Column
from ui.models.tree import GroupsModel, Level
from ui.panels.outline import Outline
from ui.panels.tab import Tab
from ui.panels.wording import RIGHT_VERDICTS, VERDICT_TONE, one_line
from ui.session import Session
from ui.theme import Theme

_CHECK = "term"
_ROWS = 250
"""Rows that are gone over between two moments at which the window may do something else."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One place of a term. ``number`` is the row's as it is shown; ``finding`` what the checks say of it, if anything.

    A place whose finding a person has answered with no is exempt.
    """

    row: RowId
    number: int
    entry: LedgerEntry
    finding: RowFinding | None = None

    @property
    def right(self) -> bool:
        return self.entry.verdict in RIGHT_VERDICTS


@dataclass(frozen=True, slots=True)
class TermGroup:
    """A concept as the text uses it: the source term it was met by first, and how many places have which verdict."""

    concept: Concept
    term: str
    verdicts: tuple[tuple[Verdict, int], ...]

    @property
    def id(self) -> str:
        return self.concept.id

    @property
    def preferred(self) -> str:
        return self.concept.preferred

    @property
    def total(self) -> int:
        return sum(count for _, count in self.verdicts)

    @property
    def worst(self) -> Verdict:
        return max((verdict for verdict, _ in self.verdicts), key=_gravity)


class TermsTab(Tab):
    """The ledger: concepts in the order of the text, those with something wrong first; opened, their places.

    Chips show the places of one verdict only. X mutes a place here, Shift+X its term in the project; on an exempt place
    both take that back. E changes the entry, Delete removes it.
    """

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
        self._outline.selectionModel().currentChanged.connect(self._enable)
        self.pages.addWidget(self._outline)
        self._chips = {
            verdict: self.switch(self._filter, "", self.say("verdict-tip")) for verdict in sorted(Verdict, key=_gravity)
        }
        self._strip = QWidget(self)
        strip = QHBoxLayout(self._strip)
        strip.setContentsMargins(8, 2, 8, 2)
        for verdict, chip in self._chips.items():
            chip.setProperty("tone", VERDICT_TONE[verdict])
            # Not beside the tabs: seven of them would make the window wider than a screen.
            strip.addWidget(chip)
        strip.addStretch(1)
        whole = self.layout()
        if isinstance(whole, QVBoxLayout):
            whole.insertWidget(0, self._strip)
        self._mute = self.button(self._mute_here, self.say("mute"), self.say("mute-tip"), "dismiss")
        self._mute.setObjectName("mute-here")
        self._mute_all = self.button(self._mute_term, self.say("mute-all"), self.say("mute-all-tip"))
        self._edit = self.button(self._ask_edit, self.say("edit-entry"), self.say("edit-entry-tip"))
        self.end_bar((self._mute, self._mute_all, self._edit))
        for keys, slot in (
            ("X", self._mute_here), ("Shift+X", self._mute_term), ("E", self._ask_edit), ("Del", self._ask_remove),
        ):  # fmt: skip
            shortcut = QShortcut(QKeySequence(keys), self._outline)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(slot)
        self._enable()

    @property
    def outline(self) -> Outline:
        return self._outline

    @property
    def chips(self) -> dict[Verdict, QPushButton]:
        return self._chips

    @property
    def concept(self) -> Concept | None:
        """The concept the cursor is on, or on a place of; None in an empty list."""
        index = self._outline.currentIndex()
        place, group = self._model.item(index), self._model.group(index)
        if place is not None:
            return place.entry.concept
        return group.concept if group is not None else None

    @Slot()
    def fill(self) -> None:
        self.fill_in_steps(self._read())

    def _read(self) -> Iterator[None]:
        """Goes over the ledger, some rows at a time; every concept met, the worst first, then in the text's order."""
        found: dict[tuple[str, str], list[Occurrence]] = {}
        for rows in self.project.order.steps(_ROWS):
            for key, place in self._places(rows):
                found.setdefault(key, []).append(place)
            yield
        groups = []
        for places in found.values():
            groups.append((_group(places), tuple(places)))
            yield
        self._show(sorted(groups, key=_worst_first))

    def _show(self, groups: Sequence[tuple[TermGroup, tuple[Occurrence, ...]]]) -> None:
        counts: Counter[Verdict] = Counter()
        for group, _ in groups:
            counts.update(dict(group.verdicts))
        for verdict, chip in self._chips.items():
            said = self.say("verdict-chip", n=counts[verdict], verdict=self.words.say(f"inspector.verdict.{verdict}"))
            chip.setText(said)
            chip.setAccessibleName(said)
            chip.setVisible(counts[verdict] > 0 or chip.isChecked())
        self._strip.setVisible(bool(groups))
        only = self._only
        content = [
            (group, places if only is None else tuple(place for place in places if place.entry.verdict is only))
            for group, places in groups
            if only is None or any(verdict is only for verdict, _ in group.verdicts)
        ]
        self._outline.set_content(content)
        if content:
            empty = ""
        elif not self.project.surveyed:
            empty = self.not_yet()
        elif not self.project.glossaries:
            empty = self.say("empty-terms-none")
        else:
            empty = self.say("empty-terms" if only is None else "empty-verdict")
        self.show_page(self._outline, empty)
        self._enable()

    @property
    def _only(self) -> Verdict | None:
        return next((verdict for verdict, chip in self._chips.items() if chip.isChecked()), None)

    @Slot()
    def _filter(self) -> None:
        """Shows one verdict, or all again when its chip is let go: never two at once."""
        pressed = self.sender()
        for chip in self._chips.values():
            if chip is not pressed:
                chip.setChecked(False)
        self.fill()

    def count(self) -> int:
        return self.project.terms

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self._outline.set_theme(theme)

    def _places(self, rows: Sequence[RowId]) -> Iterator[tuple[tuple[str, str], Occurrence]]:
        """The places of terms in some rows, each with what tells its concept from others."""
        for row in rows:
            entries = self.project.ledger(row)
            if not entries:
                continue
            said = {_said_key(found): found for found in self.project.findings(row) if found.finding.check == _CHECK}
            number = self.session.rows.number(row)
            for entry in entries:
                found = said.get((entry.verdict, entry.term, entry.source, entry.target))
                exempt = found is not None and not found.open
                shown = replace(entry, verdict=Verdict.EXEMPT) if exempt else entry
                yield (entry.concept.id, entry.concept.preferred), Occurrence(row, number, shown, found)

    @Slot(object)
    def _go(self, place: Occurrence) -> None:
        self.row_wanted.emit(place.row)

    # What can be done

    @Slot()
    def _enable(self) -> None:
        may, place = not self.session.read_only, self._place_here
        exempt = place is not None and place.entry.verdict is Verdict.EXEMPT
        self._mute.setText(self.say("unmute" if exempt else "mute"))
        self._mute.setEnabled(may and place is not None and place.finding is not None)
        self._mute_all.setEnabled(may and place is not None and place.finding is not None and not exempt)
        self._edit.setEnabled(may and self.concept is not None)

    @property
    def _place_here(self) -> Occurrence | None:
        return self._model.item(self._outline.currentIndex())

    @Slot()
    def _mute_here(self) -> None:
        self._answer(Reach.SPOT)

    @Slot()
    def _mute_term(self) -> None:
        self._answer(Reach.TERM)

    def _answer(self, reach: Reach) -> None:
        """Says no to what is said of a place, as far as asked; an exempt place speaks again."""
        place = self._place_here
        if place is None or place.finding is None or self.session.read_only:
            return
        if place.finding.decision is not None:
            self.perform(partial(self.project.take_back, place.finding.decision))
        else:
            self.perform(partial(self.project.dismiss, place.finding, reach))

    @Slot()
    def _ask_edit(self) -> None:
        if self.concept is not None and not self.session.read_only:
            self.term_wanted.emit(self.concept)

    @Slot()
    def _ask_remove(self) -> None:
        if self.concept is not None and not self.session.read_only:
            self.term_unwanted.emit(self.concept)

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


def _said_key(found: RowFinding) -> tuple[str, str, Span | None, Span | None]:
    """What a finding has in common with the entry of the ledger it was made of."""
    finding = found.finding
    source, target = (Span(*spans[0]) if spans else None for spans in (finding.source, finding.target))
    return finding.verdict, finding.term, source, target


def _group(places: list[Occurrence]) -> TermGroup:
    first = places[0].entry
    counts = Counter(place.entry.verdict for place in places)
    ordered = tuple((verdict, counts[verdict]) for verdict in sorted(counts, key=_gravity))
    return TermGroup(first.concept, first.term, ordered)


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
