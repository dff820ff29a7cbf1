"""The verbs of links: what stands beside what, by key; the aligner once more between fixed rows; weak links in turn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from app.errors import UserError
from app.model import BlockId, Changes, LinkOrigin, Row, RowId
from app.model import Side as CoreSide
from app.realign import Stretch, changed, realign, same
from app.review import links
from app.tasks import Task
from app.words import Words
from ui.dialogs.realign import RealignDialog
from ui.dialogs.reshape import ReshapeDialog
from ui.jobs import Jobs
from ui.look import Look
from ui.session import Session
from ui.view.model import CellRef, Side
from ui.work import WorkPage

_CANNOT = frozenset({
    "merge-needs-two", "split-nothing", "move-nothing", "unlink-nothing", "swap-nothing", "gap-nothing", "cut-nothing",
    "cell-stays", "join-away", "join-nothing", "no-paragraph", "sentence-at-edge", "realign-fixed",
    "realign-one-side", "row-pinned",
})  # fmt: skip
"""What is refused because there is nothing to do it with: no fault, and nothing to be read and closed."""


class Linking(QObject):
    """Built for one session. ``said(str)`` carries a sentence for the status bar.

    The side in focus is that of the active cell; U, D, S, G and their like act on it.
    """

    said = Signal(str)

    def __init__(self, session: Session, page: WorkPage, look: Look, words: Words, jobs: Jobs, window: QWidget) -> None:
        super().__init__(session)
        self._session = session
        self._page = page
        self._look = look
        self._words = words
        self._jobs = jobs
        self._window = window
        self._waiting: RowId | None = None
        """The row that is to be linked with another one, wherever it stands."""
        page.inspector.split_wanted.connect(self.do_split)
        page.inspector.merge_wanted.connect(self.do_merge)
        page.link_bar.weak_wanted.connect(self.do_next_weak)
        page.link_bar.row_wanted.connect(page.go_to)
        page.link_bar.let_go.connect(self.let_go)
        session.changed.connect(self._look_after)

    # Rows

    @Slot()
    def do_merge(self) -> None:
        """Merges the chosen rows, or the active one with the next."""
        self._page.grid.leave()
        chosen = self._chosen()
        if len(chosen) == 1:
            below = self._neighbour(1)
            chosen += [below] if below is not None else []
        self._perform(partial(self._session.project.merge, chosen))

    @Slot()
    def do_link(self) -> None:
        """Links the chosen rows; or remembers the active row, and links it with the one where it is asked for again."""
        self._page.grid.leave()
        chosen = self._chosen()
        if len(chosen) > 1:
            self._perform(partial(self._session.project.merge, chosen))
            return
        here = self._session.current
        if self._waiting is None or here is None or here == self._waiting:
            self._wait_for(None if here == self._waiting else here)
            return
        first, self._waiting = self._waiting, None
        if self._perform(partial(self._session.project.merge, self._in_order([first, here]))):
            self._page.go_to(self._in_order([first, here])[0])
        self._page.link_bar.show_waiting("")

    @Slot()
    def let_go(self) -> None:
        self._wait_for(None)

    def _wait_for(self, row: RowId | None) -> None:
        self._waiting = row
        number = self._session.rows.number(row) if row is not None else 0
        self._page.link_bar.show_waiting(self._words.say("linking.waiting", number=number) if number else "")

    @Slot()
    def do_unlink(self) -> None:
        self._with_row(self._session.project.unlink)

    @Slot()
    def do_swap(self) -> None:
        """Exchanges the translations of the active row and the next."""
        self._page.grid.leave()
        here, below = self._session.current, self._neighbour(1)
        if here is None or below is None:
            self.said.emit(self._words.say("linking.no-row-below"))
            return
        self._perform(partial(self._session.project.swap, here, below))

    @Slot()
    def do_gap(self) -> None:
        side = self._side()
        self._with_row(lambda row: self._session.project.gap(row, side))

    @Slot()
    def do_split(self) -> None:
        """In an open text: cuts the paragraph at the cursor. Else the active paragraph begins a new row."""
        grid = self._page.grid
        if grid.mode == "text":
            self._cut()
            return
        cell, row = grid.current_cell, self._session.current_row()
        if cell is None or row is None:
            return
        if len(row.source) <= 1 and len(row.target) <= 1 and row.side(self._side()) and not self._page.reading:
            if grid.edit_current(cell.side):
                self.said.emit(self._words.say("linking.put-cursor"))
            return
        at = links.cut_before(row, self._side(), cell.cell)
        self._perform(partial(self._session.project.split, row.id, *at))

    def _cut(self) -> None:
        grid = self._page.grid
        grid.commit()
        caret, cell = grid.selection(), grid.current_cell
        grid.leave()
        if caret is None or cell is None or not caret.block_id:
            return
        block = BlockId(caret.block_id)
        if self._perform(partial(self._session.project.cut, block, caret.start)):
            self._go_to_cell(self._session.project.store.row_of(block), cell.side, cell.cell + 1)

    @Slot()
    def do_move_up(self) -> None:
        self._move(-1)

    @Slot()
    def do_move_down(self) -> None:
        self._move(1)

    def _move(self, way: int) -> None:
        side = self._side()
        self._to_neighbour(way, lambda row, other: self._session.project.move_edge(row, other, side))

    @Slot()
    def do_sentence_up(self) -> None:
        self._move_sentence(-1)

    @Slot()
    def do_sentence_down(self) -> None:
        self._move_sentence(1)

    def _move_sentence(self, way: int) -> None:
        """The first sentence of the side in focus goes up, or its last one down."""
        row, side = self._session.current_row(), self._side()
        own = row.side(side) if row is not None else ()
        if not own:
            self._refuse(UserError("move-nothing"))
            return
        block = own[0 if way < 0 else -1].id
        self._to_neighbour(way, lambda _, other: self._session.project.move_sentence(block, other))

    @Slot()
    def do_pin(self) -> None:
        """Pins the chosen rows, or lets them go if all are pinned."""
        rows = self._session.project.store.rows(self._chosen())
        if rows:
            pinned = all(row.origin is LinkOrigin.PINNED for row in rows)
            self._perform(partial(self._session.project.pin, [row.id for row in rows], not pinned))

    # Paragraphs

    @Slot()
    def do_join(self) -> None:
        """Joins the active paragraph with the next one of its side of the row, the last one with the one before it."""
        self._page.grid.leave()
        cell, row = self._page.grid.current_cell, self._session.current_row()
        own = row.side(self._side()) if row is not None else ()
        if cell is None or len(own) < 2:
            self._refuse(UserError("join-nothing"))
            return
        first = min(cell.cell, len(own) - 2)
        if self._perform(partial(self._session.project.join, own[first].id, own[first + 1].id)) and row is not None:
            self._go_to_cell(row.id, cell.side, first)

    @Slot()
    def do_reshape(self) -> None:
        """Asks what the active paragraph is; of chosen rows, all paragraphs of the side in focus."""
        self._page.grid.leave()
        cell, side = self._page.grid.current_cell, self._side()
        rows = self._session.project.store.rows(self._chosen())
        blocks = [block for row in rows for block in row.side(side)]
        if len(rows) == 1 and cell is not None and cell.block_id:
            blocks = [block for block in blocks if block.id == cell.block_id]
        if not blocks:
            self._refuse(UserError("no-paragraph"))
            return
        dialog = ReshapeDialog(self._look.theme, self._words, blocks, self._window)
        if dialog.exec() and (shape := dialog.shape()) is not None:
            self._perform(partial(self._session.project.reshape, [block.id for block in blocks], shape))
        dialog.deleteLater()

    # The aligner once more

    @Slot()
    def do_realign(self) -> None:
        """Aligns the chosen rows anew, or those round the active one, and shows what would change."""
        self._page.grid.leave()
        chosen = self._chosen()
        if not chosen:
            return
        try:
            stretch = self._session.project.stretch(chosen)
        except UserError as error:
            self._refuse(error)
            return

        def work(task: Task) -> tuple[Row, ...]:
            return realign(stretch, task)

        self._jobs.run(work, partial(self._preview, stretch), self._refuse)

    def _preview(self, stretch: Stretch, after: Sequence[Row]) -> None:
        if self._session.closed:
            return
        groups = changed(stretch.rows, after)
        if all(same(group) for group in groups):
            self.said.emit(self._words.say("linking.realign-same", n=len(stretch.rows)))
            return
        numbers = self._session.rows.number
        dialog = RealignDialog(self._look.theme, self._words, groups, numbers, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(partial(self._apply, stretch, tuple(after)))
        self._session.destroyed.connect(dialog.close)
        dialog.open()

    def _apply(self, stretch: Stretch, after: Sequence[Row]) -> None:
        if self._perform(partial(self._session.project.realign, stretch, after)):
            self.said.emit(self._words.say("linking.realigned"))

    # Where to look

    @Slot()
    def do_next_weak(self) -> None:
        self._go_weak(1)

    @Slot()
    def do_previous_weak(self) -> None:
        self._go_weak(-1)

    def _go_weak(self, way: int) -> None:
        """The links worth a look in turn, the least sure first; from any other row one begins there."""
        queue = self._session.project.weak_rows()
        if not queue:
            self.said.emit(self._words.say("linking.no-weak"))
            return
        here = self._session.current
        at = (queue.index(here) + way) % len(queue) if here in queue else 0 if way > 0 else len(queue) - 1
        self._page.go_to(queue[at])
        self.said.emit(self._words.say("linking.weak", at=at + 1, n=len(queue)))

    @Slot()
    def do_other_side(self) -> None:
        grid = self._page.grid
        cell = grid.current_cell
        if cell is not None:
            grid.leave()
            other = Side.SOURCE if cell.side is Side.TARGET else Side.TARGET
            grid.set_current(cell.row_index, cell.cell, side=other)

    # Shared

    def _perform(self, verb: Callable[[], Changes]) -> bool:
        """Carries out a verb. What a key cannot do here is said in the status line: a box would be in the way."""
        try:
            changes = verb()
        except UserError as error:
            self._refuse(error)
            return False
        self._session.take(changes)
        return True

    def _refuse(self, error: UserError) -> None:
        tell = self.said if error.code in _CANNOT else self._session.failed
        tell.emit(self._words.error(error))

    def _with_row(self, verb: Callable[[RowId], Changes]) -> None:
        self._page.grid.leave()
        if self._session.current is not None:
            self._perform(partial(verb, self._session.current))

    def _to_neighbour(self, way: int, verb: Callable[[RowId, RowId], Changes]) -> None:
        """Does something to the active row and the one above or below; goes there if nothing is left here."""
        cell = self._page.grid.current_cell
        self._page.grid.leave()
        here, other = self._session.current, self._neighbour(way)
        if here is None or other is None:
            self.said.emit(self._words.say("linking.no-row-above" if way < 0 else "linking.no-row-below"))
            return
        if self._perform(partial(verb, here, other)) and not self._session.project.store.rows([here]):
            self._go_to_cell(other, cell.side if cell is not None else Side.TARGET, 0)

    def _chosen(self) -> list[RowId]:
        """The rows a verb is for, in order."""
        ids = self._session.rows.ids
        if self._page.reading or len(self._page.grid.chosen) < 2:
            return [self._session.current] if self._session.current is not None else []
        return [ids[number] for number in self._page.grid.chosen]

    def _side(self) -> CoreSide:
        cell: CellRef | None = self._page.grid.current_cell
        return CoreSide(cell.side.value) if cell is not None else CoreSide.TARGET

    def _neighbour(self, way: int) -> RowId | None:
        """The row before or after in the project, whatever the filter shows."""
        ids = self._session.project.store.row_ids()
        if self._session.current not in ids:
            return None
        at = ids.index(self._session.current) + way
        return ids[at] if 0 <= at < len(ids) else None

    def _in_order(self, rows: Sequence[RowId]) -> list[RowId]:
        positions = self._session.project.store.row_positions()
        return sorted((row for row in rows if row in positions), key=positions.__getitem__)

    def _go_to_cell(self, row: RowId, side: Side, cell: int) -> None:
        self._page.go_to(row)
        index = self._session.rows.index_of(row)
        if index >= 0 and not self._page.reading:
            self._page.grid.set_current(index, cell, side=side)

    @Slot(object)
    def _look_after(self, changes: Changes) -> None:
        """A row that waits to be linked may be gone by now."""
        if changes.structure and self._waiting is not None and not self._session.project.store.rows([self._waiting]):
            self._wait_for(None)
