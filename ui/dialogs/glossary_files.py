"""Glossaries from files and into files, as jobs: what could not be read is said row by row, the rest is taken."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from app.errors import UserError
from app.files import replace_file
from app.model import Side
from app.review.terms import KeptGlossary, as_kept
from app.tasks import Task
from app.words import Words
from glossary.errors import GlossaryError
from glossary.formats import (
    SUFFIXES,
    Columns,
    Imported,
    Preview,
    Written,
    name_parts,
    preview,
    read_glossary,
    write_glossary,
)
from ui.dialogs.glossary_items import GlossaryLine
from ui.dialogs.mapping import MappingDialog
from ui.jobs import Jobs
from ui.session import Session
from ui.theme import Theme

_SHOWN = 4
_KINDS = ("csv", "tsv", "xlsx", "tbx", "utx", "tab")


class GlossaryFiles(QObject):
    """``said(str, tone)``: what came of it, in words."""

    said = Signal(str, str)

    def __init__(self, session: Session, theme: Theme, words: Words, jobs: Jobs, window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self._asking: Path | None = None
        self.mapping: MappingDialog | None = None
        """The dialog that asks for columns, while it does."""
        self._session = session
        self._words = words
        self._jobs = jobs
        self._window = window

    @Slot()
    def ask_import(self) -> None:
        """Asks for a file and takes it in behind the glossaries there are."""
        say = self._words.say
        name, _ = QFileDialog.getOpenFileName(self._window, say("terms.import-title"), "", say("terms.import-filter"))
        if name:
            self.take_in(Path(name))

    def take_in(self, path: Path) -> None:
        """Reads a glossary in a job; a language its file does not name is the project's. Where it is a table whose
        columns are not plain, they are asked for first."""
        self._look(path, "", "", partial(self._looked, path))

    def _look(self, path: Path, sheet: str, encoding: str, then: Callable[[Preview | None], None]) -> None:
        languages = self._languages(path)

        def work(task: Task) -> Preview | None:
            try:
                return preview(path, languages=languages, sheet=sheet, encoding=encoding)
            except GlossaryError as error:
                raise UserError(error.code, **error.facts) from error

        self._jobs.run(work, then, self._failed)

    def _looked(self, path: Path, top: Preview | None) -> None:
        if top is None or top.is_plain:
            self._read(path)
            return
        name, _, _ = name_parts(path)
        self._asking = path
        dialog = MappingDialog(self._theme, self._words, name, top, self._languages(path), self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.again_wanted.connect(self._look_again)
        dialog.accepted.connect(self._mapped)
        dialog.rejected.connect(self._forget)
        self.mapping = dialog
        dialog.open()

    @Slot(str, str)
    def _look_again(self, sheet: str, encoding: str) -> None:
        dialog = self.mapping
        if dialog is not None and self._asking is not None:
            self._look(self._asking, sheet, encoding, self._show_again)

    def _show_again(self, top: Preview | None) -> None:
        if self.mapping is not None and top is not None:
            self.mapping.show_preview(top)

    @Slot()
    def _mapped(self) -> None:
        dialog, path = self.mapping, self._asking
        self._forget()
        if dialog is not None and path is not None:
            self._read(path, dialog.columns, dialog.sheet, dialog.encoding)

    @Slot()
    def _forget(self) -> None:
        self.mapping = self._asking = None

    def _read(self, path: Path, columns: Columns | None = None, sheet: str = "", encoding: str = "") -> None:
        languages = self._languages(path)

        def work(task: Task) -> tuple[Imported, KeptGlossary]:
            try:
                read = read_glossary(path, languages=languages, columns=columns, sheet=sheet, encoding=encoding)
            except GlossaryError as error:
                raise UserError(error.code, **error.facts) from error
            return read, as_kept(read.glossary)

        self._jobs.run(work, self._add, self._failed)

    def _languages(self, path: Path) -> tuple[str, str]:
        _, source, target = name_parts(path)
        ours = self._session.project.languages
        return source or ours[Side.SOURCE], target or ours[Side.TARGET]

    def ask_export(self, line: GlossaryLine) -> None:
        """Asks for a place and writes a glossary there, in the format its ending names."""
        say, glossary = self._words.say, line.glossary
        codes = f".{glossary.source_language}-{glossary.target_language}" if glossary.target_language else ""
        filters = ";;".join(say(f"terms.kind-{kind}") for kind in _KINDS)
        name, _ = QFileDialog.getSaveFileName(
            self._window, say("terms.export-title"), f"{line.name}{codes}.csv", filters
        )
        if name:
            path = Path(name)
            self.write(line, path if path.suffix.lower() in SUFFIXES else path.with_name(path.name + ".csv"))

    def write(self, line: GlossaryLine, path: Path) -> None:
        glossary, kind = line.glossary, SUFFIXES[path.suffix.lower()]

        def work(task: Task) -> Written:
            try:
                written = write_glossary(glossary, kind)
            except GlossaryError as error:
                raise UserError(error.code, **error.facts) from error
            replace_file(path, written.data)
            return written

        self._jobs.run(work, partial(self._written, path), self._failed)

    def _add(self, done: tuple[Imported, KeptGlossary]) -> None:
        imported, kept = done
        say, glossary = self._words.say, imported.glossary
        if not self._session.perform(partial(self._session.project.add_glossary, kept)):
            return
        lines = [say("terms.imported", name=glossary.name, n=len(glossary.concepts))]
        if imported.set_aside:
            lines.append(say("terms.set-aside", n=imported.set_aside))
        lines += [say(f"errors.{fault.code}", **dict(fault.facts)) for fault in imported.faults[:_SHOWN]]
        if len(imported.faults) > _SHOWN:
            lines.append(say("inspector.more", n=len(imported.faults) - _SHOWN))
        self.said.emit("\n".join(lines), "warn" if imported.faults else "ok")

    def _written(self, path: Path, written: Written) -> None:
        lines = [self._words.say("cli.exported", file=str(path))]
        lines += [self._words.say(f"glossary.lost.{lost.what}", n=lost.n) for lost in written.lost]
        self.said.emit("\n".join(lines), "warn" if written.lost else "ok")

    def _failed(self, error: UserError) -> None:
        self.said.emit(self._words.error(error), "error")
