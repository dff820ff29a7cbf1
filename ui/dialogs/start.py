"""The start page: two fields for the two texts, the projects worked on before, the samples. No wizard."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSignalMapper, Qt, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QToolButton, QVBoxLayout, QWidget

from app.errors import UserError
from app.model import Imported, Side
from app.samples import all_samples
from app.settings import Settings
from app.tasks import Task
from app.words import Words
from ui.dialogs.drop import DropField
from ui.dialogs.file_choice import FileChoice
from ui.dialogs.files import AskFile, ask_file
from ui.dialogs.language_box import language_name
from ui.dialogs.parts import GAP, Card, button, explain, label, restyle
from ui.icons import icon
from ui.jobs import Jobs
from ui.theme import Theme

_WIDTH = 1000
"""Pixels the page is wide at most: two fields are easier to take in than two halves of a large screen."""
_INDENT = 7
"""The room a link keeps around its word: what is no link stands in line with it."""


@dataclass(frozen=True, slots=True)
class PairRequest:
    """The texts a project is to be made of, one or both, with their languages ("" for not known).

    ``alignment`` is a file of another program that says how both belong together; else ``dictionary`` is one that
    helps to find it out.
    """

    documents: Mapping[Side, Imported]
    languages: Mapping[Side, str]
    alignment: Path | None = None
    dictionary: Path | None = None


class StartPage(QScrollArea):
    """``pair_wanted(PairRequest)``, ``project_wanted(Path)``, ``sample_wanted(str)``: what the person chose."""

    pair_wanted = Signal(object)
    project_wanted = Signal(object)
    sample_wanted = Signal(str)

    def __init__(
        self,
        theme: Theme,
        words: Words,
        jobs: Jobs,
        settings: Settings,
        parent: QWidget | None = None,
        *,
        choose: AskFile = ask_file,
    ) -> None:
        super().__init__(parent)
        self._words = words
        self._jobs = jobs
        self._choose = choose
        self._names = QSignalMapper(self)
        self._names.mappedString.connect(self._open_recent)
        self._ids = QSignalMapper(self)
        self._ids.mappedString.connect(self.sample_wanted)
        self.setWidgetResizable(True)
        self.setAcceptDrops(True)
        explain(self, words.say("start.title"))
        self._fields = {side: DropField(theme, words, jobs, side, choose=choose) for side in Side}
        for field in self._fields.values():
            field.changed.connect(self._refresh)
            field.project_dropped.connect(self.project_wanted)
        self._fields[Side.SOURCE].also_dropped.connect(self._fields[Side.TARGET].take_path)
        self._fields[Side.TARGET].also_dropped.connect(self._fields[Side.SOURCE].take_path)
        self._build()
        self.set_theme(theme)
        self.heed(settings)
        self._refresh()
        self.setFocusProxy(self._fields[Side.SOURCE])

    def _build(self) -> None:
        say = self._words.say
        page = QWidget()
        outer = QHBoxLayout(page)
        middle = QWidget()
        middle.setMaximumWidth(_WIDTH)
        outer.addStretch(1)
        outer.addWidget(middle, 100)
        outer.addStretch(1)
        column = QVBoxLayout(middle)
        column.setContentsMargins(18, 32, 18, 24)
        column.setSpacing(GAP)
        column.addWidget(label(say("start.title"), rank="title"))
        column.addWidget(label(say("start.about"), rank="soft", wrap=True))
        column.addSpacing(GAP)

        fields = QHBoxLayout()
        fields.setSpacing(GAP)
        self._swap = QToolButton()
        explain(self._swap, say("start.swap"), say("start.swap"))
        self._swap.clicked.connect(self._swap_texts)
        fields.addWidget(self._fields[Side.SOURCE], 1)
        fields.addWidget(self._swap)
        fields.addWidget(self._fields[Side.TARGET], 1)
        column.addLayout(fields)

        begin = QHBoxLayout()
        self._hint = label("", wrap=True)
        self._begin = button(say("start.begin"), self.begin, primary=True, tip=say("start.begin-tip"))
        self.aligned = FileChoice(self._words, "aligned", self._choose)
        self.dictionary = FileChoice(self._words, "dictionary", self._choose)
        self.aligned.changed.connect(self._refresh)
        begin.addWidget(self._hint, 1)
        begin.addWidget(self.dictionary)
        begin.addWidget(self.aligned)
        begin.addWidget(self._begin)
        column.addLayout(begin)
        column.addSpacing(2 * GAP)

        head = QHBoxLayout()
        head.addWidget(label(say("start.recent"), rank="section"))
        head.addStretch(1)
        self._open_button = button(say("start.open"), self._open, link=True)
        head.addWidget(self._open_button)
        column.addLayout(head)
        self._recent = QGridLayout()
        self._recent.setHorizontalSpacing(12)
        self._recent.setVerticalSpacing(0)
        self._recent.setColumnStretch(1, 1)
        column.addLayout(self._recent)
        column.addSpacing(2 * GAP)

        column.addWidget(label(say("start.samples"), rank="section"))
        cards = QHBoxLayout()
        cards.setSpacing(12)
        for sample in all_samples():
            title, about = (say(f"samples.{sample.id}.{part}") for part in ("title", "about"))
            cards.addWidget(self._card(sample.id, title, about), 1)
        column.addLayout(cards)
        column.addStretch(1)
        self.setWidget(page)

    def _card(self, id_: str, title: str, about: str) -> Card:
        card = Card()
        inside = QVBoxLayout(card)
        inside.setContentsMargins(14, 12, 14, 12)
        inside.setSpacing(4)
        for line in (label(title, wrap=True), label(about, rank="soft", wrap=True)):
            line.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            inside.addWidget(line)
        inside.addStretch(1)
        explain(card, title, about)
        self._ids.setMapping(card, id_)
        card.clicked.connect(self._ids.map)
        return card

    def set_theme(self, theme: Theme) -> None:
        """Draws the few icons in another theme's colours."""
        self._swap.setIcon(icon("replace", theme.soft))
        for choice in (self.aligned, self.dictionary):
            choice.set_theme(theme)
        for field in self._fields.values():
            field.set_theme(theme)

    def field(self, side: Side) -> DropField:
        return self._fields[side]

    # Recent projects

    def heed(self, settings: Settings) -> None:
        """Takes over what was open lately, and the keys in force."""
        self.set_recent(settings.recent)
        explain(self._open_button, self._words.say("start.open"), self._words.say("start.open-tip"))

    def set_recent(self, recent: Sequence[str]) -> None:
        """Lists the projects worked on before; whether they are still there is looked up in a job."""
        self._show_recent(tuple((name, True) for name in recent))
        if not recent:
            return

        def work(_task: Task) -> tuple[tuple[str, bool], ...]:
            return tuple((name, _there(name)) for name in recent)

        self._jobs.run(work, self._show_recent, self._not_looked_up, quiet=True)

    def _show_recent(self, found: Sequence[tuple[str, bool]]) -> None:
        while (item := self._recent.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        if not found:
            self._recent.addWidget(label(self._words.say("start.recent-none"), rank="soft"), 0, 0, 1, 2)
        for row, (name, there) in enumerate(found):
            path = Path(name)
            self._recent.addWidget(self._recent_link(path) if there else self._recent_gone(path), row, 0)
            self._recent.addWidget(label(str(path.parent), rank="soft"), row, 1)

    def _recent_link(self, path: Path) -> QWidget:
        link = button(path.stem.replace("&", "&&"), self._names.map, link=True, tip=str(path))
        self._names.setMapping(link, str(path))
        return link

    def _recent_gone(self, path: Path) -> QWidget:
        gone = label(self._words.say("start.recent-missing", name=path.stem), rank="soft")
        gone.setContentsMargins(_INDENT, 4, 0, 4)
        gone.setToolTip(self._words.say("start.recent-missing-tip", path=str(path)))
        return gone

    def _not_looked_up(self, error: UserError) -> None:
        raise error  # looking whether a file is there has nothing to tell the person

    @Slot(str)
    def _open_recent(self, name: str) -> None:
        self.project_wanted.emit(Path(name))

    @Slot()
    def _open(self) -> None:
        path = self._choose(self, self._words.say("start.open-title"), self._words.say("start.open-filter"))
        if path is not None:
            self.project_wanted.emit(path)

    # The pair

    @Slot()
    def begin(self) -> None:
        """Asks for a project of what is in the fields; does nothing while there is nothing, or it is being read."""
        if self._begin.isEnabled():
            ready = {side: field for side, field in self._fields.items() if field.ready}
            self.pair_wanted.emit(
                PairRequest(
                    {side: field.reading.imported for side, field in ready.items() if field.reading is not None},
                    {side: field.language or "" for side, field in ready.items()},
                    self.aligned.path,
                    self.dictionary.path,
                )
            )

    @Slot()
    def _swap_texts(self) -> None:
        source, target = self._fields[Side.SOURCE], self._fields[Side.TARGET]
        before = source.reading, source.language or ""
        source.put(target.reading, target.language or "")
        target.put(*before)
        for choice in (self.aligned, self.dictionary):
            choice.clear()  # it speaks of them in their old order

    @Slot()
    def _refresh(self) -> None:
        ready = {side: field for side, field in self._fields.items() if field.ready}
        busy = any(field.busy for field in self._fields.values())
        odd = [field for field in ready.values() if field.language is None]
        self._begin.setEnabled(bool(ready) and not busy and not odd)
        self._swap.setEnabled(bool(ready) and not busy)
        both = len(ready) == len(self._fields)
        self.aligned.set_possible(both)
        self.dictionary.set_possible(both and self.aligned.path is None)
        said, tone = self._advice(ready)
        self._hint.setText(said)
        restyle(self._hint, "tone", tone)

    def _advice(self, ready: Mapping[Side, DropField]) -> tuple[str, str]:
        say = self._words.say
        languages = [field.language for field in ready.values()]
        if None in languages:
            return say("start.language-odd"), "warn"
        if len(ready) == 1:
            return say(f"start.only-{next(iter(ready))}"), ""
        if len(ready) == 2 and languages[0] and languages[0] == languages[1]:
            return say("start.same-language", name=language_name(self._words, languages[0])), "warn"
        return "", ""

    # Events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.matches(QKeySequence.StandardKey.Paste):
            self._free_field().paste()
        elif enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.begin()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if self._free_field().take(event.mimeData()):
            event.acceptProposedAction()

    def _free_field(self) -> DropField:
        """Where a text goes that was put nowhere in particular: the first field without one."""
        return next((field for field in self._fields.values() if not field.ready), self._fields[Side.SOURCE])


def _there(name: str) -> bool:
    try:
        return Path(name).is_file()
    except (OSError, ValueError):
        return False
