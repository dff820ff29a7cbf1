"""A card of the consistency tab: one term, the names it goes by, and the name it is to have."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from app.model import Row, RowId, Side, Span
from app.project import Project
from app.review.search import Match
from app.review.spans import place
from app.words import Words
from glossary.census import Cluster
from glossary.consistency import RenderingGroup
from glossary.inflect_into import inflect_into
from glossary.language.inflection import Inflection
from glossary.model import Span as TermSpan
from ui.panels.cards import label, link
from ui.panels.row_links import NamedRow, RowLinks


@dataclass(frozen=True, slots=True)
class Harmonised:
    """One place that would read differently: its match, its row, and its block's text before and after."""

    match: Match
    row: RowId
    before: str

    @property
    def after(self) -> str:
        start, end = self.match.span
        return self.before[:start] + self.match.replacement + self.before[end:]


Group = RenderingGroup | Cluster
"""A term of the glossary with several accepted names, or several names that the census found to mean one thing."""


def group_key(group: Group) -> tuple[str, str]:
    return ("", group.term) if isinstance(group, Cluster) else (group.concept.id, group.term)


def listed(group: Group) -> tuple[str, ...]:
    """The names the glossary would write, beside those in use."""
    return group.listed if isinstance(group, Cluster) else ()


def plan(project: Project, group: Group, rows: Sequence[NamedRow], wanted: str) -> list[Harmonised]:
    """What would be replaced so that a term has one name: every place that goes by another, in the order of the text.

    ``rows[i]`` is the row that the places of the group call ``i``. Capitals, articles and plurals follow the place.
    """
    name = wanted.strip()
    language = project.languages[Side.TARGET]
    inflection = Inflection(language)
    others = [one for one in group.renderings if one.form.casefold() != name.casefold()] if name else []
    names = {
        place: group.wanted_at(one, name) if isinstance(group, Cluster) else name
        for one in others
        for place in one.places
    }
    found: list[Harmonised] = []
    read: dict[RowId, Row] = {}
    for at, span in sorted(names):
        id_ = rows[at].id
        if id_ not in read:
            read[id_] = project.view(project.store.row(id_))
        where = place(read[id_], Side.TARGET, Span(*span))
        if where is None:
            continue
        block, inner = where
        if inner.end - inner.start != span.end - span.start or not names[at, span]:
            continue
        term, new = inflect_into(names[at, span], block.text, TermSpan(*inner), language, inflection)
        old = block.text[term.start : term.end]
        taken = found and found[-1].match.block == block.id and found[-1].match.span.end > term.start
        if new != old and not taken:
            found.append(Harmonised(Match(block.id, Span(*term), old, new), id_, block.text))
    return found


class RenderingCard(QFrame):
    """Signals: ``preview_wanted(card)``, ``row_wanted(RowId)``. ``count`` says how many places a name would change."""

    preview_wanted = Signal(object)
    row_wanted = Signal(object)

    def __init__(
        self,
        group: Group,
        rows: Sequence[NamedRow],
        words: Words,
        count: Callable[[Group, str], int],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.group = group
        self._words = words
        self._count = count
        names = len(group.renderings)
        kind = "one-name" if isinstance(group, Cluster) and not group.source else "one-term"
        title = self._say(kind, term=group.term, n=names)
        self.setAccessibleName(title)
        layout = QGridLayout(self)
        layout.setContentsMargins(18, 10, 18, 12)
        layout.setHorizontalSpacing(14)
        layout.setVerticalSpacing(2)
        layout.setColumnStretch(2, 1)
        layout.addWidget(label(title, bold=True), 0, 0, 1, 3)
        self._choice = QButtonGroup(self)
        self._forms = [rendering.form for rendering in group.renderings]
        self._forms += [form for form in listed(group) if form not in self._forms]
        for number, form in enumerate(self._forms):
            rendering = group.renderings[number] if number < names else None
            name = self._say("times", n=rendering.count, form=form) if rendering else form
            if form in listed(group):
                name = self._say("of-glossary", name=name)
            radio = QRadioButton(name.replace("&", "&&"), self)
            radio.setToolTip(self._say("choose-tip"))
            radio.setAccessibleName(name)
            self._choice.addButton(radio, number)
            layout.addWidget(radio, number + 1, 0, 1, 2)
            if rendering:
                links = RowLinks([rows[at] for at in rendering.rows], words)
                links.row_wanted.connect(self.row_wanted)
                layout.addWidget(links, number + 1, 2)
        # No name stands here before a person chooses one: the commonest is not the right one by that.
        self.field = QLineEdit(self)
        self.field.setMinimumWidth(360)
        self.field.setAccessibleName(self._say("harmonise-to"))
        self.field.setToolTip(self._say("harmonise-tip"))
        self.preview = link("", self._say("preview-tip"))
        line = QHBoxLayout()
        line.setSpacing(10)
        line.addWidget(label(self._say("harmonise-to"), rank="key"))
        line.addWidget(self.field)
        line.addWidget(self.preview)
        line.addStretch(1)
        layout.addLayout(line, len(self._forms) + 1, 0, 1, 3)
        self._choice.idClicked.connect(self._choose)
        self.field.textChanged.connect(self._follow)
        self.field.returnPressed.connect(self._ask)
        self.preview.clicked.connect(self._ask)
        self._follow()

    @property
    def wanted(self) -> str:
        """The name the term is to have."""
        return self.field.text().strip()

    def _say(self, key: str, **facts: str | int) -> str:
        return self._words.say(f"panels.{key}", **facts)

    @Slot(int)
    def _choose(self, number: int) -> None:
        self.field.setText(self._forms[number])

    @Slot()
    def _follow(self) -> None:
        for number, form in enumerate(self._forms):
            if form == self.wanted:
                self._choice.button(number).setChecked(True)
                break
        else:
            self._choice.setExclusive(False)
            for button in self._choice.buttons():
                button.setChecked(False)
            self._choice.setExclusive(True)
        changes = self._count(self.group, self.wanted)
        text = self._say("preview", n=changes)
        self.preview.setText(text)
        self.preview.setAccessibleName(text)
        self.preview.setEnabled(changes > 0)

    @Slot()
    def _ask(self) -> None:
        if self.preview.isEnabled():
            self.preview_wanted.emit(self)


def tall(cards: Sequence[QWidget]) -> QWidget:
    """The cards below each other, with a hairline between two."""
    content = QWidget()
    layout = QVBoxLayout(content)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    for number, card in enumerate(cards):
        if number:
            rule = QFrame()
            rule.setFrameShape(QFrame.Shape.HLine)
            layout.addWidget(rule)
        layout.addWidget(card, 0, Qt.AlignmentFlag.AlignTop)
    layout.addStretch(1)
    return content
