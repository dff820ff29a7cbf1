"""The tab of cleaning: what looks like litter, to be accepted or kept one by one or together, and what was decided."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import chain

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from app.clean import apply
from app.model import Block, Changes, Row, RowId, text_hash
from app.pipeline import BlockProposal
from app.review.decisions import CLEAN_RULE
from app.review.diff import Piece
from app.review.edits import BLANK_LINES
from app.store.remarks import Decision
from app.words import Words
from ui.models.columns import RIGHT, Column
from ui.models.table import CheckedModel, ItemsModel
from ui.panels.listing import Listing
from ui.panels.tab import Tab
from ui.panels.wording import clean_name, excerpt, one_line
from ui.session import Session
from ui.theme import Theme

_ROWS = 250
"""Rows that are asked for at once."""


@dataclass(frozen=True, slots=True)
class Decided:
    """A paragraph that was put away, or a proposal that was refused by a decision."""

    block: Block
    rule: str
    kept: Decision | None = None


class CleaningTab(Tab):
    """Proposals with ticks: Space ticks, A accepts the current one, R keeps it. A switch shows what was decided."""

    name = "cleaning"

    def __init__(self, session: Session, theme: Theme, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(session, theme, words, parent)
        self._model = CheckedModel[BlockProposal](
            (
                Column("panels.column-row", self._row_text, 84, sort=self._row),
                Column("panels.column-side", self._side, 96, tone=_soft),
                Column("panels.column-what", self._what, 160),
                Column("panels.column-text", self._text, pieces=self._pieces, tooltip=_whole_text),
                Column("panels.column-why", self._why, 320, tooltip=self._why, tone=_soft),
            ),
            _key, words, self, first=_without_partner,
        )  # fmt: skip
        self._proposed = self.add_listing(Listing(self._model, theme, self.say("cleaning-list"), self))
        self._away = self.add_listing(
            Listing(
                ItemsModel[Decided](
                    (
                        Column("panels.column-row", self._decided_row_text, 56, RIGHT, sort=self._decided_row),
                        Column("panels.column-side", self._decided_side, 96, tone=_soft),
                        Column("panels.column-what", self._decided_what, 160),
                        Column("panels.column-text", _decided_text, tooltip=_decided_text),
                        Column("panels.column-why", self._decided_why, 320, tone=_soft),
                    ),
                    _decided_key, words, self,
                ),
                theme, self.say("decided-list"), self,
            )
        )  # fmt: skip
        self._show_decided = self.switch(self.fill, self.say("decided", n=0), self.say("decided-tip"))
        self._all = self.button(self._accept_all, self.say("accept-all"), self.say("accept-all-tip"))
        self._keep = self.button(self._keep_current, self.say("keep"), self.say("keep-tip"), "include")
        self._accept = self.button(
            self._accept_checked, self.say("accept-checked", n=0), self.say("accept-checked-tip"), primary=True
        )
        self._back = self.button(self._bring_back, self.say("bring-back"), self.say("bring-back-tip"), "restore")
        self.end_bar((self._all, self._keep, self._accept, self._back))
        self._proposed.wanted.connect(self._go)
        self._away.wanted.connect(self._go_decided)
        self._proposed.moved.connect(self._enable)
        self._away.moved.connect(self._enable)
        self._model.ticked.connect(self._enable)
        self._proposed.key("Space", self._proposed.toggle_current)
        self._proposed.key("A", self._accept_current)
        for key in ("R", "K"):
            self._proposed.key(key, self._keep_current)
        self._away.key("Backspace", self._bring_back)
        self._enable()

    @property
    def showing(self) -> Listing:
        """The table that is in sight: proposals, or what was decided."""
        return self._away if self._show_decided.isChecked() else self._proposed

    @Slot()
    def fill(self) -> None:
        self.fill_in_steps(self._read())

    def _read(self) -> Iterator[None]:
        found: list[Decided] = []
        yield from self._find_decided(found)
        decided = sorted(found, key=self._decided_row)
        self._show_decided.setText(self.say("decided", n=len(decided)))
        if self.showing is self._away:
            self._away.set_items(decided)
            empty = "" if decided else self.say("empty-decided")
        else:
            proposals = sorted(self.project.proposals(), key=self._row)
            self._proposed.set_items(proposals)
            waiting = self.say("empty-cleaning") if self.project.surveyed else self.not_yet()
            empty = "" if proposals else waiting
        self.show_page(self.showing, empty)
        self._enable()

    def count(self) -> int:
        return len(self.project.proposals())

    def _find_decided(self, found: list[Decided]) -> Iterator[None]:
        """Goes over all paragraphs, some rows at a time."""
        kept = [one for one in self.project.store.decisions() if one.rule.startswith(CLEAN_RULE)]
        by_text: dict[tuple[str, str], Block] = {}
        rows: list[Row] = []
        for _ in self.project.gather_now(chain.from_iterable(self.project.order.steps(_ROWS)), rows):
            for block in (block for row in rows for block in row.source + row.target):
                if block.excluded:
                    found.append(Decided(block, block.excluded_by))
                elif kept:
                    by_text[block.side.value, text_hash(block.text, "")] = block
            rows.clear()
            yield
        for decision in kept:
            read = by_text.get((decision.evidence.partition(":")[0], decision.text_hash))
            if read is not None:
                found.append(Decided(read, decision.rule.removeprefix(CLEAN_RULE), decision))

    # Verbs

    @Slot()
    def _accept_checked(self) -> None:
        if self._model.checked:
            self.perform(partial(self.project.accept_cleaning, self._model.checked))

    @Slot()
    def _accept_all(self) -> None:
        if self._model.items:
            self.perform(partial(self.project.accept_cleaning, list(self._model.items)))

    @Slot()
    def _accept_current(self) -> None:
        item = self._proposed.current
        if item is not None and not self.session.read_only:
            self.perform(partial(self.project.accept_cleaning, [item]))

    @Slot()
    def _keep_current(self) -> None:
        item = self._proposed.current
        if item is not None and self._keep.isEnabled():
            self.perform(partial(self.project.refuse_cleaning, item))

    @Slot()
    def _bring_back(self) -> None:
        item: Decided | None = self._away.current
        if item is None or not self._back.isEnabled():
            return
        if self.perform(partial(self._undo_decision, item)) and item.kept is not None:
            self.session.surveyor.survey()

    def _undo_decision(self, item: Decided) -> Changes:
        return self.project.take_back(item.kept) if item.kept else self.project.include([item.block])

    @Slot()
    def _enable(self) -> None:
        decided, may = self.showing is self._away, not self.session.read_only
        for button in (self._all, self._keep, self._accept):
            button.setVisible(not decided)
        self._back.setVisible(decided)
        checked = len(self._model.checked)
        name = self.say("accept-checked", n=checked)
        self._accept.setText(name)
        self._accept.setAccessibleName(name)
        self._accept.setEnabled(may and checked > 0)
        self._all.setEnabled(may and self._model.rowCount() > 0)
        self._keep.setEnabled(may and self._proposed.current is not None)
        item: Decided | None = self._away.current
        self._back.setEnabled(may and item is not None)
        name = self.say("propose-again" if item is not None and item.kept else "bring-back")
        self._back.setText(name)
        self._back.setAccessibleName(name)

    @Slot(object)
    def _go(self, item: BlockProposal) -> None:
        self.row_wanted.emit(self._row_id(item.block))

    @Slot(object)
    def _go_decided(self, item: Decided) -> None:
        self.row_wanted.emit(self._row_id(item.block))

    # What the columns say

    def _row_id(self, block: Block) -> RowId:
        return self.project.store.row_of(block.id)

    def _number(self, block: Block) -> int:
        return self.session.rows.number(self._row_id(block))

    def _row(self, item: BlockProposal) -> tuple[int, int]:
        return self._number(item.block), item.proposal.span.start if item.proposal.span else 0

    def _row_text(self, item: BlockProposal) -> str:
        return str(self._number(item.block))

    def _side(self, item: BlockProposal) -> str:
        return self.say(f"side-{item.block.side}")

    def _what(self, item: BlockProposal) -> str:
        if item.proposal.rule == BLANK_LINES:
            return self.say("what-blank-lines")
        return self.say("what-paragraph" if item.whole else "what-span")

    def _text(self, item: BlockProposal) -> str:
        return one_line(item.block.text)

    def _pieces(self, item: BlockProposal) -> tuple[Piece, ...]:
        if item.proposal.span is None or item.proposal.rule == BLANK_LINES:
            return ()
        return excerpt(item.block.text, apply(item.block.text, [item.proposal]))

    def _why(self, item: BlockProposal) -> str:
        sentence = self.words.say(f"clean.{item.proposal.rule}", **dict(item.proposal.facts))
        if item.partner is None:
            return sentence
        return f"{sentence} {self.say(f'partner-{item.partner.side}', text=one_line(item.partner.text)[:80])}"

    def _decided_row(self, item: Decided) -> tuple[int, float]:
        return self._number(item.block), item.block.position

    def _decided_row_text(self, item: Decided) -> str:
        return str(self._number(item.block))

    def _decided_side(self, item: Decided) -> str:
        return self.say(f"side-{item.block.side}")

    def _decided_what(self, item: Decided) -> str:
        return self.say("what-kept" if item.kept else "what-away")

    def _decided_why(self, item: Decided) -> str:
        return clean_name(self.words, item.rule)


def _key(item: BlockProposal) -> tuple[object, ...]:
    return item.block.id, item.proposal.rule, item.proposal.span


def _without_partner(item: BlockProposal) -> bool:
    """What the other text has too is not ticked by itself: a person should look."""
    return item.partner is None


def _whole_text(item: BlockProposal) -> str:
    return item.block.text


def _decided_key(item: Decided) -> tuple[object, ...]:
    return item.block.id, item.rule, item.kept.id if item.kept else 0


def _decided_text(item: Decided) -> str:
    return one_line(item.block.text)


def _soft(item: object) -> str:
    return "soft"
