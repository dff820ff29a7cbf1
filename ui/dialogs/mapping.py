"""Which column of a table is what, with its first rows in sight and what would become of them below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from app.words import Words
from glossary.errors import GlossaryError
from glossary.formats import ENCODINGS, FIELDS, Columns, Imported, Preview, try_columns
from ui.dialogs.parts import Sheet, button, explain, label, tell
from ui.theme import Theme

_WIDTH = 190
_CELL = 400
"""Characters of a cell that are shown; the rest is read all the same."""


class MappingDialog(Sheet):
    """A choice over each column. ``again_wanted(sheet, encoding)``: the file is to be looked at in another way, and
    :meth:`show_preview` called; accepted, ``columns``, ``sheet`` and ``encoding`` say how it is to be read."""

    again_wanted = Signal(str, str)

    def __init__(
        self,
        theme: Theme,
        words: Words,
        name: str,
        preview: Preview,
        languages: tuple[str, str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, words, words.say("terms.mapping-title", name=name), parent)
        self._name = name
        self._languages = languages
        self._preview = preview
        self._choices: list[QComboBox] = []
        self.body.addWidget(label(words.say("terms.mapping-about"), rank="soft", wrap=True))
        self.body.addLayout(self._line())
        self._table = QTableWidget(self)
        self._table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self._table.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
        self._table.setTabKeyNavigation(False)
        self._table.setShowGrid(False)
        self._table.setWordWrap(False)
        self._table.verticalHeader().hide()
        self._table.horizontalHeader().hide()
        self._table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self._table.setAccessibleName(words.say("terms.mapping-rows"))
        self.body.addWidget(self._table, 1)
        self._outcome = label("", wrap=True)
        self.body.addWidget(self._outcome)
        accept = words.say("terms.mapping-import")
        self._accept = button(accept, self.accept, primary=True, tip=words.say("terms.mapping-import-tip"))
        self._accept.setDefault(True)
        self.add_foot(button(self.say("cancel"), self.reject), self._accept)
        self.resize(900, 560)
        self.show_preview(preview)

    def _line(self) -> QHBoxLayout:
        say = self._words.say
        self._header = QCheckBox(say("terms.mapping-header"))
        explain(self._header, say("terms.mapping-header"), say("terms.mapping-header-tip"))
        self._header.toggled.connect(self._judge)
        self._sheets, self._encodings = QComboBox(), QComboBox()
        self._sheet_caption = label(say("terms.mapping-sheet"), rank="soft")
        self._encoding_caption = label(say("terms.mapping-encoding"), rank="soft")
        for box, key in ((self._sheets, "terms.mapping-sheet"), (self._encodings, "terms.mapping-encoding")):
            explain(box, say(key), say(f"{key}-tip"))
            box.activated.connect(self._look_again)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self._header)
        line.addStretch(1)
        for widget in (self._sheet_caption, self._sheets, self._encoding_caption, self._encodings):
            line.addWidget(widget)
        return line

    # How it is to be read

    @property
    def columns(self) -> Columns:
        header = self._header.isChecked()
        fields = tuple(str(choice.currentData()) for choice in self._choices)
        return Columns(fields, header, self._preview.columns.plain and not header)

    @property
    def sheet(self) -> str:
        return self._sheets.currentText()

    @property
    def encoding(self) -> str:
        return str(self._encodings.currentData() or "")

    def show_preview(self, preview: Preview) -> None:
        """Shows the first rows of the file, and what its columns seem to hold."""
        self._preview = preview
        self._header.blockSignals(True)
        self._header.setChecked(preview.columns.header)
        self._header.blockSignals(False)
        if self._sheets.count() == 0:
            self._sheets.addItems(preview.sheets)
        for widget in (self._sheet_caption, self._sheets):
            widget.setVisible(len(preview.sheets) > 1)
        self._show_encoding()
        self._fill()
        self._judge()

    def _show_encoding(self) -> None:
        known = self._preview.encoding
        for widget in (self._encoding_caption, self._encodings):
            widget.setVisible(bool(known))
        if known and self._encodings.findData(known) < 0:
            self._encodings.insertItem(0, known, known)
        if self._encodings.count() <= 1:
            for code in ENCODINGS:
                if self._encodings.findData(code) < 0:
                    self._encodings.addItem(code, code)
        self._encodings.setCurrentIndex(self._encodings.findData(known))

    def _fill(self) -> None:
        rows, say = self._preview.rows, self._words.say
        width = max(map(len, rows), default=0)
        self._choices = []
        self._table.clear()
        self._table.setRowCount(len(rows) + 1)
        self._table.setColumnCount(width)
        fields = self._preview.columns.fields
        for column in range(width):
            choice = QComboBox()
            choice.addItem(say("terms.column-unused"), "")
            for field in FIELDS:
                choice.addItem(say(f"terms.field-{field}"), field)
            chosen = fields[column] if column < len(fields) else ""
            choice.setCurrentIndex(max(0, choice.findData(chosen)))
            explain(choice, say("terms.mapping-column", n=column + 1), say("terms.mapping-column-tip"))
            choice.activated.connect(self._chosen)
            self._choices.append(choice)
            self._table.setCellWidget(0, column, choice)
            self._table.setColumnWidth(column, _WIDTH)
            for number, cells in enumerate(rows, 1):
                text = cells[column] if column < len(cells) else ""
                item = QTableWidgetItem(" ".join(text[:_CELL].split()))
                item.setToolTip(text[:_CELL])
                self._table.setItem(number, column, item)
        self._table.resizeRowToContents(0)

    # What is chosen

    @Slot()
    def _chosen(self) -> None:
        """One column is the source, one the target, and so on; only notes may be made of several."""
        own = self.sender()
        if isinstance(own, QComboBox) and own.currentData() not in ("", "note"):
            for other in self._choices:
                if other is not own and other.currentData() == own.currentData():
                    other.setCurrentIndex(0)
        self._judge()

    @Slot()
    def _look_again(self) -> None:
        self.again_wanted.emit(self.sheet, self.encoding)

    @Slot()
    def _judge(self) -> None:
        """Says what would become of the rows in sight."""
        self._grey(self._header.isChecked())
        tone, text, able = "ok", "", False
        try:
            found = try_columns(self._preview, self.columns, self._name, self._languages)
        except GlossaryError as error:
            tone, text = "error", self._words.say(f"errors.{error.code}", **error.facts)
        else:
            able = True
            text = self._words.say("terms.mapping-good", n=len(found.glossary.concepts))
            if found.set_aside:
                tone, text = "warn", f"{text} {self._set_aside(found)}"
        tell(self._outcome, text, tone)
        self._accept.setEnabled(able)

    def _set_aside(self, found: Imported) -> str:
        reasons = dict.fromkeys(self._words.say(f"errors.{one.code}", **dict(one.facts)) for one in found.faults)
        return self._words.say("terms.mapping-bad", n=found.set_aside) + " " + next(iter(reasons), "")

    def _grey(self, header: bool) -> None:
        """The row of headings reads as one."""
        items: Sequence[QTableWidgetItem | None] = [self._table.item(1, n) for n in range(self._table.columnCount())]
        for item in items:
            if item is not None:
                font = item.font()
                font.setBold(header)
                item.setFont(font)
