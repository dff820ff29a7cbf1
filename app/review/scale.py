"""How the errors of a project are weighed, kept in the project."""

from __future__ import annotations

from app.review.score import Scale, dump_scale, load_scale
from app.store import Edit, Origin, SetField, Store

_KEY = "scale"


def scale_of(store: Store) -> Scale:
    return load_scale(store.settings().get(_KEY, ""))


def set_scale(store: Store, scale: Scale) -> Edit:
    """Another scale; an empty edit where it is the same."""
    before = store.settings().get(_KEY, "")
    same = scale == scale_of(store)
    return Edit("scale", Origin.REVIEW, () if same else (SetField("meta", 0, _KEY, before, dump_scale(scale)),))
