"""Importing, while nobody waits, what the empty window does not need and the first project will."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

_LATER = (
    "ui.dialogs.crash", "app.pipeline", "app.project", "ui.session", "ui.work", "ui.verbs", "ui.deciding",
    "ui.filing", "ui.glossary", "ui.going", "ui.tidying", "ui.linking", "ui.publisher", "ui.reporting", "ui.sifting",
    "ui.spelling", "ui.desk", "ui.dialogs.recovered", "ui.dialogs.replace", "app.elsewhere", "ui.dialogs.palette",
    "ui.dialogs.keys", "ui.dialogs.settings", "ui.dialogs.change_keys", "ui.dialogs.backups", "ui.dialogs.rescue",
    "ui.keeper",
)  # fmt: skip


def import_the_rest() -> Iterator[None]:
    """A module with each step; whoever is quicker and opens a project imports what is missing at once."""
    for name in _LATER:
        import_module(name)
        yield
