"""The kinds of translation errors that can be flagged, as two levels (``resources/mqm.toml``)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass

from app.resources import resource
from app.words import Words


@dataclass(frozen=True, slots=True)
class Category:
    """A top level of the tree with the kinds below it; all ids are MQM's own."""

    id: str
    kinds: tuple[str, ...]


def load_categories() -> tuple[Category, ...]:
    """The tree in the order it is offered."""
    data = tomllib.loads(resource("mqm.toml").read_text("utf-8"))
    return tuple(Category(item["id"], tuple(item["kinds"])) for item in data["category"])


def category_of(kind: str, categories: Iterable[Category]) -> str:
    """The top level a kind belongs to; a kind from elsewhere, e.g. an imported review, stands for itself."""
    return next((category.id for category in categories if kind == category.id or kind in category.kinds), kind)


def category_name(words: Words, id_: str) -> str:
    """A kind of error in words; an id from elsewhere stands for itself."""
    key = f"mqm.{id_}"
    return words.say(key) if key in words else id_
