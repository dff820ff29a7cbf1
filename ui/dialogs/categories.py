"""The kinds of errors a flag can have: MQM's ids in two levels, from ``resources/mqm.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass

from app.resources import resource
from app.words import Words


@dataclass(frozen=True, slots=True)
class Category:
    """A dimension of MQM and the kinds below it."""

    id: str
    kinds: tuple[str, ...]


def load_categories() -> tuple[Category, ...]:
    """The tree in the order it is offered."""
    data = tomllib.loads(resource("mqm.toml").read_text("utf-8"))
    return tuple(Category(item["id"], tuple(item["kinds"])) for item in data["category"])


def category_name(words: Words, id_: str) -> str:
    """A kind of error in words; an id from elsewhere, e.g. an imported review, stands for itself."""
    key = f"mqm.{id_}"
    return words.say(key) if key in words else id_
