"""The verbs of the filter: words, the line with more, saved filters. The bar shows them, the settings keep them."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QInputDialog, QWidget

from app.review.sieve import drop_sieve, keep_sieve, saved_sieves
from app.sifting import choices
from app.words import Words
from ui.keymap import Where, native
from ui.look import Look
from ui.menus import Menus
from ui.session import Session
from ui.work import WorkPage


class Sifting(QObject):
    """Built for one session. ``said(str)`` carries a sentence for the status bar."""

    said = Signal(str)

    def __init__(
        self, session: Session, page: WorkPage, look: Look, words: Words, menus: Menus, parent: QWidget
    ) -> None:
        super().__init__(session)
        self._session = session
        self._bar = page.filter_bar
        self._look = look
        self._words = words
        self._menus = menus
        self._window = parent
        self._bar.sieve_changed.connect(session.search.sift)
        self._bar.opened.connect(self._offer)
        self._bar.save_wanted.connect(self.do_save_filter)
        self._bar.drop_wanted.connect(self._drop)
        session.search.not_sifted.connect(self._bar.say_why)
        session.surveyor.surveyed.connect(self._offer_again)
        look.settings_changed.connect(self._heed)
        self._heed()

    @Slot()
    def do_filter(self) -> None:
        self._bar.edit()

    @Slot()
    def do_narrow(self) -> None:
        self._bar.narrow()

    @Slot()
    def do_clear_filter(self) -> None:
        """All rows again, whatever hides some."""
        self._bar.choose("all")

    @Slot()
    def do_saved_filters(self) -> None:
        self._bar.show_saved()

    @Slot()
    def do_save_filter(self) -> None:
        """Keeps the filter as it is under a name, for every project of this person."""
        say = self._words.say
        name, given = QInputDialog.getText(self._window, say("filter.save-title"), say("filter.save-name"))
        if given and name.strip():
            self._keep(keep_sieve(self._look.settings.filters, name, self._bar.sieve))
            self.said.emit(say("filter.saved-as", name=name.strip()))

    @Slot(str)
    def _drop(self, name: str) -> None:
        self._keep(drop_sieve(self._look.settings.filters, name))
        self.said.emit(self._words.say("filter.dropped", name=name))

    def _keep(self, lines: tuple[str, ...]) -> None:
        self._look.choose(replace(self._look.settings, filters=lines))

    @Slot()
    def _heed(self) -> None:
        """Takes over saved filters and keys, which another dialog may have changed."""
        self._bar.set_saved(saved_sieves(self._look.settings.filters))
        self._menus.extra = self._bar.saved_actions
        keymap = self._look.keymap
        self._bar.set_keys(*(native(keymap.of(id_, Where.ANYWHERE)[:1]) for id_ in ("filter", "narrow")))

    @Slot()
    def _offer(self) -> None:
        self._bar.offer(choices(self._session.project))

    @Slot()
    def _offer_again(self) -> None:
        """After a survey, and only while the line is in sight: it goes over all findings."""
        if self._bar.narrowing and not self._session.closed:
            self._offer()
