"""Every key into the draft journal: at once into the file, and onto the disk once the keys rest."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.drafts import Draft
from app.model import Block, BlockId, RevisionSeq, RowId
from app.readers import clean_characters
from app.recovery import Recovered, journal_of, recovered
from app.store import Store

_REST = 250
"""Milliseconds without a key after which the disk is waited for: what a power cut may cost."""


class Drafting(QObject):
    """The journal of an open project. ``refused()``: the disk does not take drafts; typing goes on without them."""

    refused = Signal()

    def __init__(self, store: Store, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._journal = journal_of(store)
        self._told = False
        self._head: tuple[tuple[RowId, BlockId], Block | None] | None = None
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="enface-drafts")
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST)
        self._rest.timeout.connect(self._sync)

    @property
    def working(self) -> bool:
        """Whether the last key reached the file."""
        return self._journal.working

    def take(self, row: RowId, block: BlockId, text: str) -> None:
        """A key changed the open text. What reads as it is saved needs no draft."""
        head = self._saved(row, block)
        text = clean_characters(text)[0]
        block = head.id if head is not None else BlockId(0)
        if text == (head.text if head is not None else "") or (head is None and not text.strip()):
            self.drop(row, block)
            return
        worked = self._journal.working
        base = head.seq if head is not None else RevisionSeq(0)
        self._journal.keep(Draft(row, block, base, text, self._store.now()))
        self._rest.start()
        refused = not (worked and self._journal.working)
        if refused and not self._told:
            self.refused.emit()
        self._told = refused

    def drop(self, row: RowId, block: BlockId) -> None:
        """The text of a row is saved, or reads as it did."""
        self._journal.drop(row, block)
        self._journal.drop(row, BlockId(0))

    def recovered(self) -> tuple[Recovered, ...]:
        """What an earlier sitting typed and never saved."""
        offered, done = recovered(self._store, self._journal.pending())
        for draft in done:
            self._journal.forget(draft)
        return offered

    def forget(self, found: Recovered) -> None:
        """A recovered text was taken over, or thrown away."""
        self._journal.forget(found.draft)

    @Slot()
    def look_again(self) -> None:
        """Something was written: what the typing begins from is another text."""
        self._head = None

    def close(self) -> None:
        """Ends the worker and lets the file go; what is pending waits in it for the next sitting."""
        if self._rest.isActive():
            self._rest.stop()
            self._sync()
        self._pool.shutdown(wait=True)
        self._journal.close()

    def _saved(self, row: RowId, block: BlockId) -> Block | None:
        """The text that is being changed as it is saved, None for a row without one; read once, not with each key."""
        if self._head is None or self._head[0] != (row, block):
            if block:
                head: Block | None = self._store.block(block)
            else:
                # The row may have got its first text a moment ago, from the same open editor.
                head = next(iter(self._store.row(row).target), None)
            self._head = (row, block), head
        return self._head[1]

    @Slot()
    def _sync(self) -> None:
        self._pool.submit(self._journal.sync)
