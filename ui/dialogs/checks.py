"""All checks of a project: which speak, how grave they are, how they choose; what each found, how often it is right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QSplitter, QVBoxLayout, QWidget

from app.check import CHECKS, OPTIONS, Option, Tuning, load_tuning, write_tuning
from app.check.checklist import CHECKLIST
from app.files import replace_file
from app.model import Severity
from app.review.decisions import Record
from app.words import Words
from ui.dialogs.files import AskFile, AskTarget, ask_file, ask_target
from ui.dialogs.parts import GAP, Sheet, button, explain, label, tell
from ui.models.columns import RIGHT, Column
from ui.models.table import CheckedModel
from ui.panels.listing import Listing
from ui.session import Session
from ui.slices import Slices
from ui.theme import Theme

_NOTHING = Record(0, 0)
_FIELD = 220


class Line(NamedTuple):
    """A check as it is listed; ``chosen`` is a severity other than its usual one."""

    id: str
    usual: Severity
    chosen: Severity | None
    found: int
    record: Record
    quiet: bool


class ChecksDialog(Sheet):
    """Stays open beside the work and follows it; what is chosen holds at once. ``rules_wanted()``: the list of the
    project's own rules is asked for."""

    rules_wanted = Signal()

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
        super().__init__(theme, words, words.say("checks.title"), parent)
        self._session = session
        self._ask_file, self._ask_target = open_file, save_file
        self._found: Counter[str] = Counter()
        self._slices = Slices(self)
        self._options: dict[Option, tuple[QLabel, QComboBox]] = {}
        self._build()
        self.resize(960, 640)
        self.fill()
        self._recount()
        session.changed.connect(self.fill)
        session.changed.connect(self._recount)
        session.surveyor.surveyed.connect(self._recount)
        self._list.setFocus()

    # Parts

    def _build(self) -> None:
        say = self._words.say
        self.body.addWidget(label(say("checks.about"), rank="soft", wrap=True))
        self._model = CheckedModel[Line](
            (
                Column("checks.column-check", self._name, tooltip=self._about),
                Column("checks.column-severity", self._severity_of, 100, sort=_rank, bold=_is_chosen),
                Column("checks.column-found", self._found_by, 90, RIGHT, sort=_found),
                Column("checks.column-right", self._right, 150, tone=_tone),
            ),
            _id, self._words, self, first=self._is_on,
        )  # fmt: skip
        self._list = Listing(self._model, self._theme, say("checks.list"), self)
        self._list.setAccessibleDescription(say("checks.list-tip"))
        self._list.key("Space", self._list.toggle_current)
        self._list.moved.connect(self._show)
        both = QSplitter(Qt.Orientation.Horizontal)
        both.setChildrenCollapsible(False)
        both.addWidget(self._list)
        both.addWidget(self._details())
        both.setStretchFactor(0, 1)
        self.body.addWidget(both, 1)
        self._import = button(say("checks.import"), self.import_file, tip=say("checks.import-tip"))
        self._export = button(say("checks.export"), self.export_file, tip=say("checks.export-tip"))
        self._usual = button(say("checks.usual"), self.reset, tip=say("checks.usual-tip"))
        for one in (self._import, self._usual):
            one.setEnabled(not self._session.read_only)
        close = button(self.say("close"), self.close_sheet)
        self.add_foot(close, left=(self._import, self._export, self._usual))
        self._model.ticked.connect(self._switch)

    def _details(self) -> QWidget:
        """What can be chosen for the check that is current."""
        say = self._words.say
        panel = QWidget()
        panel.setMinimumWidth(_FIELD + 60)
        column = QVBoxLayout(panel)
        column.setContentsMargins(16, 0, 0, 0)
        column.setSpacing(GAP)
        self._head = label("", rank="section", wrap=True)
        self._sentence = label("", wrap=True)
        self._severity = QComboBox()
        explain(self._severity, say("checks.severity"), say("checks.severity-tip"))
        self._severity.activated.connect(self._weigh)
        self._severity_title = label(say("checks.severity"), rank="soft")
        self._severity_title.setBuddy(self._severity)
        self._rules = button("", self.rules_wanted.emit, tip=say("checks.rules-tip"))
        column.addWidget(self._head)
        column.addWidget(self._sentence)
        column.addSpacing(GAP)
        column.addWidget(self._severity_title)
        column.addWidget(self._severity)
        grid = QGridLayout()
        for row, option in enumerate(OPTIONS):
            box = QComboBox()
            for value in option.values:
                box.addItem(say(f"checks.{option.id}-{value}"), value)
            explain(box, say(f"checks.{option.id}"), say(f"checks.{option.id}-tip"))
            title = label(say(f"checks.{option.id}"), rank="soft")
            title.setBuddy(box)
            self._options[option] = title, box
            grid.addWidget(title, 2 * row, 0)
            grid.addWidget(box, 2 * row + 1, 0)
            box.activated.connect(partial(self._choose, option))
        column.addLayout(grid)
        column.addWidget(self._rules)
        self._state = label("", rank="soft", wrap=True)
        column.addWidget(self._state)
        column.addStretch(1)
        for box in (self._severity, *(box for _, box in self._options.values())):
            box.setEnabled(not self._session.read_only)
        return panel

    # What is shown

    @Slot()
    def fill(self) -> None:
        """Lists the checks as they are now."""
        if self._session.closed:
            return
        project = self._session.project
        records, quiet, tuning = project.records(), project.quiet_checks, project.tuning
        # Before new lines come, which keep their ticks: a tick that is not the project's would be taken for a person's.
        self._model.tick_where(self._is_on)
        self._list.set_items(
            Line(
                check.id, check.severity, tuning.severity(check.id), self._found[check.id],
                records.get(check.id, _NOTHING), check.id in quiet,
            )
            for check in CHECKS
        )  # fmt: skip
        self._show(self._list.current)

    @Slot()
    def _recount(self) -> None:
        """Counts what each check found, a little at a time: a large project has a hundred thousand rows to go over."""
        if not self._session.closed:
            found: Counter[str] = Counter()
            self._slices.run(self._count(found), partial(self._counted, found))

    def _count(self, found: Counter[str]) -> Iterator[None]:
        for some in self._session.project.findings_in_steps():
            found.update(one.finding.check for one in some if one.decision is None)
            yield
            if self._session.closed:
                return

    def _counted(self, found: Counter[str]) -> None:
        self._found = found
        self.fill()

    @Slot(object)
    def _show(self, line: Line | None) -> None:
        """The details of a check."""
        if line is None:
            return
        say, tuning = self._words.say, self._session.project.tuning
        self._head.setText(self._name(line))
        self._sentence.setText(self._about(line))
        own = line.id == CHECKLIST
        self._severity.clear()
        for severity in Severity:
            name = say(f"panels.severity-{severity}")
            shown = say("checks.severity-usual", name=name) if severity is line.usual else name
            self._severity.addItem(shown, severity)
        self._severity.setCurrentIndex(self._severity.findData(line.chosen or line.usual))
        for part in (self._severity, self._severity_title):
            part.setVisible(not own)
        for option, (title, box) in self._options.items():
            for part in (title, box):
                part.setVisible(option.check == line.id)
            if option.check == line.id:
                box.setCurrentIndex(box.findData(tuning.choice(option.check, option.id)))
        self._rules.setText(say("checks.rules", n=len(tuning.rules)))
        self._rules.setVisible(own)
        tell(self._state, say("checks.is-quiet") if line.quiet else "", "warn")

    # What is chosen

    @Slot()
    def _switch(self) -> None:
        """Follows the ticks: a person has set one, or taken one away."""
        project, ticked = self._session.project, {line.id for line in self._model.checked}
        for line in self._model.items:
            on = line.id in ticked
            if on != project.is_on(line.id):
                if self._session.read_only or not self._session.perform(partial(project.switch, line.id, on)):
                    self._model.tick_where(self._is_on)
                return

    @Slot()
    def _weigh(self) -> None:
        line = self._list.current
        severity = Severity(self._severity.currentData())
        if line is not None:
            chosen = None if severity is line.usual else severity
            self._tune(self._session.project.tuning.with_severity(line.id, chosen))

    def _choose(self, option: Option, _index: int) -> None:
        value = str(self._options[option][1].currentData())
        self._tune(self._session.project.tuning.with_choice(option.check, option.id, value))

    @Slot()
    def reset(self) -> None:
        """Every check as it usually is; the project's own rules stay."""
        if self._session.perform(self._session.project.tune_as_usual):
            self.tell(self._words.say("checks.usual-done"), "ok")

    def _tune(self, tuning: Tuning) -> None:
        self._session.perform(partial(self._session.project.tune, tuning))

    # In and out

    @Slot()
    def export_file(self) -> None:
        """Writes what was chosen to a file, for another project or the command line."""
        project = self._session.project
        path = self._ask_target(self, self._words.say("checks.export-title"), project.store.path.with_suffix(".toml"))
        data = write_tuning(project.tuning).encode("utf-8")
        if path is not None and self.tried(partial(replace_file, path, data)):
            self.tell(self._words.say("checks.exported", file=path.name), "ok")

    @Slot()
    def import_file(self) -> None:
        """Takes over what a file says, and nothing else: what was chosen before is gone."""
        path = self._ask_file(self, self._words.say("checks.import-title"), self._words.say("checks.import-filter"))
        if path is not None and self.tried(partial(self._take_over, path)):
            self.tell(self._words.say("checks.imported", file=path.name), "ok")

    def _take_over(self, path: Path) -> None:
        self._tune(load_tuning(path, [check.id for check in CHECKS]))

    @Slot()
    def close_sheet(self) -> None:
        self.close()

    # The columns

    def _is_on(self, line: Line) -> bool:
        return self._session.project.is_on(line.id)

    def _name(self, line: Line) -> str:
        return self._words.say(f"check.name.{line.id}")

    def _about(self, line: Line) -> str:
        return self._words.say(f"check.about.{line.id}")

    def _severity_of(self, line: Line) -> str:
        return "" if line.id == CHECKLIST else self._words.say(f"panels.severity-{line.chosen or line.usual}")

    def _found_by(self, line: Line) -> str:
        return f"{line.found:,}" if line.found else ""

    def _right(self, line: Line) -> str:
        if not line.record.decided:
            return ""
        key = "checks.right-quiet" if line.quiet else "checks.right"
        return self._words.say(key, accepted=line.record.accepted, n=line.record.decided)


def _id(line: Line) -> str:
    return line.id


def _rank(line: Line) -> int:
    return (line.chosen or line.usual).rank


def _found(line: Line) -> int:
    return line.found


def _is_chosen(line: Line) -> bool:
    return line.chosen is not None


def _tone(line: Line) -> str:
    return "warn" if line.quiet else ""
