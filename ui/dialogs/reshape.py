"""What a paragraph is: one list, a letter or an arrow chooses, Enter takes it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from app.model import Block, Role, Shape
from app.review.blocks import SHAPES, same_shape
from app.words import Words
from ui.dialogs.parts import LINE, Sheet, button, explain, label
from ui.panels.wording import one_line
from ui.theme import Theme

_QUOTED = 120


class ReshapeDialog(Sheet):
    """Built for the paragraphs that are to be given a shape; the first one's is chosen when it opens."""

    def __init__(self, theme: Theme, words: Words, blocks: Sequence[Block], parent: QWidget | None = None) -> None:
        super().__init__(theme, words, words.say("linking.reshape-title"), parent)
        quoted = one_line(blocks[0].text)[:_QUOTED]
        said = words.say("linking.reshape-what", n=len(blocks), text=quoted)
        self.body.addWidget(label(said, rank="soft", wrap=True))
        self._list = QListWidget()
        explain(self._list, words.say("linking.reshape-title"))
        for shape in SHAPES:
            item = QListWidgetItem(shape_name(words, shape), self._list)
            item.setSizeHint(QSize(0, LINE))
            if same_shape(shape, blocks[0].shape):
                self._list.setCurrentItem(item)
        self._list.itemActivated.connect(self.accept)
        self.body.addWidget(self._list, 1)
        take = button(words.say("linking.reshape-take"), self.accept, primary=True)
        take.setDefault(True)
        self.add_foot(button(self.say("cancel"), self.reject), take)
        self._list.setFocus()
        self.resize(420, 460)

    def shape(self) -> Shape | None:
        """What was chosen."""
        row = self._list.currentRow()
        return SHAPES[row] if row >= 0 else None


def shape_name(words: Words, shape: Shape) -> str:
    """A shape in a person's words."""
    if shape.role is Role.HEADING:
        return words.say("linking.shape.heading", level=shape.level)
    return words.say(f"linking.shape.{shape.role}{'-ordered' if shape.ordered else ''}")
