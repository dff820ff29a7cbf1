"""The review grid: source and target side by side, one row per bead, one editor over the active target block."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QPoint, QPointF, QRect, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from app.words import Words
from ui.theme import Theme
from ui.view.cell_grid import CellGrid
from ui.view.cells import CellBox
from ui.view.columns import ROW_PADDING
from ui.view.completing import Completing
from ui.view.editor import MARGIN, CellEditor
from ui.view.model import CellView, Commit, Draft, Mark, RowSource, Selection, Side
from ui.view.typing import Quotes


class ReviewGrid(CellGrid):
    """Shows rows and lets one target block at a time be edited; it decides nothing and writes nothing.

    Positions in its signals are code points. In the mode "grid" plain keys move between rows; in "text" they type.
    """

    text_committed = Signal(object)
    """Commit: a changed text is finished."""
    text_edited = Signal(object)
    """Draft: a text was changed by a key, a paste or an input method."""
    mode_changed = Signal(str)
    """"grid" or "text"."""
    menu_asked = Signal(object, int)
    """QMenu and a position in the open text: its context menu is about to be shown there."""

    def __init__(self, theme: Theme, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._words = words
        self._read_only = False
        self._single_keys = True
        self._edited: CellView | None = None
        self._text_before = ""
        self._last_caret: Selection | None = None
        self._editor = CellEditor(theme, self.viewport())
        self.setFocusProxy(self._editor)
        self.setAccessibleName(words.say("view.grid.name"))
        self.setAccessibleDescription(words.say("view.grid.about"))
        self._editor.setAccessibleName(words.say("view.grid.name"))
        self._completing = Completing(self._editor, words.say("view.completions"), self.viewport())
        self._quotes_of: Callable[[str], Quotes | None] = _no_quotes
        self._offers_of: Callable[[Side], Sequence[str]] = _no_offers
        self._editor.left.connect(self.leave)
        self._editor.edited.connect(self._tell_draft)
        self._editor.lines_changed.connect(self._grow)
        self._editor.composing.connect(self._open_for_typing)
        self._editor.lost_focus.connect(self._focus_lost)
        self._editor.caret_moved.connect(self._tell_selection)
        self._editor.menu_asked.connect(self.menu_asked)
        self.current_changed.connect(self._describe_row)

    # What is shown

    def set_source(self, source: RowSource) -> None:
        self.leave()
        super().set_source(source)

    def set_theme(self, theme: Theme) -> None:
        self._editor.set_theme(theme)
        super().set_theme(theme)

    @property
    def read_only(self) -> bool:
        return self._read_only

    def set_read_only(self, read_only: bool) -> None:
        self.leave()
        self._read_only = read_only

    def set_single_keys(self, on: bool) -> None:
        """Whether single letters are verbs while the grid has the focus. Where they are not, an input method may write
        into the active cell at once; where they are, it is off until the cell is opened."""
        self._single_keys = on
        if not self._editor.awake:
            self._editor.sleep(input_method=not on)

    def set_paste_filter(self, paste_filter: Callable[[str], str]) -> None:
        """What pasted text goes through; by default it loses control characters and tabs."""
        self._editor.paste_filter = paste_filter

    def set_chords(self, chords: Iterable[str]) -> None:
        """The keys that stay the window's while a text is open."""
        self._editor.chords = frozenset(chords)

    def set_typing_help(
        self, quotes_of: Callable[[str], Quotes | None], offers_of: Callable[[Side], Sequence[str]]
    ) -> None:
        """Asked when a text is opened: the quotation marks of its language, and what typing may be completed to."""
        self._quotes_of, self._offers_of = quotes_of, offers_of

    def reset(self) -> None:
        self.leave()
        super().reset()

    def refresh_rows(self, indexes: Iterable[int]) -> None:
        super().refresh_rows(indexes)
        cell = self._active_cell()
        if self._edited is None or cell is None or cell.view.block_id != self._edited.block_id:
            return
        if not self._is_dirty():
            changed = cell.view.text != self._edited.text
            self._edited = cell.view
            if changed:
                # Changed elsewhere, e.g. undone by the window: the open text follows.
                self._editor.reload(cell.view.text, cell.view.marks)
                self._text_before = self._editor.text
                self._grow()
            else:
                self._editor.set_marks(cell.view.marks)

    def set_draft_marks(self, marks: Sequence[Mark]) -> None:
        """Marks for the text that is being typed, as it stands now."""
        self._editor.set_marks(marks)

    def draft_marks(self) -> tuple[Mark, ...]:
        return self._editor.marks

    def caret_place(self) -> QPoint:
        """Where on the screen something about the selected text may be shown: under the caret."""
        return self._editor.viewport().mapToGlobal(self._editor.cursorRect().bottomLeft() + QPoint(0, 2))

    # The current cell

    @property
    def mode(self) -> str:
        return "text" if self._editor.awake else "grid"

    def set_current(self, index: int, cell: int = 0, *, side: Side | None = None, reveal: bool = True) -> None:
        """Makes a cell the current one. An open text is committed first; "text" stays the mode where it can."""
        side = side or self.side_to_keep
        index = min(max(index, 0), max(self.count - 1, 0))
        if not self._editor.awake or (index, (side, cell)) == (self._current, self._cell):
            super().set_current(index, cell, side=side, reveal=reveal)
            return
        self.commit()
        self._sleep()
        super().set_current(index, cell, side=side, reveal=reveal)
        if side is not Side.TARGET or not self._wake():
            self.mode_changed.emit("grid")
            self._tell_selection()

    def _describe_row(self, index: int) -> None:
        view = self.current_view
        if view is not None and index >= 0:
            source, target = (" ".join(cell.text for cell in view.side(side)) for side in Side)
            said = self._words.say("view.grid.row", number=view.number, source=source, target=target)
            self._editor.setAccessibleDescription(said)

    # Editing

    def edit_current(self, side: Side = Side.TARGET) -> bool:
        """Opens the current row's cell of a side for editing and says whether it could."""
        if self._editor.awake:
            return True
        if self._cell[0] is not side:
            self._cell = (side, 0)
        if not self._wake():
            return False
        self.mode_changed.emit("text")
        return True

    def leave(self) -> None:
        """Commits an open text and goes back to the grid."""
        if self._editor.awake:
            self.commit()
            self._sleep()
            self.mode_changed.emit("grid")
            self._tell_selection()

    def commit(self) -> bool:
        """Finishes what is composed and tells of a changed text, which stays open. Says whether it had changed."""
        if not self._editor.awake or self._edited is None:
            return False
        self._editor.finish_composing()
        if not self._is_dirty():
            return False
        text, block = self._editor.text, self._edited
        self._edited = CellView(block.block_id, text, self._editor.marks, block.role, block.level, "", block.language)
        self._text_before = text
        self._editor.forget_undo()
        self.text_committed.emit(Commit(self._current, block.block_id, text))
        return True

    def insert_text(self, text: str) -> bool:
        """Puts a text at the caret of the open cell, opening it first where it is not. Says whether it could."""
        if not self._editor.awake:
            if not self.edit_current():
                return False
            caret = self._last_caret
            if caret is not None and self._edited is not None and caret.block_id == self._edited.block_id:
                # A click on a button took the focus away; the text goes where the caret was.
                self._editor.select(caret.start, caret.end)
        self._editor.finish_composing()
        self._editor.insert(text)
        self._editor.setFocus()
        return True

    def select(self, start: int, end: int) -> None:
        """Selects a stretch of the open text, or of the current cell where none is open."""
        cell = self._active_cell()
        if self._editor.awake:
            self._editor.select(start, end)
        elif cell is not None:
            self._select(Selection(cell.view.block_id, cell.side, start, end))

    def selection(self) -> Selection | None:
        """What is selected: in the open text (a caret is an empty stretch), else with the mouse in either side."""
        if self._editor.awake and self._edited is not None:
            return Selection(self._edited.block_id, self._cell[0], *self._editor.selection())
        return self._selection

    def selected_text(self) -> str:
        selection = self.selection()
        if self._editor.awake and selection is not None:
            return self._editor.text[selection.start : selection.end]
        return super().selected_text()

    def draft(self) -> Draft | None:
        """The open text as it stands, None where none is open."""
        return Draft(self._edited.block_id, self._editor.text) if self._edited is not None else None

    def _is_dirty(self) -> bool:
        return self._edited is not None and self._editor.text != self._text_before

    def _wake(self) -> bool:
        if self._read_only or not 0 <= self._current < self.count:
            return False
        cell = self._box(self._current).cell(*self._cell)
        if cell is None or cell.view.excluded:
            return False
        self.reveal(self._current)
        self._select(None)
        self._edited = cell.view
        self._editor.quotes = self._quotes_of(cell.view.language)
        self._completing.offers = self._offers_of(self._cell[0])
        self._editor.wake(cell.view.text, cell.flow.style, cell.view.marks)
        self._text_before = self._editor.text
        self._editor.setAccessibleName(self._words.say("view.editor.name"))
        self._place_editor()
        self._editor.setFocus()
        self._update_row(self._current)
        self._tell_selection()
        return True

    def _sleep(self) -> None:
        if self._editor.awake:
            self._last_caret = self.selection()
            self._edited = None
            self._completing.hide()
            self._editor.sleep(input_method=not self._single_keys)
            self._editor.setAccessibleName(self._words.say("view.grid.name"))
            self.refresh_rows((self._current,))

    def _open_for_typing(self) -> None:
        self.edit_current()

    def _focus_lost(self) -> None:
        # Another window's turn: the text is safe and stays open. Another widget's: it is left.
        if QGuiApplication.focusWindow() is None or not self.isActiveWindow():
            self.commit()
        else:
            self.leave()

    def _tell_draft(self) -> None:
        if self._edited is not None:
            self.text_edited.emit(Draft(self._edited.block_id, self._editor.text))

    def _grow(self) -> None:
        """The open text needs another number of lines: its row follows, its top stays, the caret stays in sight."""
        super().refresh_rows((self._current,))
        area = self.row_rect(self._current)
        if area is not None and self._editor.awake:
            caret = self._editor.cursorRect().translated(self._editor.pos())
            below = caret.bottom() + ROW_PADDING - self.viewport().height()
            if below > 0:
                self.scroll_by(below)
            elif caret.top() < ROW_PADDING:
                self.scroll_by(caret.top() - ROW_PADDING)

    def _place_editor(self) -> None:
        cell = self._active_cell()
        area = self.row_rect(self._current) if cell is not None else None
        if cell is None or area is None:
            # Out of sight, but still there: it holds the keyboard focus.
            self._editor.setGeometry(0, -100, 10, 10)
            return
        height = self._typed_height() if self._editor.awake else cell.flow.height
        place = cell.area.translated(0, area.top())
        wanted = QRect(place.left(), place.top(), place.width(), height).adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN)
        if self._editor.geometry() != wanted:
            self._editor.setGeometry(wanted)
        if self._editor.awake:
            # Another width breaks its lines anew.
            self._editor.check_lines()

    @property
    def editing(self) -> bool:
        return self._editor.awake

    def _typed_height(self) -> int:
        return self._editor.line_count * self._editor.style_of_text.line

    def _relay(self) -> None:
        if self._edited is not None:
            self._editor.restyle(self._styles.of(self._edited, self._cell[0]))
        super()._relay()

    def _arranged(self) -> None:
        self._place_editor()

    def _clicking(self) -> None:
        self.leave()

    def _clicked_again(self, cell: CellBox, point: QPointF) -> None:
        if cell.side is Side.TARGET and self.edit_current():
            self._editor.put_caret(point)

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._editor.awake or not self.count:
            event.ignore()
            return
        if event.matches(QKeySequence.StandardKey.Copy) and self.selected_text():
            QGuiApplication.clipboard().setText(self.selected_text())
            return
        plain = not event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
        shift = event.modifiers() == Qt.KeyboardModifier.ShiftModifier
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_F2 if plain:
                self._activate()
            case Qt.Key.Key_Down | Qt.Key.Key_Up if self.linking and shift:
                self.extend(1 if event.key() == Qt.Key.Key_Down else -1)
            case Qt.Key.Key_Escape if plain and len(self.chosen) > 1:
                self._choose(-1)
            case Qt.Key.Key_Right if plain:
                self._next_cell(1)
            case Qt.Key.Key_Left if plain:
                self._next_cell(-1)
            case Qt.Key.Key_E if plain and self._single_keys:
                self._activate()
            case _ if plain and event.text().isprintable() and event.text() and self.edit_current():
                self._editor.type_key(event)
            case _:
                super().keyPressEvent(event)

    def _activate(self) -> None:
        cell = self.current_cell
        if cell is not None:
            self.cell_activated.emit(cell)
            if cell.side is Side.TARGET or self.linking:
                self.edit_current(cell.side)

    def _next_cell(self, way: int) -> None:
        view = self.current_view
        if view is not None:
            side, number = self._cell
            self.set_current(self._current, min(max(number + way, 0), max(len(view.side(side)) - 1, 0)), side=side)


def _no_quotes(_language: str) -> Quotes | None:
    return None


def _no_offers(_side: Side) -> Sequence[str]:
    return ()
