"""The dock under the rows: five lists about the whole project, of which only the one in sight is kept up to date."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QPalette, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from app.words import Words
from ui.panels.cleaning import CleaningTab
from ui.panels.consistency import ConsistencyTab
from ui.panels.findings import FindingsTab
from ui.panels.revisions import RevisionsTab
from ui.panels.tab import Tab
from ui.panels.terms import TermsTab
from ui.session import Session
from ui.theme import Theme

TABS: tuple[type[Tab], ...] = (FindingsTab, TermsTab, ConsistencyTab, RevisionsTab, CleaningTab)
_REST = 120
"""Milliseconds without a change before the list and the counts are read again: typing is never made to wait."""


class Dock(QWidget):
    """Built for one open project. ``row_wanted(RowId)``, ``fix_wanted(RowFinding)``, ``dismiss_wanted(RowFinding)``,
    ``revert_wanted(ChangesetId)``, ``term_wanted(Concept)``, ``term_unwanted(Concept)``, ``entry_wanted(Concept)`` ask;
    the window's verbs act."""

    row_wanted = Signal(object)
    fix_wanted = Signal(object)
    dismiss_wanted = Signal(object)
    revert_wanted = Signal(object)
    term_wanted = Signal(object)
    term_unwanted = Signal(object)
    entry_wanted = Signal(object)

    def __init__(self, session: Session, theme: Theme, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._words = words
        self.setAccessibleName(words.say("panels.dock-name"))
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self._bar = QTabBar(self)
        self._bar.setExpanding(False)
        self._bar.setDrawBase(False)
        self._bar.setElideMode(Qt.TextElideMode.ElideNone)
        self._bar.setAccessibleName(words.say("panels.dock-name"))
        self._pages = QStackedWidget(self)
        self._tools = QStackedWidget(self)
        self._tabs: dict[str, Tab] = {}
        for made in TABS:
            tab = made(session, theme, words, self)
            self._tabs[tab.name] = tab
            self._bar.addTab(words.say(f"panels.tab.{tab.name}"))
            self._pages.addWidget(tab)
            self._tools.addWidget(tab.tools)
            tab.row_wanted.connect(self.row_wanted)
            tab.fix_wanted.connect(self.fix_wanted)
            tab.dismiss_wanted.connect(self.dismiss_wanted)
            tab.revert_wanted.connect(self.revert_wanted)
            tab.term_wanted.connect(self.term_wanted)
            tab.term_unwanted.connect(self.term_unwanted)
            tab.entry_wanted.connect(self.entry_wanted)
            tab.counted.connect(self._write_counts)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(4, 3, 14, 3)
        head.setSpacing(16)
        head.addWidget(self._bar)
        head.addWidget(self._tools, 1)
        whole.addLayout(head)
        whole.addWidget(self._pages, 1)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_REST)
        self._settle.timeout.connect(self.refresh)
        self._bar.currentChanged.connect(self._turn)
        session.surveyor.surveyed.connect(self._mark_all)
        session.changed.connect(self._mark_all)
        session.search.rows_changed.connect(self._mark_all)
        session.current_changed.connect(self._follow)
        self._make_room()
        self._settle.start()

    # For the window

    @property
    def current(self) -> str:
        """The name of the tab in sight."""
        return list(self._tabs)[self._bar.currentIndex()]

    def tab(self, name: str) -> Tab:
        return self._tabs[name]

    def show_tab(self, name: str) -> None:
        """Brings a tab into sight (findings, terms, consistency, revisions, cleaning) and gives it the keyboard."""
        self._bar.setCurrentIndex(list(self._tabs).index(name))
        self._fill()
        self._tabs[name].take_focus()

    @Slot()
    def next_tab(self) -> None:
        """Brings the next tab into sight, the first after the last."""
        names = list(self._tabs)
        self.show_tab(names[(self._bar.currentIndex() + 1) % len(names)])

    def set_theme(self, theme: Theme) -> None:
        for tab in self._tabs.values():
            tab.set_theme(theme)

    def retell(self) -> None:
        """Names the keys in force."""
        for tab in self._tabs.values():
            tab.retell()

    @Slot()
    def refresh(self) -> None:
        """Fills the tab in sight if it has to be, and writes the counts; nothing while the dock is hidden.

        The rest before it may outlast the project.
        """
        if not self.isVisible() or self._session.closed:
            return
        self._settle.stop()
        self._fill()
        self._write_counts()

    # Inside

    @Slot()
    def _write_counts(self) -> None:
        for number, (name, tab) in enumerate(self._tabs.items()):
            title, count = self._words.say(f"panels.tab.{name}"), tab.count()
            if count:
                title = self._words.say("panels.tab-count", name=title, n=count)
            if self._bar.tabText(number) != title:
                self._bar.setTabText(number, title)
        self._bar.updateGeometry()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._settle.start()

    def _fill(self) -> None:
        tab = self._tabs[self.current]
        if tab.stale:
            tab.stale = False
            tab.fill()

    @Slot()
    def _turn(self) -> None:
        self._pages.setCurrentIndex(self._bar.currentIndex())
        self._tools.setCurrentIndex(self._bar.currentIndex())
        self._make_room()
        self._fill()

    def _make_room(self) -> None:
        """Only the tools in sight take room; those of the other tabs may be wider than the dock."""
        for tab in self._tabs.values():
            seen = tab is self._tabs[self.current]
            across = QSizePolicy.Policy.Preferred if seen else QSizePolicy.Policy.Ignored
            tab.tools.setSizePolicy(across, QSizePolicy.Policy.Preferred)
        self._bar.updateGeometry()

    @Slot()
    def _mark_all(self) -> None:
        for tab in self._tabs.values():
            tab.stale = True
        self._settle.start()

    @Slot()
    def _follow(self) -> None:
        for tab in self._tabs.values():
            tab.stale = tab.stale or tab.follows_current
        if self._tabs[self.current].follows_current:
            self._settle.start()
