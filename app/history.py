"""Undo and redo across blocks, in the core: apply first, record after, so that a failed edit leaves no trace."""

from __future__ import annotations

from app.model import Changes, ChangesetId
from app.store import Edit, Origin, Store


class History:
    """The edits of this session in order. An undo is a changeset of its own: nothing is ever taken out of the log."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._done: list[tuple[Edit, ChangesetId]] = []
        self._undone: list[tuple[Edit, ChangesetId]] = []

    def do(self, edit: Edit, *, reverts: ChangesetId | None = None) -> Changes:
        """Applies an edit; an empty one changes nothing and is not recorded. Raises what ``Store.apply`` raises.

        ``reverts`` is the changeset the edit takes back, if it does.
        """
        if not edit:
            return Changes()
        changeset, changes = self._store.apply(edit, reverts=reverts)
        self._done.append((edit, changeset))
        self._undone.clear()
        return changes

    def undo(self) -> Changes:
        """Takes the last edit back; does nothing when there is none."""
        if not self._done:
            return Changes()
        edit, changeset = self._done[-1]
        back = edit.inverse
        _, changes = self._store.apply(Edit(edit.label, Origin.UNDO, back.ops), reverts=changeset)
        self._undone.append(self._done.pop())
        return changes

    def redo(self) -> Changes:
        """Does the edit again that was taken back last; does nothing when there is none."""
        if not self._undone:
            return Changes()
        edit, _ = self._undone[-1]
        changeset, changes = self._store.apply(Edit(edit.label, Origin.REDO, edit.ops))
        self._undone.pop()
        self._done.append((edit, changeset))
        return changes

    @property
    def undo_label(self) -> str:
        """The label of the edit that would be taken back, "" when there is none."""
        return self._done[-1][0].label if self._done else ""

    @property
    def redo_label(self) -> str:
        return self._undone[-1][0].label if self._undone else ""
