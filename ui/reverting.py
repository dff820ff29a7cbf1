"""The verb that takes one change back: from the list of changes to the dialog that shows what would go back."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QWidget

from app.errors import UserError
from app.model import ChangesetId
from app.words import Words
from ui.dialogs.revert import RevertDialog
from ui.panels.revisions import RevisionsTab
from ui.session import Session
from ui.theme import Theme
from ui.work import WorkPage


class Reverting(QObject):
    """Has the slot of the action; built with the verbs of a session."""

    def __init__(self, session: Session, page: WorkPage, theme: Theme, words: Words, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._page = page
        self._words = words
        self._window = parent
        self.theme = theme
        page.dock.revert_wanted.connect(self.revert)

    @Slot()
    def do_revert(self) -> None:
        """Takes the chosen change back; where none is in sight, shows the changes to choose from."""
        dock = self._page.dock
        tab = dock.tab(RevisionsTab.name)
        if not isinstance(tab, RevisionsTab):
            raise TypeError(tab)
        if dock.isVisible() and dock.current == tab.name and tab.changeset is not None:
            tab.revert_current()
        else:
            dock.show()
            dock.show_tab(tab.name)
            tab.show_changes()

    @Slot()
    def do_marks_since(self) -> None:
        """To the slider that says since when changes are marked."""
        dock = self._page.dock
        dock.show()
        dock.show_tab(RevisionsTab.name)
        tab = dock.tab(RevisionsTab.name)
        if isinstance(tab, RevisionsTab):
            tab.time_line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot(object)
    def revert(self, changeset: ChangesetId) -> None:
        """Opens the preview of what taking a change back would do."""
        self._page.grid.commit()
        try:
            dialog = RevertDialog(self.theme, self._words, self._session, changeset, self._window)
        except UserError as error:
            self._session.failed.emit(self._words.error(error))
            return
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.row_wanted.connect(self._page.go_to)
        self._session.destroyed.connect(dialog.close)
        dialog.show()
