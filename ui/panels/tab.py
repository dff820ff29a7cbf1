"""What all tabs of the dock have in common: switches and buttons, the content, and a word when it is empty."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from app.errors import UserError
from app.model import Changes, Fact
from app.words import Words
from ui.icons import icon
from ui.panels.listing import Listing
from ui.session import Session
from ui.slices import Slices
from ui.theme import Theme


class Tab(QWidget):
    """A tab over an open project. It is filled only while it is looked at; ``stale`` says that it has to be again.

    ``tools`` are its switches and buttons, which the dock sets beside the tabs.
    ``row_wanted(RowId)``: the window should go there. ``fix_wanted`` and ``dismiss_wanted`` carry a RowFinding,
    ``revert_wanted`` a ChangesetId; ``term_wanted`` (to be changed) and ``term_unwanted`` a Concept, ``entry_wanted``
    one that is to be entered. ``counted()``: :meth:`count` is known better than when it was last asked for.
    """

    row_wanted = Signal(object)
    fix_wanted = Signal(object)
    dismiss_wanted = Signal(object)
    revert_wanted = Signal(object)
    term_wanted = Signal(object)
    term_unwanted = Signal(object)
    entry_wanted = Signal(object)
    counted = Signal()
    name = ""
    follows_current = False
    """Whether what it shows depends on the row the person is in."""

    def __init__(self, session: Session, theme: Theme, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.project = session.project
        self.words = words
        self.theme = theme
        self.stale = True
        self._filling = Slices(self)
        self._icons: dict[QAbstractButton, str] = {}
        self._listings: list[Listing] = []
        self.tools = QWidget(self)
        self.bar = QHBoxLayout(self.tools)
        self.bar.setContentsMargins(0, 0, 0, 0)
        self.bar.setSpacing(8)
        self.bar.addStretch(1)
        self.pages = QStackedWidget(self)
        self._empty = QLabel(self)
        self._empty.setProperty("rank", "soft")
        self._empty.setTextFormat(Qt.TextFormat.PlainText)
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._empty.setContentsMargins(18, 12, 18, 12)
        self._empty.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.pages.addWidget(self._empty)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.pages, 1)
        self.setAccessibleName(self.say(f"tab.{self.name}"))

    # What a tab is

    def fill(self) -> None:
        """Reads the project and shows what it says."""
        raise NotImplementedError

    def not_yet(self) -> str:
        """What is said while nothing is known: it is being looked for, or has to be asked for."""
        return self.say("wait" if self.session.surveyor.busy else "not-looked-at")

    def fill_in_steps(self, steps: Iterator[None]) -> None:
        """Fills by steps, the last of which shows what was read: at once, but in a large project while nobody waits."""
        if self.project.is_small:
            for _ in steps:
                pass
        else:
            self._filling.run(self._while_open(steps), failed=self._not_filled)

    @property
    def filling(self) -> bool:
        """Whether it is still being filled."""
        return self._filling.busy

    def _while_open(self, steps: Iterator[None]) -> Iterator[None]:
        """The steps, until the project is closed: then there is nothing to be read."""
        ended = object()
        while not self.session.closed and next(steps, ended) is not ended:
            yield

    def _not_filled(self, error: UserError) -> None:
        self.session.failed.emit(self.words.error(error))

    def count(self) -> int | None:
        """The number in the tab's title, None for none. It must be cheap: it is asked after each change."""
        return None

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        for listing in self._listings:
            listing.set_theme(theme)
        self._paint_icons()

    def take_focus(self) -> None:
        """Puts the keyboard into what is shown."""
        page = self.pages.currentWidget()
        if page is not None:
            page.setFocus(Qt.FocusReason.OtherFocusReason)

    # Parts

    def say(self, key: str, **facts: Fact) -> str:
        return self.words.say(f"panels.{key}", **facts)

    def perform(self, verb: Callable[[], Changes]) -> bool:
        """Carries out a verb and shows at once what it did, so that the next key meets what is there."""
        done = self.session.perform(verb)
        self.fill()
        return done

    def show_page(self, page: QWidget, empty: str = "") -> None:
        """Shows a page, or the sentence that says what would stand there."""
        if empty:
            self._empty.setText(empty)
            self._empty.setAccessibleName(empty)
            if page.hasFocus():
                self._empty.setFocus()
        elif self._empty.hasFocus():
            page.setFocus()
        self.pages.setCurrentWidget(self._empty if empty else page)

    def add_listing(self, listing: Listing) -> Listing:
        self._listings.append(listing)
        self.pages.addWidget(listing)
        return listing

    def retell(self) -> None:
        """Says anew what names a key; most tabs name none but their own."""

    def switch(self, slot: Callable[[], None], name: str, tip: str) -> QPushButton:
        """A chip among the tools that stays pressed."""
        chip = QPushButton(name, self.tools)
        chip.setCheckable(True)
        chip.setProperty("chip", True)
        explain_button(chip, name, tip)
        chip.clicked.connect(slot)
        self.bar.addWidget(chip)
        return chip

    def button(
        self, slot: Callable[[], None], name: str, tip: str, icon_name: str = "", *, primary: bool = False
    ) -> QPushButton:
        """A button for the tools."""
        made = QPushButton(name, self.tools)
        made.setProperty("primary" if primary else "link", True)
        explain_button(made, name, tip)
        made.clicked.connect(slot)
        if icon_name:
            self._icons[made] = icon_name
            made.setIconSize(QSize(16, 16))
        return made

    def end_bar(self, buttons: Sequence[QWidget]) -> None:
        """Closes the tools: switches stand before buttons."""
        for button in buttons:
            self.bar.addWidget(button)
        self._paint_icons()

    def _paint_icons(self) -> None:
        for button, name in self._icons.items():
            tone = self.theme.on_accent if button.property("primary") else self.theme.accent
            button.setIcon(icon(name, tone))


def explain_button(button: QAbstractButton, name: str, tip: str) -> None:
    button.setAccessibleName(name)
    button.setAccessibleDescription(tip)
    button.setToolTip(tip)
