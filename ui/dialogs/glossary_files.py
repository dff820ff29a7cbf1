"""Glossaries from files and into files, as jobs: what could not be read is said row by row, the rest is taken."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from app.errors import UserError
from app.files import replace_file
from app.model import Side
from app.tasks import Task
from app.words import Words
from glossary.errors import GlossaryError
from glossary.formats import SUFFIXES, Imported, Written, name_parts, read_glossary, write_glossary
from ui.dialogs.glossary_items import GlossaryLine
from ui.jobs import Jobs
from ui.session import Session

_SHOWN = 4
_KINDS = ("csv", "tsv", "xlsx", "tbx", "utx", "tab")


class GlossaryFiles(QObject):
    """``said(str, tone)``: what came of it, in words."""

    said = Signal(str, str)

    def __init__(self, session: Session, words: Words, jobs: Jobs, window: QWidget) -> None:
        super().__init__(window)
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
        """Reads a glossary in a job; a language its file does not name is the project's."""
        _, source, target = name_parts(path)
        ours = self._session.project.languages
        languages = (source or ours[Side.SOURCE], target or ours[Side.TARGET])

        def work(task: Task) -> Imported:
            try:
                return read_glossary(path, languages=languages)
            except GlossaryError as error:
                raise UserError(error.code, **error.facts) from error

        self._jobs.run(work, self._add, self._failed)

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

    def _add(self, imported: Imported) -> None:
        say, glossary = self._words.say, imported.glossary
        if not self._session.perform(partial(self._session.project.add_glossary, glossary)):
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
