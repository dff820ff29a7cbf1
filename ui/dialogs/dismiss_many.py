"""Not errors, all of them: the findings of one check in the rows of the filter, ticked, answered as one step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from app.findings import RowFinding
from app.review.decisions import Reach
from app.words import Words
from ui.dialogs.bulk import BulkSheet
from ui.dialogs.parts import explain
from ui.models.columns import RIGHT, Column
from ui.panels.wording import check_name, finding_sentence
from ui.session import Session
from ui.theme import Theme


class DismissManyDialog(BulkSheet[RowFinding]):
    """Offers the checks that have open findings in the rows shown, the one with most of them first."""

    def __init__(self, theme: Theme, words: Words, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(theme, words, session, "dismiss", parent)
        self._check = QComboBox()
        explain(self._check, self.word("check"))
        self._reach = QComboBox()
        explain(self._reach, self.word("reach"))
        for reach in (Reach.SPOT, Reach.TERM):
            self._reach.addItem(self.word(f"reach-{reach}"), reach)
        self._reason = QLineEdit()
        explain(self._reason, self.word("reason"), self.word("reason-tip"))
        self.add_field(self.word("check"), self._check)
        self.add_field(self.word("reach"), self._reach)
        self.add_field(self.word("reason"), self._reason, 1)
        self.build(
            (
                Column("bulk.column-row", self._number, 76, RIGHT, sort=self._order),
                Column("panels.column-finding", self._sentence, tooltip=self._sentence),
            ),
            _key,
        )  # fmt: skip
        self._check.activated.connect(self.renew)

    def choose(self, check: str) -> None:
        self._check.setCurrentIndex(self._check.findData(check))
        self.fill()

    def fill(self) -> None:
        if self._session.closed:
            return
        project, shown = self._session.project, self._session.rows.ids
        open_ = [found for row in shown for found in project.findings(row) if found.open]
        self._offer(Counter(found.finding.check for found in open_))
        chosen = self._check.currentData()
        here = [found for found in open_ if found.finding.check == chosen]
        self._about.setText(self._words.say("bulk.about", n=len(shown), shown=len(shown)))
        self._said.setText(self.word("would", n=len(here)) if here else self.word("nothing"))
        self._list.set_items(here)
        self._count()

    def _offer(self, counted: Counter[str]) -> None:
        """Names the checks with their numbers; the chosen one stays chosen while it has findings."""
        chosen = self._check.currentData()
        self._check.clear()
        for check, n in counted.most_common():
            self._check.addItem(f"{check_name(self._words, check)} ({n})", check)
        self._check.setCurrentIndex(max(self._check.findData(chosen), 0))

    def carry_out(self, ticked: Sequence[RowFinding]) -> bool:
        reach, reason = Reach(self._reach.currentData()), self._reason.text()
        return self._session.perform(partial(self._session.project.dismiss_all, list(ticked), reach, reason))

    def row_of(self, item: RowFinding) -> int:
        return item.row

    def _number(self, found: RowFinding) -> str:
        return str(self._order(found))

    def _order(self, found: RowFinding) -> int:
        return self._session.rows.number(found.row)

    def _sentence(self, found: RowFinding) -> str:
        return finding_sentence(self._words, found.finding)


def _key(found: RowFinding) -> tuple[int, str, tuple[object, ...]]:
    return found.row, found.finding.evidence, (*found.finding.target, *found.finding.source)
