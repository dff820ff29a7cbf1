"""Export: what, as which file, where to; how it begins, and what is still open. A warning, never a refusal."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from app.errors import UserError
from app.export import EXPORTS, export_bytes
from app.files import replace_file
from app.model import Side
from app.project import Project
from app.tasks import Task
from app.words import Words
from app.writers import write_clean
from ui.dialogs.files import AskTarget, Show, ask_target, show_path
from ui.dialogs.parts import Sheet, button, explain, label, tell
from ui.fonts import alignment, text_font
from ui.jobs import Jobs
from ui.theme import Theme

_FIRST = {"clean": "docx", "bilingual": "docx"}
_BLOCKS = 40
_ROWS = 20


def suggested_path(project: Project, kind: str, format: str) -> Path:
    """NAME.LANG.docx beside the project; NAME.LANG-LANG.xlsx for both texts."""
    sides = (Side.TARGET,) if kind == "clean" else tuple(Side)
    languages = "-".join(project.languages[side] for side in sides if project.languages[side])
    name = ".".join(part for part in (project.store.path.stem, languages, format) if part)
    return project.store.path.with_name(name)


class ExportDialog(Sheet):
    """``exported(str)``: the path of the file that was written. The dialog stays, to open it or write another one."""

    exported = Signal(str)

    def __init__(
        self,
        theme: Theme,
        words: Words,
        jobs: Jobs,
        project: Project,
        parent: QWidget | None = None,
        *,
        ask: AskTarget = ask_target,
        show: Show = show_path,
    ) -> None:
        super().__init__(theme, words, words.say("dialogs.export.title"), parent)
        self._jobs = jobs
        self._project = project
        self._ask = ask
        self._show_path = show
        self._busy = False
        self._suggestion = ""
        self._replaceable: Path | None = None
        self._written_to: Path | None = None
        self._build()
        self._fill_formats()
        self._warn()
        self.resize(640, 560)

    def _build(self) -> None:
        self._kind = QComboBox()
        for kind in EXPORTS:
            self._kind.addItem(self.say(f"export.kind-{kind}"), kind)
        self._format = QComboBox()
        self._file = QLineEdit()
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setColumnStretch(1, 1)
        for row, (name, field) in enumerate((("kind", self._kind), ("format", self._format), ("file", self._file))):
            title = label(self.say(f"export.{name}"), rank="soft")
            title.setBuddy(field)
            explain(field, self.say(f"export.{name}"))
            grid.addWidget(title, row, 0)
            grid.addWidget(field, row, 1)
        grid.addWidget(button(self.say("export.browse"), self._browse, tip=self.say("export.browse-tip")), 2, 2)
        self.body.addLayout(grid)
        self.body.addWidget(label(self.say("export.preview"), rank="section"))
        self._preview = QPlainTextEdit()
        self._preview.setReadOnly(True)
        self._preview.setTabChangesFocus(True)
        explain(self._preview, self.say("export.preview"))
        self.body.addWidget(self._preview, 1)
        self._open_points = label("", wrap=True)
        self.body.addWidget(self._open_points)

        self._show_button = button(self.say("export.show"), self._show_folder, link=True)
        self._open_button = button(self.say("export.open"), self._open_file, link=True)
        self._after = QWidget()
        after = QHBoxLayout(self._after)
        after.setContentsMargins(0, 0, 0, 0)
        after.addWidget(self._show_button)
        after.addWidget(self._open_button)
        self._after.hide()
        self.foot.addWidget(self._after)
        self._export = button(self.say("export.export"), self.export, primary=True, tip=self.say("export.export-tip"))
        self.add_foot(button(self.say("close"), self.reject), self._export)
        self._kind.currentIndexChanged.connect(self._fill_formats)
        self._format.currentIndexChanged.connect(self._choose_format)
        self._file.textEdited.connect(self._name_typed)

    # What is asked for

    @property
    def kind(self) -> str:
        return str(self._kind.currentData())

    @property
    def format(self) -> str:
        return str(self._format.currentData())

    @property
    def path(self) -> Path:
        """Where to write: what is typed, beside the project unless a folder is named, with the format's ending."""
        path = self._project.store.path.parent / Path(self._file.text().strip()).expanduser()
        return path if path.suffix.lower() == f".{self.format}" else path.with_name(f"{path.name}.{self.format}")

    @Slot()
    def _fill_formats(self) -> None:
        self._format.blockSignals(True)
        self._format.clear()
        for format in EXPORTS[self.kind]:
            self._format.addItem(f"{self._words.say(f'writers.format.{format}')} (.{format})", format)
        self._format.setCurrentIndex(self._format.findData(_FIRST[self.kind]))
        self._format.blockSignals(False)
        self._choose_format()

    @Slot()
    def _choose_format(self) -> None:
        """Follows the format with the name, which stays the person's own if it was typed."""
        text = self._file.text()
        if text == self._suggestion:
            text = str(suggested_path(self._project, self.kind, self.format))
            self._suggestion = text
        elif (path := Path(text)).suffix.lower()[1:] in EXPORTS[self.kind]:
            text = str(path.with_suffix(f".{self.format}"))
        self._file.setText(text)
        self._preview_text()
        self._renamed()

    @Slot(str)
    def _name_typed(self, text: str) -> None:
        """Follows the name with the format: who types .md wants Markdown."""
        index = self._format.findData(Path(text.strip()).suffix.lower()[1:])
        if index >= 0 and index != self._format.currentIndex():
            self._format.setCurrentIndex(index)
        self._renamed()

    @Slot()
    def _browse(self) -> None:
        path = self._ask(self, self.say("export.browse-title"), self.path)
        if path is not None:
            self._file.setText(str(path))
            self._name_typed(str(path))
            self._replaceable = self.path if self.path == path else None

    def _renamed(self) -> None:
        self._replaceable = None
        self._after.hide()
        self.tell("")
        self._refresh()

    def _refresh(self) -> None:
        written = self._preview.toPlainText() != ""
        self._export.setText(self.say("export.replace" if self._replaceable else "export.export"))
        self._export.setEnabled(not self._busy and written and bool(self._file.text().strip()))
        for field in (self._kind, self._format, self._file):
            field.setEnabled(not self._busy)

    # What is shown

    def _preview_text(self) -> None:
        text = self._clean_text() if self.kind == "clean" else self._table_text()
        language = self._project.languages[Side.TARGET]
        self._preview.setFont(text_font(language))
        self._preview.setLayoutDirection(alignment(language)[0])
        self._preview.setPlaceholderText(self.say("export.preview-empty"))
        self._preview.setPlainText(text)

    def _clean_text(self) -> str:
        blocks = self._project.clean_blocks()[:_BLOCKS]
        as_text = "md" if self.format == "md" else "txt"
        raw = write_clean(blocks, as_text, inline_markup=self._project.target_format == "md")
        return raw.decode("utf-8-sig").strip()

    def _table_text(self) -> str:
        store = self._project.store
        rows = [row for row in store.rows(store.row_ids()[:_BLOCKS]) if not row.excluded][:_ROWS]
        return "\n\n".join(
            "\n".join((f"{number}  {row.text(Side.SOURCE) or '–'}", row.text(Side.TARGET) or "–"))
            for number, row in enumerate(rows, 1)
        )

    def _warn(self) -> None:
        """Says what is still open, in counts."""
        blockers = self._project.blockers()
        counts = {name: getattr(blockers, name) for name in ("findings", "flags", "proposals", "todo")}
        what = self._words.listed(self.say(f"export.{name}", n=n) for name, n in counts.items() if n)
        lines = [self.say("export.still-open", what=what) if what else self.say("export.all-closed")]
        if not self._project.surveyed:
            lines.append(self.say("export.not-checked"))
        tell(self._open_points, "\n".join(lines), "warn" if blockers else "")

    # Writing

    @Slot()
    def export(self) -> None:
        """Writes the file; one that is there already only when asked twice."""
        if not self._export.isEnabled():
            return
        path = self.path
        if self._replaceable != path and path.exists():
            self.tell(self.say("export.exists", name=path.name), "warn")
            self._replaceable = path
            self._refresh()
        else:
            self._set_busy(True)
            self.tell(self.say("export.writing"), "")
            # The busy look is drawn first: the bytes are made here, where the project lives.
            QTimer.singleShot(0, self, self._write)

    @Slot()
    def _write(self) -> None:
        path = self.path
        try:
            data = export_bytes(self._project, self.kind, self.format, self._words)
        except UserError as error:
            self._failed(error)
            return

        def work(_task: Task) -> Path:
            replace_file(path, data)
            return path

        self._jobs.run(work, self._written, self._failed)

    def _written(self, path: Path) -> None:
        self._written_to = path
        self._replaceable = None
        self._set_busy(False)
        self.tell(self.say("export.written", name=str(path)), "ok")
        self._after.show()
        self.exported.emit(str(path))

    def _failed(self, error: UserError) -> None:
        self._set_busy(False)
        self.tell(self._words.error(error))

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self._refresh()

    @Slot()
    def _show_folder(self) -> None:
        if self._written_to is not None:
            self._show_path(self._written_to.parent)

    @Slot()
    def _open_file(self) -> None:
        if self._written_to is not None:
            self._show_path(self._written_to)

    def reject(self) -> None:
        """Closes, but not while a file is being written: its outcome has to be told."""
        if not self._busy:
            super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.export()
        else:
            super().keyPressEvent(event)
