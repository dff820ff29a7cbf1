"""Signs that stand for others: ``str.translate`` for texts of which few signs change, most of them none."""

from __future__ import annotations

import re
from collections.abc import Mapping

_PLANE = "\uffff"
_BEYOND = "\U00010000-\U0010ffff"


class Signs:
    """A table of signs and what each becomes, one for one. A text is searched for them with one pattern, where
    ``str.translate`` asks a table for every sign of it, several times as long."""

    __slots__ = ("_any", "table")

    def __init__(self, table: Mapping[str, str]) -> None:
        self.table = dict(table)
        # A set of signs is one look-up within the first plane of Unicode. Those beyond it, which few texts have, would
        # be tried one by one: any of them is looked up here.
        signs = re.escape("".join(sign for sign in table if sign <= _PLANE))
        beyond = _BEYOND if any(sign > _PLANE for sign in table) else ""
        self._any = re.compile(f"[{signs}{beyond}]" if table else "(?!)")

    def __bool__(self) -> bool:
        return bool(self.table)

    def change(self, text: str) -> str:
        """The text with what they become."""
        return self._any.sub(self._become, text) if self.table else text

    def _become(self, match: re.Match[str]) -> str:
        sign = match[0]
        return self.table.get(sign, sign)
