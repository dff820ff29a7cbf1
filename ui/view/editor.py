"""The one editor of the grid: a real text field that lies over the active cell, asleep until it is needed.

It keeps the keyboard focus of the grid even while asleep, so that an input method never sees the focus change when a
cell opens: a change of focus is what eats the first letter or the last syllable elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QTextCursor,
    QTextDocument,
    QTextLayout,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from ui.theme import Theme
from ui.utf16 import Utf16Map
from ui.view.edits import clean_paste, moved_marks
from ui.view.even_lines import EvenLines
from ui.view.flow import (
    TextStyle,
    from_qt,
    line_hit,
    paint_grounds,
    paint_lines,
    spans_of,
    text_style,
    to_qt,
)
from ui.view.model import Mark
from ui.view.typing import Quotes, smart_mark

_CHORD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
_PASSING = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.MenuBarFocusReason)
_COMPOSING_KEYS = (
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
    Qt.Key.Key_Escape,
    Qt.Key.Key_Tab,
    Qt.Key.Key_Backtab,
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
)
MARGIN = 2
"""How far the widget reaches beyond its text on every side: room for the caret at a line's end."""


class CellEditor(QPlainTextEdit):
    """Edits one block. All positions of its own methods are code points."""

    left = Signal()
    """The text is to be left: Esc or Enter."""
    edited = Signal()
    """The text has changed by typing, pasting, undo or an input method's commit."""
    lines_changed = Signal()
    """The text needs more or fewer lines than before."""
    composing = Signal()
    """An input method begins to write while the editor is asleep."""
    lost_focus = Signal()
    menu_asked = Signal(object, int)
    """QMenu and a position: the context menu of the text is about to be shown there."""
    caret_moved = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("cell_editor")
        self.paste_filter: Callable[[str], str] = clean_paste
        self.quotes: Quotes | None = None
        """The quotation marks of the open text's language, to be put for straight ones; None leaves them straight."""
        self.chords: frozenset[str] = frozenset()
        """Keys of the window, portable text, that a text field would take for itself (Ctrl+Ins copies, Ctrl+K cuts)."""
        self._theme = theme
        self._awake = False
        self._loading = False
        self._last = ""
        self._marks: tuple[Mark, ...] = ()
        self._spans: list[tuple[Mark, int, int]] = []
        self._lines = 1
        self._style = text_style("")
        document = QTextDocument(self)
        self._even = EvenLines(document, self._style)
        document.setDocumentLayout(self._even)
        document.setDocumentMargin(MARGIN)
        self.setDocument(document)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setTabChangesFocus(True)
        self.viewport().setAutoFillBackground(False)
        self.set_theme(theme)
        self._rest()
        self.textChanged.connect(self._text_changed)
        self.cursorPositionChanged.connect(self._caret_changed)
        self.selectionChanged.connect(self._caret_changed)

    # Waking and sleeping

    @property
    def awake(self) -> bool:
        return self._awake

    def wake(self, text: str, style: TextStyle, marks: Sequence[Mark]) -> None:
        """Opens a text for editing, the caret at its end. Its history of undo begins here."""
        self._style = self._even.style = style
        self._awake = True
        self._load(text, marks)
        self.setReadOnly(False)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, False)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, True)
        self.moveCursor(QTextCursor.MoveOperation.End)
        QGuiApplication.inputMethod().update(Qt.InputMethodQuery.ImQueryAll)
        self.viewport().update()

    def sleep(self, *, input_method: bool) -> None:
        """Closes the text. ``input_method`` says whether one may begin to write while the grid has the focus."""
        self._awake = False
        self._load("", ())
        self._rest(input_method=input_method)
        self.viewport().update()

    def _rest(self, *, input_method: bool = False) -> None:
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, True)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, input_method)
        QGuiApplication.inputMethod().update(Qt.InputMethodQuery.ImEnabled)

    def reload(self, text: str, marks: Sequence[Mark]) -> None:
        """Shows a text that was changed elsewhere, the caret where it was."""
        caret = self.selection()[1]
        self._load(text, marks)
        self.select(caret, caret)

    def restyle(self, style: TextStyle) -> None:
        """Sets the open text in another font; its undo history and caret stay."""
        self._style = self._even.style = style
        self.document().setDefaultFont(style.font)
        self.setFont(style.font)

    def forget_undo(self) -> None:
        """The text is committed: from here on its changes are undone by the window, not by the editor."""
        self.document().clearUndoRedoStacks()

    def _load(self, text: str, marks: Sequence[Mark]) -> None:
        self._loading = True
        self.restyle(self._style)
        self.document().setDefaultTextOption(QTextOption(self._style.option))
        self.setPlainText(to_qt(text))
        self._loading = False
        self._last = self.text
        self._lines = self.line_count
        self.set_marks(marks)

    # Text

    @property
    def text(self) -> str:
        """The text without what is still being composed. (``toPlainText`` would turn no-break spaces into spaces.)"""
        return from_qt(self.document().toRawText())

    @property
    def style_of_text(self) -> TextStyle:
        return self._style

    @property
    def line_count(self) -> int:
        """The number of lines, with those of the text being composed."""
        block = self.document().firstBlock()
        self._even.blockBoundingRect(block)
        return max(block.layout().lineCount(), 1)

    @property
    def layout_of_text(self) -> QTextLayout:
        return self.document().firstBlock().layout()

    def set_marks(self, marks: Sequence[Mark]) -> None:
        """Marks for the text as it stands now."""
        self._marks = tuple(marks)
        self._spans = spans_of(self._marks, Utf16Map(self._last))
        self.viewport().update()

    @property
    def marks(self) -> tuple[Mark, ...]:
        return self._marks

    def selection(self) -> tuple[int, int]:
        """The selected stretch; the caret twice if nothing is selected."""
        cursor, positions = self.textCursor(), Utf16Map(self.text)
        return positions.to_code_point(cursor.selectionStart()), positions.to_code_point(cursor.selectionEnd())

    def select(self, start: int, end: int) -> None:
        cursor, positions = self.textCursor(), Utf16Map(self.text)
        cursor.setPosition(positions.to_utf16(start))
        cursor.setPosition(positions.to_utf16(end), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def insert(self, text: str) -> None:
        """Puts a text in place of the selection, as one step of undo."""
        self.textCursor().insertText(to_qt(text))

    def put_caret(self, point: QPointF) -> None:
        """Puts the caret at a point, counted from the text's top left."""
        position = line_hit(self.layout_of_text, self._style, point + QPointF(MARGIN, 0))
        cursor = self.textCursor()
        cursor.setPosition(position)
        self.setTextCursor(cursor)

    def _text_changed(self) -> None:
        if self._loading or not self._awake:
            return
        text = self.text
        if text == self._last:
            # Only what an input method is composing has changed.
            self.check_lines()
            return
        self._marks = moved_marks(self._marks, self._last, text)
        self._last = text
        self._spans = spans_of(self._marks, Utf16Map(text))
        self.check_lines()
        self.edited.emit()

    def check_lines(self) -> None:
        """Tells if the text needs another number of lines than when it was last looked at."""
        lines = self.line_count
        if lines != self._lines:
            self._lines = lines
            self.lines_changed.emit()

    def _caret_changed(self) -> None:
        if self._awake and not self._loading:
            self.caret_moved.emit()

    # Input method

    def composition(self) -> str:
        """What an input method is composing just now, "" if nothing."""
        return self.layout_of_text.preeditAreaText()

    def finish_composing(self) -> None:
        """Makes composed text part of the text: before any move, save or loss of focus, so no syllable is lost."""
        if not self.composition():
            return
        QGuiApplication.inputMethod().commit()
        rest = self.composition()
        if rest:
            event = QInputMethodEvent()
            event.setCommitString(rest)
            super().inputMethodEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        if not self._awake and (event.preeditString() or event.commitString()):
            self.composing.emit()
        if not self._awake:
            event.ignore()
            return
        super().inputMethodEvent(event)
        self.check_lines()
        self.viewport().update()

    # Keys: while something is composed, those of the input method are left alone

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if not self._awake or self._is_spent(event) or self._is_chord(event):
                event.ignore()
                return True
            if self.composition() and not event.modifiers() & _CHORD:
                event.accept()
                return True
        return super().event(event)

    def _is_chord(self, event: QKeyEvent) -> bool:
        return QKeySequence(event.keyCombination()).toString() in self.chords

    def _is_spent(self, event: QKeyEvent) -> bool:
        """Whether it is an undo or redo and nothing is left to undo here: then it is the window's."""
        document = self.document()
        undo = event.matches(QKeySequence.StandardKey.Undo) and not document.isUndoAvailable()
        return undo or (event.matches(QKeySequence.StandardKey.Redo) and not document.isRedoAvailable())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, chord = event.key(), bool(event.modifiers() & _CHORD)
        enter = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        composing = bool(self.composition()) and not chord and key in _COMPOSING_KEYS
        if not self._awake or composing or self._is_spent(event):
            event.ignore()
        elif key == Qt.Key.Key_Escape or (enter and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier):
            self.left.emit()
        elif (enter and chord) or key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            event.ignore()
        else:
            super().keyPressEvent(event)
            self._turn_quote(event.text())

    def _turn_quote(self, typed: str) -> None:
        """Makes a straight mark just typed one of the language; undo makes it straight again."""
        if typed not in ("'", '"') or self.quotes is None:
            return
        before = self.text[: self.selection()[0]]
        mark = smart_mark(before[:-1], typed, self.quotes)
        if before.endswith(typed) and mark != typed:
            cursor = self.textCursor()
            cursor.beginEditBlock()
            cursor.deletePreviousChar()
            cursor.insertText(mark)
            cursor.endEditBlock()

    def type_key(self, event: QKeyEvent) -> None:
        """Types a key that was pressed before the editor was open."""
        super().keyPressEvent(event)

    # Paste, copy

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText()

    def insertFromMimeData(self, source: QMimeData) -> None:
        if source.hasText():
            self.insert(self.paste_filter(source.text()))

    def createMimeDataFromSelection(self) -> QMimeData:
        data = QMimeData()
        data.setText(from_qt(self.textCursor().selectedText()))
        return data

    # Mouse: the gap between two lines belongs to the nearer one

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.finish_composing()
        super().mousePressEvent(self._on_line(event))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(self._on_line(event))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(self._on_line(event))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(self._on_line(event))

    def _on_line(self, event: QMouseEvent) -> QMouseEvent:
        top, line = self.contentOffset().y(), self._style.line
        number = min(max((event.position().y() - top) // line, 0), self._lines - 1)
        y = top + number * line + self._style.baseline - 3
        moved = QPointF(event.position().x(), y)
        kind, place, device = event.type(), event.globalPosition(), event.pointingDevice()
        return QMouseEvent(kind, moved, place, event.button(), event.buttons(), event.modifiers(), device)

    def wheelEvent(self, event: QWheelEvent) -> None:
        # The rows scroll, never the text inside its field: it is always seen whole.
        event.ignore()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The usual menu, to which others may add what they know of the place that was clicked."""
        self.finish_composing()
        if not self._awake:
            event.ignore()
            return
        menu = self.createStandardContextMenu(event.pos())
        menu.aboutToHide.connect(menu.deleteLater)
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        cursor = self.textCursor() if by_key else self.cursorForPosition(event.pos())
        self.menu_asked.emit(menu, Utf16Map(self.text).to_code_point(cursor.position()))
        menu.popup(event.globalPos())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if self._awake and event.reason() not in _PASSING:
            self.finish_composing()
            self.lost_focus.emit()
        super().focusOutEvent(event)

    # Drawing

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.Base, QColor(Qt.GlobalColor.transparent))
        palette.setColor(QPalette.ColorRole.Text, theme.ink)
        palette.setColor(QPalette.ColorRole.Highlight, theme.selection)
        palette.setColor(QPalette.ColorRole.HighlightedText, theme.ink)
        self.setPalette(palette)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._awake:
            return
        layout, spans = self.layout_of_text, self._painted_spans()
        painter = QPainter(self.viewport())
        painter.translate(0, self.contentOffset().y())
        paint_grounds(painter, layout, self._style, spans, self._theme)
        painter.end()
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.translate(0, self.contentOffset().y())
        paint_lines(painter, layout, self._style, spans, self._theme)
        painter.end()

    def _painted_spans(self) -> list[tuple[Mark, int, int]]:
        """Marks where they are drawn: text being composed stands in the layout, but not yet in the text."""
        layout = self.layout_of_text
        length = len(layout.preeditAreaText().encode("utf-16-le")) // 2
        if not length:
            return self._spans
        at = layout.preeditAreaPosition()
        return [(m, s + length if s >= at else s, e + length if e > at else e) for m, s, e in self._spans]
