"""The precision under which a check goes quiet, kept in the project."""

from __future__ import annotations

from app.model import Changes
from app.store import Store

USUAL = 0.25
_KEY = "quiet_below"


def quiet_below(store: Store) -> float:
    """From 0 (no check ever goes quiet) to 1."""
    try:
        kept = float(store.settings().get(_KEY, ""))
    except ValueError:
        return USUAL
    return kept if 0 <= kept <= 1 else USUAL


def set_quiet_below(store: Store, precision: float) -> Changes:
    """Keeps another precision; nothing is written where it is the same. Raises UserError when the file cannot take
    it."""
    if precision == quiet_below(store):
        return Changes()
    return store.set_setting(_KEY, f"{precision:.4g}", "quiet")
