"""How the errors of a project are weighed, kept in the project."""

from __future__ import annotations

from app.model import Changes
from app.review.score import Scale, dump_scale, load_scale
from app.store import Store

_KEY = "scale"


def scale_of(store: Store) -> Scale:
    return load_scale(store.settings().get(_KEY, ""))


def set_scale(store: Store, scale: Scale) -> Changes:
    """Keeps another scale; nothing is written where it is the same. Raises UserError when the file cannot take it."""
    if scale == scale_of(store):
        return Changes()
    return store.set_setting(_KEY, dump_scale(scale), "scale")
