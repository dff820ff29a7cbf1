"""The tab of findings: what the checks say of the whole project, and what a person has answered with no."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLabel, QWidget

from app.findings import RowFinding
from app.model import RowId, Side
from app.queueing import errors_left, queue_in_steps
from app.review.decisions import Record
from app.review.queue import CALIBRATED, Candidate, Estimate, Item, ranked
from app.words import Words
from ui.clock import local_time
from ui.models.columns import RIGHT, Column
from ui.models.table import ItemsModel
from ui.panels.listing import Listing
from ui.panels.tab import Tab, explain_button
from ui.panels.wording import SEVERITY_ICON, SEVERITY_TONE, check_name, finding_sentence, one_line, suggestion_text
from ui.session import Session
from ui.theme import Theme


class FindingsTab(Tab):
    """Open findings, the gravest first; one switch shows the rows to look at first, another what was dismissed, with
    who said so, when and why."""

    name = "findings"

    def __init__(self, session: Session, theme: Theme, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(session, theme, words, parent)
        self._records: dict[str, Record] = {}
        sentence: Column[RowFinding] = Column("panels.column-finding", self._sentence, tooltip=self._sentence)
        row: Column[RowFinding] = Column("panels.column-row", self._number, 56, RIGHT, sort=self._row)
        check: Column[RowFinding] = Column("panels.column-check", self._check, 150, tooltip=self._check)
        self._open = self.add_listing(
            Listing(
                ItemsModel[RowFinding](
                    (
                        row,
                        Column(
                            "panels.column-severity", self._severity, 104,
                            sort=self._rank, tone=self._tone, icon=self._icon,
                        ),
                        check,
                        sentence,
                        Column(
                            "panels.column-suggestion", self._suggestion, 230,
                            tooltip=self._suggestion, tone=_accent,
                        ),
                    ),
                    _key, words, self,
                ),
                theme, self.say("findings-list"), self,
            )
        )  # fmt: skip
        self._dismissed = self.add_listing(
            Listing(
                ItemsModel[RowFinding](
                    (
                        row,
                        check,
                        sentence,
                        Column("panels.column-reason", self._reason, 200, tooltip=self._reason),
                        Column("panels.column-scope", self._scope, 160),
                        Column("panels.column-who", self._who, 150, sort=_when, tooltip=self._who, tone=_soft),
                    ),
                    _key, words, self,
                ),
                theme, self.say("dismissed-list"), self,
            )
        )  # fmt: skip
        self._queue = self.add_listing(
            Listing(
                ItemsModel[Item](
                    (
                        Column("panels.column-row", self._item_number, 56, RIGHT, sort=self._item_row),
                        Column("panels.column-worth", _worth, 80, RIGHT, sort=_points),
                        Column("panels.column-look", self._reasons, 300, tooltip=self._reasons),
                        Column("panels.column-text", self._text, tooltip=self._text),
                    ),
                    _item_key, words, self,
                ),
                theme, self.say("queue-list"), self,
            )
        )  # fmt: skip
        self._left = QLabel(self.tools)
        self._left.setProperty("rank", "soft")
        self._show_queue = self.switch(self._choose_queue, self.say("queue"), self.say("queue-tip"))
        self._show_dismissed = self.switch(
            self._choose_dismissed, self.say("dismissed", n=0), self.say("dismissed-tip")
        )
        self._fix = self.button(self._ask_fix, self.say("fix"), self.say("fix-tip"), "fix")
        self._dismiss = self.button(self._ask_dismiss, self.say("dismiss"), self.say("dismiss-tip"), "dismiss")
        self._take_back = self.button(self._undismiss, self.say("take-back"), self.say("take-back-tip"), "undo")
        self.bar.insertWidget(1, self._left)
        self.end_bar((self._fix, self._dismiss, self._take_back))
        for listing in (self._open, self._dismissed, self._queue):
            listing.wanted.connect(self._go)
            listing.moved.connect(self._enable)
        self._open.key("1", self._ask_fix)
        self._open.key("X", self._ask_dismiss)
        self._dismissed.key("Backspace", self._undismiss)
        self._enable()

    def retell(self) -> None:
        explain_button(self._show_queue, self.say("queue"), self.say("queue-tip"))

    @property
    def showing(self) -> Listing:
        """The table that is in sight: open findings, those a person has dismissed, or where to look first."""
        if self._show_queue.isChecked():
            return self._queue
        return self._dismissed if self._show_dismissed.isChecked() else self._open

    @Slot()
    def _choose_queue(self) -> None:
        self._show_dismissed.setChecked(False)
        self.pages.setCurrentWidget(self.showing)
        self.fill()

    @Slot()
    def _choose_dismissed(self) -> None:
        self._show_queue.setChecked(False)
        self.pages.setCurrentWidget(self.showing)
        self.fill()

    @Slot()
    def fill(self) -> None:
        self._records = self.project.records()
        self.fill_in_steps(self._read())
        self._enable()

    def _read(self) -> Iterator[None]:
        """Those of each severity come in the order of their rows: they need not be sorted, only joined."""
        graded: dict[int, list[RowFinding]] = {}
        answered: list[RowFinding] = []
        for some in self.project.findings_in_steps():
            for found in some:
                (graded.setdefault(-found.finding.severity.rank, []) if found.open else answered).append(found)
            yield
        self._show_dismissed.setText(self.say("dismissed", n=len(answered)))
        self._left.setVisible(self.showing is self._queue)
        if self.showing is self._queue:
            yield from self._read_queue()
        elif self.showing is self._dismissed:
            self._dismissed.set_items(sorted(answered, key=_when, reverse=True))
            self.show_page(self._dismissed, "" if answered else self.say("empty-dismissed"))
        else:
            self._open.set_items([found for rank in sorted(graded) for found in graded[rank]])
            self.show_page(self._open, "" if graded else self._nothing("empty-findings"))
        self._enable()

    def _read_queue(self) -> Iterator[None]:
        items: list[Item] = []
        seen: list[Candidate] = []
        if self.project.surveyed:
            for some in queue_in_steps(self.project, seen):
                items += some
                yield
        queue = ranked(items)
        yield
        self._queue.set_items(queue)
        self._left.setText(self._errors_left(errors_left(self.project, seen)))
        self.show_page(self._queue, "" if queue else self._nothing("empty-queue"))

    def _nothing(self, key: str) -> str:
        return self.say(key) if self.project.surveyed else self.not_yet()

    def count(self) -> int:
        return self.project.open_count

    @Slot()
    def _enable(self) -> None:
        may = not self.session.read_only
        open_: RowFinding | None = self._open.current if self.showing is self._open else None
        answered: RowFinding | None = self._dismissed.current if self.showing is self._dismissed else None
        self._fix.setVisible(self.showing is self._open)
        self._dismiss.setVisible(self.showing is self._open)
        self._take_back.setVisible(self.showing is self._dismissed)
        self._fix.setEnabled(may and open_ is not None and bool(open_.finding.suggestions))
        self._dismiss.setEnabled(may and open_ is not None)
        self._take_back.setEnabled(may and answered is not None and answered.decision is not None)

    @Slot(object)
    def _go(self, found: RowFinding | Item) -> None:
        self.row_wanted.emit(found.row)

    @Slot()
    def _ask_fix(self) -> None:
        if self._fix.isEnabled() and self._open.current is not None:
            self.fix_wanted.emit(self._open.current)

    @Slot()
    def _ask_dismiss(self) -> None:
        if self._dismiss.isEnabled() and self._open.current is not None:
            self.dismiss_wanted.emit(self._open.current)

    @Slot()
    def _undismiss(self) -> None:
        found: RowFinding | None = self._dismissed.current
        if self._take_back.isEnabled() and found is not None and found.decision is not None:
            self.perform(partial(self.project.take_back, found.decision))

    def _errors_left(self, left: Estimate) -> str:
        if not left.calibrated:
            return self.say("uncalibrated", n=left.decided, of=CALIBRATED)
        return self.say("errors-left", n=round(left.likely), low=round(left.low), high=round(left.high), of=left.unseen)

    # What the columns say

    def _item_row(self, item: Item) -> int:
        return self.session.rows.number(item.row)

    def _item_number(self, item: Item) -> str:
        return str(self._item_row(item))

    def _reasons(self, item: Item) -> str:
        return " · ".join(self.say(f"why-{why}", n=count) for why, count in item.why)

    def _text(self, item: Item) -> str:
        return one_line(self.project.store.row(item.row).text(Side.TARGET))

    def _row(self, found: RowFinding) -> int:
        return self.session.rows.number(found.row)

    def _number(self, found: RowFinding) -> str:
        return str(self._row(found))

    def _grave(self, found: RowFinding) -> tuple[int, int]:
        return -found.finding.severity.rank, self._row(found)

    def _rank(self, found: RowFinding) -> tuple[int, int]:
        return self._grave(found)

    def _severity(self, found: RowFinding) -> str:
        return self.say(f"severity-{found.finding.severity}")

    def _tone(self, found: RowFinding) -> str:
        return SEVERITY_TONE[found.finding.severity]

    def _icon(self, found: RowFinding) -> str:
        return SEVERITY_ICON.get(found.finding.severity, "info")

    def _check(self, found: RowFinding) -> str:
        """The check's name with how often it has been right, once somebody has answered it."""
        name = check_name(self.words, found.finding.check)
        record = self._records.get(found.finding.check)
        return name if record is None else self.say("check-record", name=name, n=record.accepted, of=record.decided)

    def _sentence(self, found: RowFinding) -> str:
        sentence = finding_sentence(self.words, found.finding)
        if found.lapsed is None:
            return sentence
        return self.say("lapsed", sentence=sentence, reason=found.lapsed.reason or self.say("no-reason"))

    def _suggestion(self, found: RowFinding) -> str:
        return suggestion_text(self.words, found)

    def _reason(self, found: RowFinding) -> str:
        if found.decision is None:
            return self.say("quiet-reason")
        return found.decision.reason or self.say("no-reason")

    def _scope(self, found: RowFinding) -> str:
        return self.say(f"scope-{found.decision.scope}" if found.decision else "scope-quiet")

    def _who(self, found: RowFinding) -> str:
        if found.decision is None:
            return ""
        return self.say("who-when", who=found.decision.author, when=local_time(found.decision.at))


def _key(found: RowFinding) -> tuple[object, ...]:
    finding = found.finding
    return found.row, finding.check, finding.code, finding.source, finding.target, finding.evidence


def _when(found: RowFinding) -> tuple[str, int]:
    return (found.decision.at, found.decision.id) if found.decision else ("", 0)


def _accent(found: RowFinding) -> str:
    return "accent"


def _soft(found: RowFinding) -> str:
    return "soft"


def _worth(item: Item) -> str:
    return f"{item.worth:.1f}"


def _points(item: Item) -> float:
    return item.worth


def _item_key(item: Item) -> RowId:
    return item.row
