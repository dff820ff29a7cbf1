"""The list of blocks a reader makes, with the limits every reader keeps."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from app.errors import UserError
from app.model import ImportedBlock, Locator, Role, Shape
from app.readers.limits import BLOCK_CHARACTERS, BLOCKS, TAGS

_CLOSE = frozenset({Role.LIST_ITEM, Role.TABLE_CELL, Role.METADATA})
"""Roles whose blocks follow each other without a blank line."""


@dataclass(slots=True)
class Blocks:
    """Collects the blocks of the document called ``name``."""

    name: str
    found: list[ImportedBlock] = field(default_factory=list)

    def add(self, text: str, shape: Shape, locator: Locator) -> None:
        """Adds a block with the gap its role asks for. Raises UserError where a limit is passed."""
        before = self.found[-1].shape.role if self.found else shape.role
        tight = not self.found or (before is shape.role and shape.role in _CLOSE)
        self.add_as_is(text, replace(shape, gap=0 if tight else 1), locator)

    def add_as_is(self, text: str, shape: Shape, locator: Locator) -> None:
        """Adds a block with the gap it has in the file."""
        if len(text) > BLOCK_CHARACTERS:
            where, limit = locator.path, BLOCK_CHARACTERS
            raise UserError("paragraph-too-long", name=self.name, place=where, n=len(text), limit=limit)
        if len(self.found) == BLOCKS:
            raise UserError("too-many-paragraphs", name=self.name, limit=BLOCKS)
        self.found.append(ImportedBlock(text, shape, locator))


def demand_tags(name: str, n: int) -> None:
    """Raises UserError ``too-many-tags`` for a tree that would take too much memory, before it is built."""
    if n > TAGS:
        raise UserError("too-many-tags", name=name, n=n, limit=TAGS)
