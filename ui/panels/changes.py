"""The changes of a project one by one: when, who, what and how much, and what took them back."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.review.revert import change_sentence
from app.store.changes import ChangesetInfo
from app.words import Words
from ui.clock import local_time
from ui.models.columns import RIGHT, Column
from ui.models.table import ItemsModel
from ui.panels.listing import Listing
from ui.theme import Theme


class ChangesList(Listing):
    """A listing of changesets, newest first as they are given."""

    def __init__(self, theme: Theme, words: Words, parent: QWidget | None = None) -> None:
        self._words = words
        model = ItemsModel[ChangesetInfo](
            (
                Column("revert.column-number", _number, 56, RIGHT, sort=_id, tone=_soft),
                Column("panels.column-time", _time, 100, sort=_id, tone=_soft, tooltip=_exact_time),
                Column("panels.column-author", _author, 130, tooltip=_author),
                Column("panels.column-change", self._change, tone=_tone),
                Column("revert.column-back", self._back, 190, sort=_back, tone=_soft),
            ),
            _id, words,
        )  # fmt: skip
        super().__init__(model, theme, words.say("revert.changes-list"), parent)
        model.setParent(self)

    def _change(self, info: ChangesetInfo) -> str:
        return change_sentence(info, self._words)

    def _back(self, info: ChangesetInfo) -> str:
        """What this one took back, or what took this one back."""
        if info.reverted_by is not None:
            return self._words.say("revert.reverted-by", number=info.reverted_by)
        return self._words.say("revert.reverts", number=info.reverts) if info.reverts is not None else ""


def _id(info: ChangesetInfo) -> int:
    return info.id


def _number(info: ChangesetInfo) -> str:
    return str(info.id)


def _time(info: ChangesetInfo) -> str:
    return local_time(info.at)


def _exact_time(info: ChangesetInfo) -> str:
    return info.at


def _author(info: ChangesetInfo) -> str:
    return info.author


def _back(info: ChangesetInfo) -> int:
    return info.reverted_by or info.reverts or 0


def _tone(info: ChangesetInfo) -> str:
    """What no longer holds stands back."""
    return "soft" if info.reverted_by is not None else ""


def _soft(info: ChangesetInfo) -> str:
    return "soft"
