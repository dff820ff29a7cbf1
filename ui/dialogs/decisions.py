"""What people have answered to findings: a list to take back from, how often each check was right, in and out."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QSpinBox, QWidget

from app.files import replace_file
from app.model import Changes
from app.review.answers import load_answers, write_answers
from app.store.remarks import Decision
from app.words import Words
from ui.dialogs.files import AskFile, AskTarget, ask_file, ask_target
from ui.dialogs.parts import Sheet, button, explain, label, tell
from ui.models.columns import Column
from ui.models.table import CheckedModel
from ui.panels.listing import Listing
from ui.panels.wording import one_line
from ui.session import Session
from ui.theme import Theme


class Line(NamedTuple):
    """A decision as it is listed."""

    decision: Decision
    lapsed: bool


class DecisionsDialog(Sheet):
    """Stays open beside the work and follows it."""

    def __init__(
        self,
        theme: Theme,
        words: Words,
        session: Session,
        parent: QWidget | None = None,
        *,
        open_file: AskFile = ask_file,
        save_file: AskTarget = ask_target,
    ) -> None:
        super().__init__(theme, words, words.say("deciding.title"), parent)
        self._session = session
        self._ask_file, self._ask_target = open_file, save_file
        self._build()
        self.resize(920, 560)
        self.fill()
        for signal in (session.changed, session.surveyor.surveyed):
            signal.connect(self.fill)
        self._list.setFocus()

    def _build(self) -> None:
        say = self._words.say
        self._about = label("", rank="soft", wrap=True)
        self.body.addWidget(self._about)
        self._model = CheckedModel[Line](
            (
                Column("deciding.column-check", self._check, 150),
                Column("deciding.column-reach", self._reach, 180),
                Column("deciding.column-what", _what, tooltip=_whole),
                Column("deciding.column-reason", _reason, 220, tooltip=_reason),
                Column("deciding.column-who", _who, 110),
                Column("deciding.column-when", _when, 110),
                Column("deciding.column-state", self._state, 110, tone=_tone),
            ),
            _key, self._words, self, first=_none,
        )  # fmt: skip
        self._list = Listing(self._model, self._theme, say("deciding.list"), self)
        self._list.setAccessibleDescription(say("deciding.list-tip"))
        self._list.key("Space", self._list.toggle_current)
        self._model.ticked.connect(self._count)
        self.body.addWidget(self._list, 1)
        self._records = label("", rank="soft", wrap=True)
        self.body.addWidget(self._records)
        self._precision = QSpinBox()
        self._precision.setRange(0, 100)
        self._precision.setSingleStep(5)
        self._precision.setSuffix(" %")
        self._precision.setValue(round(100 * self._session.project.quiet_below))
        self._precision.setSpecialValueText(say("deciding.never"))
        self._precision.setEnabled(not self._session.read_only)
        explain(self._precision, say("deciding.quiet"), say("deciding.quiet-tip"))
        self._precision.editingFinished.connect(self._sink)
        title = label(say("deciding.quiet"))
        title.setBuddy(self._precision)
        line = QHBoxLayout()
        line.addWidget(title)
        line.addWidget(self._precision)
        line.addStretch(1)
        self.body.addLayout(line)
        self._take_back = button("", self.take_back, primary=True, tip=say("deciding.take-back-tip"))
        self._import = button(say("deciding.import"), self.import_file, tip=say("deciding.import-tip"))
        self._export = button(say("deciding.export"), self.export_file, tip=say("deciding.export-tip"))
        self._import.setEnabled(not self._session.read_only)
        close = button(self.say("close"), self.close_sheet)
        self.add_foot(close, self._take_back, left=(self._import, self._export))

    @Slot()
    def fill(self) -> None:
        """Lists the decisions as they are now; ticks stay where they were."""
        if self._session.closed:
            return
        project, say = self._session.project, self._words.say
        lines = [Line(decision, project.has_lapsed(decision)) for decision in reversed(project.answers())]
        self._list.set_items(lines)
        self._about.setText(say("deciding.about", n=len(lines)) if lines else say("deciding.none"))
        told = [
            say("deciding.record-quiet" if check in project.quiet_checks else "deciding.record",
                check=self._name(check), accepted=record.accepted, n=record.decided)
            for check, record in sorted(project.records().items())
        ]  # fmt: skip
        tell(self._records, " · ".join(told))
        self._export.setEnabled(bool(lines))
        self._count()

    @Slot()
    def _count(self) -> None:
        n = len(self._model.checked)
        self._take_back.setText(self._words.say("deciding.take-back", n=n))
        self._take_back.setEnabled(n > 0 and not self._session.read_only)

    @Slot()
    def take_back(self) -> None:
        """Lets what is ticked go, as one step."""
        taken = [line.decision for line in self._model.checked]
        if taken and self._session.perform(partial(self._session.project.take_back, *taken)):
            self._tell("deciding.taken-back", n=len(taken))

    @Slot()
    def export_file(self) -> None:
        """Writes all decisions to a file, for another project or the next version of the text."""
        project = self._session.project
        suggestion = project.store.path.with_suffix(".decisions.json")
        path = self._ask_target(self, self._words.say("deciding.export-title"), suggestion)
        if path is not None and self.tried(partial(_write, path, project.answers())):
            self._tell("deciding.exported", n=len(project.answers()), file=path.name)

    @Slot()
    def import_file(self) -> None:
        """Takes over the decisions of a file that this project has not."""
        say, project = self._words.say, self._session.project
        path = self._ask_file(self, say("deciding.import-title"), say("deciding.import-filter"))
        if path is None:
            return
        before = len(project.answers())
        if self._session.perform(partial(_take_over, self._session, path)):
            self._tell("deciding.imported", n=len(project.answers()) - before, file=path.name)

    @Slot()
    def _sink(self) -> None:
        precision = self._precision.value() / 100
        if precision != self._session.project.quiet_below:
            self._session.perform(partial(self._session.project.sink_below, precision))
            self.fill()

    @Slot()
    def close_sheet(self) -> None:
        self.close()

    def _tell(self, key: str, **facts: str | int) -> None:
        self.tell(self._words.say(key, **facts), "ok")

    def _name(self, check: str) -> str:
        key = f"check.name.{check}"
        return self._words.say(key) if key in self._words else check

    def _check(self, line: Line) -> str:
        return self._name(line.decision.rule)

    def _reach(self, line: Line) -> str:
        return self._words.say(f"panels.scope-{line.decision.scope}")

    def _state(self, line: Line) -> str:
        return self._words.say("deciding.lapsed" if line.lapsed else "deciding.holds")


def _write(path: Path, answers: list[Decision]) -> None:
    replace_file(path, write_answers(answers))


def _take_over(session: Session, path: Path) -> Changes:
    return session.project.take_over(load_answers(path)) or Changes()


def _none(line: Line) -> bool:
    return False


def _key(line: Line) -> int:
    return line.decision.id


def _what(line: Line) -> str:
    """The words the answer is about; before them evidence says what kind of fault it is, in ours."""
    parts = [part for part in line.decision.evidence.split("|") if part]
    return one_line(" · ".join(parts[1:] if len(parts) > 1 else parts))


def _whole(line: Line) -> str:
    return line.decision.evidence


def _reason(line: Line) -> str:
    return line.decision.reason


def _who(line: Line) -> str:
    return line.decision.author


def _when(line: Line) -> str:
    return line.decision.at[:10]


def _tone(line: Line) -> str:
    return "warn" if line.lapsed else ""
