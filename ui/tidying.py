"""The verbs of cleaning: what it proposes is taken over or refused, paragraphs are put away and brought back."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from app.pipeline import BlockProposal
from app.words import Words
from ui.jobs import Jobs
from ui.look import Look
from ui.session import Session
from ui.work import WorkPage


class Tidying(QObject):
    """Built for one session. ``said(str)``: for the status bar."""

    said = Signal(str)

    def __init__(self, session: Session, page: WorkPage, look: Look, words: Words, jobs: Jobs, window: QWidget) -> None:
        super().__init__(session)
        self._session, self._page, self._words = session, page, words
        inspector = page.inspector
        inspector.proposal_accepted.connect(self.accept_proposal)
        inspector.proposal_refused.connect(self.refuse_proposal)
        inspector.back_wanted.connect(self.do_put_away)
        page.clean_all_wanted.connect(self.do_accept_cleaning)

    @Slot()
    def do_accept_cleaning(self) -> None:
        self._page.grid.commit()
        proposals = self._session.project.proposals()
        if self._session.perform(partial(self._session.project.accept_cleaning, proposals)):
            self.said.emit(self._words.say("window.all-cleaned", n=len(proposals)))

    @Slot(object)
    def accept_proposal(self, item: BlockProposal) -> None:
        self._session.perform(partial(self._session.project.accept_cleaning, [item]))

    @Slot(object)
    def refuse_proposal(self, item: BlockProposal) -> None:
        self._session.perform(partial(self._session.project.refuse_cleaning, item))

    @Slot()
    def do_keep(self) -> None:
        for item in self.proposals_here():
            self.refuse_proposal(item)

    @Slot()
    def do_put_away(self) -> None:
        """Brings back what is away in the row; if nothing is, puts its paragraphs away."""
        self._page.grid.leave()
        row = self._session.current_row()
        if row is None:
            return
        blocks = row.source + row.target
        away = [block for block in blocks if block.excluded]
        project = self._session.project
        self._session.perform(partial(project.include, away) if away else partial(project.exclude, blocks))

    def proposals_here(self) -> list[BlockProposal]:
        """What cleaning proposes for the active row."""
        row = self._session.current_row()
        blocks = {block.id for block in row.source + row.target} if row is not None else set()
        return [item for item in self._session.project.proposals() if item.block.id in blocks]
