"""One flag for all rows of the filter: kind, severity and comment once, the rows ticked, one step."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from app.model import Row, Severity, Side
from app.review.categories import category_name, load_categories
from app.words import Words
from ui.dialogs.bulk import BulkSheet
from ui.dialogs.parts import explain
from ui.models.columns import RIGHT, Column
from ui.panels.wording import one_line
from ui.session import Session
from ui.theme import Theme


class FlagManyDialog(BulkSheet[Row]):
    """Leaves out rows without a translation, and those that have an open flag of the kind already."""

    def __init__(self, theme: Theme, words: Words, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(theme, words, session, "flag", parent)
        self._category = QComboBox()
        explain(self._category, self.say("flag.category"))
        self._category.setMinimumContentsLength(24)
        self._category.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for category in load_categories():
            top = category_name(words, category.id)
            self._category.addItem(top, category.id)
            for kind in category.kinds:
                self._category.addItem(f"{top} · {category_name(words, kind)}", kind)
        self._severity = QComboBox()
        explain(self._severity, self.say("flag.severity"))
        for severity in Severity:
            self._severity.addItem(self.say(f"severity.{severity}"), severity)
        self._severity.setCurrentIndex(self._severity.findData(Severity.MINOR))
        self._comment = QLineEdit()
        self._comment.setPlaceholderText(self.say("flag.comment-placeholder"))
        explain(self._comment, self.say("flag.comment"))
        self.add_field(self.say("flag.category"), self._category)
        self.add_field(self.say("flag.severity"), self._severity)
        self.add_field(self.say("flag.comment"), self._comment, 1)
        self.build(
            (
                Column("bulk.column-row", self._number, 76, RIGHT, sort=self._order),
                Column("bulk.column-text", _text, tooltip=_whole),
            ),
            _key,
        )  # fmt: skip
        self._category.activated.connect(self.renew)

    def choose(self, category: str, severity: Severity) -> None:
        self._category.setCurrentIndex(self._category.findData(category))
        self._severity.setCurrentIndex(self._severity.findData(severity))
        self.fill()

    def fill(self) -> None:
        if self._session.closed:
            return
        project, shown = self._session.project, self._session.rows.ids
        rows = [row for row in project.store.rows(list(shown)) if row.text(Side.TARGET).strip()]
        new = [row for row in rows if not self._has_one(row)]
        self._about.setText(self._words.say("bulk.about", n=len(shown), shown=len(shown)))
        self._said.setText(self.word("would", n=len(new)) if new else self.word("nothing"))
        self._list.set_items(new)
        self._count()

    def _has_one(self, row: Row) -> bool:
        kind = self._category.currentData()
        return any(flag.category == kind and not flag.resolved for flag in self._session.project.flags_of(row))

    def carry_out(self, ticked: Sequence[Row]) -> bool:
        kind, severity = str(self._category.currentData()), Severity(self._severity.currentData())
        ids, comment = [row.id for row in ticked], self._comment.text()
        return self._session.perform(partial(self._session.project.flag_rows, ids, kind, severity, comment))

    def row_of(self, item: Row) -> int:
        return item.id

    def _number(self, row: Row) -> str:
        return str(self._order(row))

    def _order(self, row: Row) -> int:
        return self._session.rows.number(row.id)


def _key(row: Row) -> int:
    return row.id


def _text(row: Row) -> str:
    return one_line(_whole(row))


def _whole(row: Row) -> str:
    return row.text(Side.TARGET)
