"""Which rows a person wants to see: one question with every part a row can be asked for, as plain data with a line
to keep it by."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields, replace

from app.review.search import Query


@dataclass(frozen=True, slots=True)
class Sieve:
    """Rows that pass every part; a part that is empty lets all pass.

    ``condition`` is one of the filters of the bar (``app.project.FILTERS``). ``text`` is looked for on ``side``
    ("source", "target" or "" for both). ``state`` is a RowState, ``check`` one with an open finding in the row,
    ``category`` the MQM id of an open flag. ``author`` wrote, flagged or commented there; ``since`` narrows that to
    what was done after a moment, and without an author asks for rows that read otherwise now than then.
    """

    condition: str = "all"
    text: str = ""
    side: str = ""
    regex: bool = False
    match_case: bool = False
    whole_words: bool = False
    state: str = ""
    check: str = ""
    category: str = ""
    author: str = ""
    since: str = ""

    @property
    def query(self) -> Query | None:
        """What every text has to be searched for, one by one; None where the store can answer by itself."""
        if not self.text.strip() or not (self.side or self.regex or self.match_case or self.whole_words):
            return None
        text = self.text if self.regex else self.text.strip()
        return Query(text, "", self.match_case, self.whole_words, self.regex)

    @property
    def narrowing(self) -> int:
        """How many parts are set beside the filter and the words of the bar."""
        apart = ("condition", "text")
        return sum(bool(getattr(self, field.name)) for field in fields(self) if field.name not in apart)


@dataclass(frozen=True, slots=True)
class SavedSieve:
    """A sieve under the name a person gave it."""

    name: str
    sieve: Sieve


def saved_sieves(lines: Iterable[str]) -> tuple[SavedSieve, ...]:
    """What was kept, by its lines; a line that says nothing (another program's, an older one's) is passed by."""
    return tuple(saved for line in lines if (saved := _read(line)) is not None)


def keep_sieve(lines: Iterable[str], name: str, sieve: Sieve) -> tuple[str, ...]:
    """The lines with a sieve under a name, in the place of the one that had it."""
    name = " ".join(name.split())
    defaults = Sieve()
    parts = {key: value for key, value in asdict(sieve).items() if value != getattr(defaults, key)}
    line = json.dumps({"name": name, **parts}, ensure_ascii=False)
    kept = list(lines)
    for at, old in enumerate(kept):
        if (saved := _read(old)) is not None and saved.name == name:
            kept[at] = line
            return tuple(kept)
    return (*kept, line)


def drop_sieve(lines: Iterable[str], name: str) -> tuple[str, ...]:
    return tuple(line for line in lines if (saved := _read(line)) is None or saved.name != name)


def _read(line: str) -> SavedSieve | None:
    try:
        data = json.loads(line)
    except (ValueError, RecursionError):
        return None
    name = data.get("name") if isinstance(data, dict) else None
    if not isinstance(name, str) or not name:
        return None
    sieve = Sieve()
    kinds = {field.name: type(getattr(sieve, field.name)) for field in fields(sieve)}
    parts = {key: value for key, value in data.items() if key in kinds and type(value) is kinds[key]}
    return SavedSieve(name, replace(sieve, **parts))
