"""The project's own rules: a list, and below it the fields of the current one, tried on the rows as it is typed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QHBoxLayout, QLineEdit, QWidget

from app.check import Rule, Tuning
from app.check.rules import CompiledRule
from app.errors import UserError
from app.model import Row, Severity, Side
from app.words import Words
from ui.dialogs.parts import Sheet, button, explain, label, tell
from ui.models.columns import Column
from ui.models.table import ItemsModel
from ui.panels.listing import Listing
from ui.session import Session
from ui.slices import Slices
from ui.theme import Theme

_PAUSE = 200
"""Milliseconds of rest after a key before a rule is tried."""
_TRIED = 20_000
"""Rows a rule is tried on while it is typed; all of them are checked once it is kept."""
_FIELDS = ("name", "source", "target", "instead", "message")


class Line(NamedTuple):
    """A rule with its place in the list."""

    number: int
    rule: Rule


class ChecklistDialog(Sheet):
    """Stays open beside the work. The list is the project's; a rule joins it, or is changed there, with Keep."""

    def __init__(self, theme: Theme, words: Words, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(theme, words, words.say("checklist.title"), parent)
        self._session = session
        self._slices = Slices(self)
        self._fields: dict[str, QLineEdit] = {}
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._try)
        self._build()
        self.resize(860, 640)
        self.fill()
        session.changed.connect(self.fill)
        if self._lines():
            self._list.setFocus()
        else:
            self._begin_new()

    # Parts

    def _build(self) -> None:
        say = self._words.say
        self.body.addWidget(label(say("checklist.about"), rank="soft", wrap=True))
        self._model = ItemsModel[Line](
            (
                Column("checklist.column-name", _name, 220, bold=_always),
                Column("checklist.column-source", _source, tooltip=_source),
                Column("checklist.column-target", self._target_of, tooltip=self._target_of),
                Column("checklist.column-severity", self._severity_of, 100),
            ),
            _number, self._words, self,
        )  # fmt: skip
        self._list = Listing(self._model, self._theme, say("checklist.list"), self)
        self._list.setAccessibleDescription(say("checklist.list-tip"))
        self._list.key("Del", self.remove)
        self._list.moved.connect(self._show)
        self.body.addWidget(self._list, 1)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setColumnStretch(1, 1)
        for row, name in enumerate(_FIELDS):
            field = self._fields[name] = QLineEdit()
            field.setPlaceholderText(say(f"checklist.{name}-placeholder"))
            explain(field, say(f"checklist.{name}"), say(f"checklist.{name}-tip"))
            field.textChanged.connect(self._typed)
            caption = label(say(f"checklist.{name}"), rank="soft")
            caption.setBuddy(field)
            grid.addWidget(caption, row, 0)
            grid.addWidget(field, row, 1)
        self.body.addLayout(grid)
        self._must = QComboBox()
        for missing in (False, True):
            self._must.addItem(say("checklist.must" if missing else "checklist.must-not"), missing)
        explain(self._must, say("checklist.which"), say("checklist.which-tip"))
        self._severity = QComboBox()
        for severity in Severity:
            self._severity.addItem(say(f"panels.severity-{severity}"), severity)
        explain(self._severity, say("checks.severity"))
        self._regex = QCheckBox(say("checklist.regex"))
        self._case = QCheckBox(say("checklist.case"))
        for box, name in ((self._regex, "regex"), (self._case, "case")):
            explain(box, say(f"checklist.{name}"), say(f"checklist.{name}-tip"))
            box.toggled.connect(self._typed)
        for combo in (self._must, self._severity):
            combo.activated.connect(self._typed)
        line = QHBoxLayout()
        for part in (self._must, self._severity, self._regex, self._case):
            line.addWidget(part)
        line.addStretch(1)
        self.body.addLayout(line)
        self._tried = label("", rank="soft", wrap=True)
        self.body.addWidget(self._tried)
        self._new = button(say("checklist.new"), self._begin_new, tip=say("checklist.new-tip"))
        self._remove = button(say("checklist.remove"), self.remove, tip=say("checklist.remove-tip"))
        self._keep = button(say("checklist.keep"), self.keep, primary=True, tip=say("checklist.keep-tip"))
        self._keep.setDefault(True)
        self.add_foot(button(self.say("close"), self.close_sheet), self._keep, left=(self._new, self._remove))

    # What is shown

    def _lines(self) -> list[Line]:
        return [Line(number, rule) for number, rule in enumerate(self._session.project.tuning.rules)]

    @Slot()
    def fill(self) -> None:
        if not self._session.closed:
            self._list.set_items(self._lines())
            self._allow()

    @Slot(object)
    def _show(self, line: Line | None) -> None:
        """Fills the fields with a rule; with none they stay, to be the next one."""
        if line is not None:
            self._fill(line.rule)

    def _fill(self, rule: Rule) -> None:
        for name, field in self._fields.items():
            field.setText(getattr(rule, name))
        self._must.setCurrentIndex(self._must.findData(rule.missing))
        self._severity.setCurrentIndex(self._severity.findData(rule.severity))
        self._regex.setChecked(rule.regex)
        self._case.setChecked(rule.match_case)
        self._typed()

    def rule(self) -> Rule:
        """The rule as it stands in the fields."""
        texts = {name: field.text() for name, field in self._fields.items()}
        texts["name"] = texts["name"].strip() or texts["target"].strip() or texts["source"].strip()
        return Rule(
            **texts, missing=bool(self._must.currentData()), severity=Severity(self._severity.currentData()),
            regex=self._regex.isChecked(), match_case=self._case.isChecked(),
        )  # fmt: skip

    @Slot()
    def _typed(self) -> None:
        self._slices.stop()
        self._pause.start()
        self._allow()

    def _allow(self) -> None:
        """Whether there is something to keep, or to remove."""
        may_write, line = not self._session.read_only, self._list.current
        rule = self.rule()
        self._keep.setEnabled(may_write and bool(rule.target or rule.source) and (line is None or line.rule != rule))
        self._remove.setEnabled(may_write and line is not None)

    @Slot()
    def _try(self) -> None:
        """Says how many rows the rule would speak of, a few rows at a time."""
        rule = self.rule()
        if self._session.closed or not (rule.source or rule.target):
            tell(self._tried, "")
            return
        try:
            compiled = CompiledRule(rule)
        except UserError as error:
            tell(self._tried, self._words.error(error), "error")
            return
        found: list[Row] = []
        self._slices.run(self._look(compiled, found), partial(self._say_tried, found))

    def _look(self, compiled: CompiledRule, found: list[Row]) -> Iterator[None]:
        project = self._session.project
        seen = 0
        for ids in project.order.steps(250):
            for row in project.store.rows(ids):
                source = row.text(Side.SOURCE) if project.has_source else ""
                if not row.excluded and compiled.look(source, row.text(Side.TARGET)):
                    found.append(row)
            seen += len(ids)
            yield
            if seen >= _TRIED or self._session.closed:
                return

    def _say_tried(self, found: list[Row]) -> None:
        if self._session.closed:
            return
        numbers = [self._session.rows.number(row.id) for row in found[:8]]
        places = ", ".join(str(number) for number in numbers if number) + (" …" if len(found) > len(numbers) else "")
        key = "checklist.would" if found else "checklist.would-not"
        tell(self._tried, self._words.say(key, n=len(found), rows=places))

    # What is done

    @Slot()
    def _begin_new(self) -> None:
        self._list.go_to(-1)
        self._fill(Rule(""))
        self._fields["target"].setFocus()

    @Slot()
    def keep(self) -> None:
        """Puts the rule into the list: in the place of the one that is current, or at its end."""
        rule, line, rules = self.rule(), self._list.current, list(self._session.project.tuning.rules)
        at = line.number if line is not None else len(rules)
        rules[at : at + 1] = [rule]
        if self._keep_rules(tuple(rules)):
            self._list.go_to(at)
            self.tell(self._words.say("checklist.kept", name=rule.name), "ok")

    @Slot()
    def remove(self) -> None:
        line = self._list.current
        rules = self._session.project.tuning.rules
        if line is not None and not self._session.read_only:
            self._keep_rules(rules[: line.number] + rules[line.number + 1 :])

    def _keep_rules(self, rules: tuple[Rule, ...]) -> bool:
        project = self._session.project
        try:
            tuning: Tuning = replace(project.tuning, rules=rules)
        except UserError as error:
            self.tell(self._words.error(error))
            return False
        return self._session.perform(partial(project.tune, tuning))

    @Slot()
    def close_sheet(self) -> None:
        self.close()

    # The columns

    def _target_of(self, line: Line) -> str:
        key = "checklist.in-list-must" if line.rule.missing else "checklist.in-list"
        return self._words.say(key, text=line.rule.target) if line.rule.target else ""

    def _severity_of(self, line: Line) -> str:
        return self._words.say(f"panels.severity-{line.rule.severity}")


def _number(line: Line) -> int:
    return line.number


def _name(line: Line) -> str:
    return line.rule.name


def _source(line: Line) -> str:
    return line.rule.source


def _always(_line: Line) -> bool:
    return True
