"""What aligning anew would change, before anything is done: rows as they are, rows as they would be, side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from html import escape
from itertools import groupby

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QTextBrowser, QWidget

from app.model import Row, RowId, Side
from app.realign import same
from app.words import Words
from ui.dialogs.parts import Sheet, button, explain, label
from ui.panels.wording import one_line
from ui.theme import Theme

Group = tuple[tuple[Row, ...], tuple[Row, ...]]
_MOST = 300
"""Changes that are shown; nobody reads more of them in a preview."""
_WORDS = 110
"""Characters of a paragraph that are shown: enough to know it by."""


class RealignDialog(Sheet):
    """Enter takes the new links over, Esc leaves everything as it is. ``numbers`` says the number of a row."""

    def __init__(
        self,
        theme: Theme,
        words: Words,
        groups: Sequence[Group],
        numbers: Callable[[RowId], int],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, words, words.say("linking.preview-title"), parent)
        self._numbers = numbers
        changes = [group for group in groups if not same(group)]
        before, after = (sum(len(group[n]) for group in changes) for n in (0, 1))
        head = label(words.say("linking.preview-head", n=before, after=after), wrap=True)
        font = head.font()
        font.setBold(True)
        head.setFont(font)
        self.body.addWidget(head)
        self.body.addWidget(label(words.say("linking.preview-about"), rank="soft", wrap=True))
        self._page = QTextBrowser()
        self._page.setOpenLinks(False)
        explain(self._page, words.say("linking.preview-title"))
        self._page.setHtml(self._html(groups))
        self.body.addWidget(self._page, 1)
        take = button(words.say("linking.preview-take", n=before), self.accept, primary=True)
        take.setDefault(True)
        self.add_foot(button(words.say("linking.preview-leave"), self.reject), take)
        QShortcut(QKeySequence("Ctrl+Return"), self).activated.connect(self.accept)
        take.setFocus()
        self.resize(1240, 680)

    @property
    def shown(self) -> str:
        """The preview as plain text."""
        return self._page.toPlainText()

    def _html(self, groups: Sequence[Group]) -> str:
        say, theme = self._words.say, self._theme
        heads = "".join(
            f'<th align="left" style="color:{theme.soft.name()}">{escape(text)}</th>'
            for text in ("", say("linking.before"), "", "", "", say("linking.after"), "")
        )
        return (
            f'<table width="100%" cellspacing="0" cellpadding="6" style="color:{theme.ink.name()}">'
            f"<tr>{heads}</tr>{''.join(self._lines(groups))}</table>"
        )

    def _lines(self, groups: Sequence[Group]) -> Iterator[str]:
        shown = 0
        for stays, run in groupby(groups, key=same):
            of_run = list(run)
            if stays:
                yield self._note("linking.preview-same", len(of_run))
                continue
            for group in of_run:
                if shown < _MOST:
                    yield from self._group(group)
                shown += 1
        if shown > _MOST:
            yield self._note("linking.preview-more", shown - _MOST)

    def _note(self, key: str, n: int) -> str:
        said, soft = escape(self._words.say(key, n=n)), self._theme.soft.name()
        return f'<tr><td colspan="7" align="center" style="color:{soft}">{said}</td></tr>'

    def _group(self, group: Group) -> Iterator[str]:
        before, after = group
        old, new = self._theme.deleted.name(), self._theme.inserted.name()
        for n in range(max(len(before), len(after))):
            left = self._cells(before[n], old, self._numbers(before[n].id)) if n < len(before) else "<td></td>" * 3
            right = self._cells(after[n], new, 0) if n < len(after) else "<td></td>" * 3
            yield f'<tr>{left}<td width="16"></td>{right}</tr>'
        yield '<tr><td colspan="7" height="2"></td></tr>'

    def _cells(self, row: Row, ground: str, number: int) -> str:
        """A row: its number before, how sure its link is after; its two sides."""
        mark = str(number) if number else f"{row.confidence:.2f}".removeprefix("0")
        source, target = ("<br>".join(_short(block.text) for block in row.side(side)) or "—" for side in Side)
        style = f'style="background-color:{ground}"'
        soft = self._theme.soft.name()
        return (
            f'<td width="34" align="right" {style}><span style="color:{soft}">{mark}</span></td>'
            f'<td width="23%" {style}>{source}</td><td width="23%" {style}>{target}</td>'
        )


def _short(text: str) -> str:
    line = one_line(text)
    return escape(line if len(line) <= _WORDS else line[: _WORDS - 1].rstrip() + "…")
