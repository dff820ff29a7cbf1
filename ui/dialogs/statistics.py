"""Statistics: the report of the review as it stands, its weights, and a way to save it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QTextBrowser, QWidget

from app.errors import UserError
from app.files import replace_file
from app.model import Changes
from app.report.gather import Material, figures, material_in_steps
from app.report.model import Report
from app.report.page import report_html
from app.report.plain import report_json
from app.review.scale import scale_of
from app.review.score import Scale
from app.tasks import Task
from app.words import Words
from ui.dialogs.files import AskTarget, ask_target
from ui.dialogs.parts import Sheet, button, explain
from ui.dialogs.weights import WeightsDialog
from ui.jobs import Jobs
from ui.report_document import ReportDocument, report_pdf
from ui.session import Session
from ui.slices import Slices
from ui.theme import Theme, load_theme

_MOST = 200
"""Lines of a list in the window; the saved report has them all."""
_PAGE = 24


class StatisticsDialog(Sheet):
    """Stays open beside the work and follows each survey."""

    def __init__(
        self,
        theme: Theme,
        words: Words,
        jobs: Jobs,
        session: Session,
        parent: QWidget | None = None,
        *,
        ask: AskTarget = ask_target,
    ) -> None:
        super().__init__(theme, words, words.say("report.window-title"), parent)
        self._jobs = jobs
        self._session = session
        self._ask = ask
        self.report: Report | None = None
        """What is shown, None until it has been counted."""
        self._document: ReportDocument | None = None
        self._counting = False
        self._again = False
        self._reading = Slices(self)
        self._page = QTextBrowser()
        self._page.setOpenLinks(False)
        self._page.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._page.setPlaceholderText(words.say("report.looking"))
        explain(self._page, words.say("report.page"))
        self.body.addWidget(self._page, 1)
        weigh = button(words.say("report.weigh"), self.weigh, tip=words.say("report.weigh-tip"))
        weigh.setEnabled(not session.read_only)
        self._save = button(words.say("report.export"), self.save, primary=True, tip=words.say("report.export-tip"))
        self._save.setEnabled(False)
        self.add_foot(button(self.say("close"), self.close_sheet), self._save, left=(weigh,))
        session.surveyor.surveyed.connect(self.count)
        session.changed.connect(self._settings_changed)
        self.resize(760, 760)
        self.count()
        self._page.setFocus()

    @Slot()
    def count(self) -> None:
        """Reads the project here, a little at a time, and counts in a job; asked for meanwhile, once more after it."""
        if self._session.closed or not self._session.project.surveyed:
            return
        if self._counting:
            self._again = True
            return
        self._counting = True
        self._reading.run(self._read(), failed=self._failed)

    def _read(self) -> Iterator[None]:
        steps = material_in_steps(self._session.project)
        while not self._session.closed and (read := next(steps)) is None:
            yield
        if not self._session.closed and read is not None:
            self._jobs.run(partial(_count, read), self._show, self._failed, stopped=self._stopped)

    def _show(self, report: Report) -> None:
        self._stopped()
        if self._session.closed:
            return
        self.report = report
        bar = self._page.verticalScrollBar()
        place = bar.value()
        document = ReportDocument(report, self._words, self._theme, most=_MOST, parent=self._page)
        document.setDocumentMargin(_PAGE)
        self._page.setDocument(document)
        if self._document is not None:
            self._document.deleteLater()
        self._document = document
        bar.setValue(place)
        self._save.setEnabled(True)
        if self._again:
            self._again = False
            self.count()

    def _stopped(self) -> None:
        self._counting = False

    def _failed(self, error: UserError) -> None:
        self._stopped()
        self.tell(self._words.error(error))

    # Weights

    @Slot()
    def weigh(self) -> None:
        """Asks for other weights, keeps them in the project and counts anew."""
        store = self._session.project.store
        dialog = WeightsDialog(self._theme, self._words, scale_of(store), self)
        dialog.exec()
        scale = dialog.scale()
        dialog.deleteLater()
        if scale is not None:
            self.use(scale)

    def use(self, scale: Scale) -> None:
        self._session.perform(partial(self._session.project.set_scale, scale))

    @Slot(object)
    def _settings_changed(self, changes: Changes) -> None:
        """Other weights, by this dialog or by an undo; what was done to texts is counted after the next survey."""
        if changes.settings:
            self.count()

    # Saving

    @Slot()
    def save(self) -> None:
        """Writes the whole report where and as what the person says."""
        report = self.report
        if report is None:
            return
        path = self._ask(self, self._words.say("report.export-title"), self._suggested())
        if path is None:
            return
        try:
            self._write(report, path)
        except UserError as error:
            self.tell(self._words.error(error))
        else:
            self.tell(self._words.say("report.saved", file=str(path)), "ok")

    def _suggested(self) -> Path:
        here = self._session.project.store.path
        return here.with_name(f"{here.stem}.report.html")

    def _write(self, report: Report, path: Path) -> None:
        """A page for any browser unless the name says otherwise. Raises UserError."""
        match path.suffix.lower():
            case ".pdf":
                # Paper is white.
                replace_file(path, report_pdf(report, self._words, load_theme("light")))
            case ".json":
                replace_file(path, (report_json(report) + "\n").encode())
            case _:
                replace_file(path, report_html(report, self._words).encode())

    @Slot()
    def close_sheet(self) -> None:
        self.close()


def _count(read: Material, task: Task) -> Report:
    return figures(read, task=task)
