"""A slot in a text: reading its value, judging its notation, writing it."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from functools import partial
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from glossary.language import spelling
from glossary.language.folding import fold
from glossary.language.numerals import Numerals
from glossary.language.scripts import is_boundary, writes_spaces
from glossary.language.simplified import NOTHING, Simplified, for_language
from glossary.language.slot_readers import Notation, Page, Reading, SlotReader
from glossary.patterns.grammar import Form, Slot

Value = Fraction | str
"""A number, or the key of a table's line."""

Table = Mapping[str, Mapping[str, tuple[str, ...]]]
"""Key, language, aliases: the first alias is the one to write."""


def load_tables(path: Path) -> dict[str, Table]:
    """Reads the tables of a TOML file: table, key, language, aliases. Raises OSError or tomllib.TOMLDecodeError."""
    data = tomllib.loads(path.read_text("utf-8"))
    return {
        name: {key: {language: tuple(names) for language, names in line.items()} for key, line in table.items()}
        for name, table in data.items()
    }


_RIGHT = {
    Form.DIGITS: {Notation.DIGITS},
    Form.ORDINAL: {Notation.ORDINAL},
    Form.ORDINAL_WORD: {Notation.ORDINAL_WORD},
    Form.ORDINAL_CAPITAL: {Notation.ORDINAL_WORD},
    Form.CARDINAL_WORD: {Notation.CARDINAL_WORD, Notation.DIGITS},
    Form.ROMAN: {Notation.ROMAN},
    Form.MONTH: {Notation.MONTH},
    Form.DECIMAL: {Notation.DIGITS, Notation.DECIMAL},
    Form.AMOUNT: {Notation.DIGITS, Notation.DECIMAL, Notation.AMOUNT},
}
_IN_WORDS = 19
_MOST_PLACES = 10_000
"""Numbers of one text that are looked at: nobody writes as many into a row, and whoever does is not kept waiting."""


class Bound(NamedTuple):
    """A slot as it was read: its value, where it ends, and whether it is written as the slot asks."""

    value: Value
    end: int
    right: bool
    notation: Notation | None = None


class Sheet(Page):
    """A text as patterns read it: what a slot reads at a place is remembered, for the many patterns that have it."""

    def __init__(self, text: str, simplified: Simplified) -> None:
        super().__init__(text)
        self.text = simplified.change(self.text)
        self.bounds: defaultdict[Slot, dict[int, Bound | None]] = defaultdict(dict)


class Language:
    """What slots need of one language: its readers, its spelling, its column of the tables."""

    def __init__(
        self, code: str, numerals: Numerals, tables: Mapping[str, Table], simplified: Simplified = NOTHING
    ) -> None:
        self.code = code
        self._simplified = for_language(simplified, code)
        self.numerals = numerals
        self.spaced = writes_spaces(code)
        self.reader = SlotReader(numerals)
        self._readers = {
            Form.DECIMAL: self.reader.decimal,
            Form.AMOUNT: self.reader.amount,
            Form.MONTH: self.reader.month,
            Form.ORDINAL: self.reader.ordinal,
            Form.ROMAN: self._roman,
        }
        self._tables = {name: self._aliases(table) for name, table in tables.items()}
        self._starts = {name: _any_of(aliases) for name, aliases in self._tables.items()}
        self._first = {name: _first(table, code) for name, table in tables.items()}

    def sheet(self, text: str) -> Sheet:
        """A text of the language, ready to be read."""
        return Sheet(text, self._simplified)

    def folded(self, words: str) -> str:
        """Words as they stand on a sheet."""
        return self._simplified.change(fold(words).text)

    def read(self, slot: Slot, page: Page, at: int) -> Bound | None:
        """The slot's value at a place, None when nothing within its bounds begins there."""
        if slot.table:
            return self._look_up(slot.table, page.text, at)
        found = self._reading(slot.form, page, at)
        if found is None:
            return None
        value = slot.value(found.value)
        if not slot.holds(value):
            return None
        notations = _RIGHT.get(slot.form)
        right = notations is None or found.notation in notations
        return Bound(value, found.end, right, found.notation)

    def places(self, slot: Slot, page: Page) -> list[tuple[int, int]]:
        """Where the slot's notation can be read at all, whatever the value: start and end in the folded text, the first
        ten thousand of them."""
        key = slot.table or slot.form
        known = page.places.get(key)
        if known is None:
            found: Iterator[tuple[int, Bound | Reading | None]]
            if slot.table:
                starts = self._starts[slot.table].finditer(page.text) if slot.table in self._starts else iter(())
                found = ((match.start(), self._look_up(slot.table, page.text, match.start())) for match in starts)
            else:
                begins = self.reader.tailed_starts if slot.form is Form.ROMAN else self.reader.starts
                starts = begins.finditer(page.text)
                found = ((match.start(), self._reading(slot.form, page, match.start())) for match in starts)
            able = ((at, bound.end) for at, bound in found if bound is not None)
            known = page.places[key] = list(islice(able, _MOST_PLACES))
        return known

    def _reading(self, form: Form, page: Page, at: int) -> Reading | None:
        known = page.readings[form]
        try:
            return known[at]
        except KeyError:
            found = known[at] = self._readers.get(form, self.reader.number)(page, at)
            return found

    def _roman(self, page: Page, at: int) -> Reading | None:
        return self.reader.roman(page, at, tail=True) or self.reader.number(page, at)

    def write(self, slot: Slot, value: Value) -> str:
        """The value in the slot's form; what is not whole is written as a decimal whatever the form."""
        if isinstance(value, str):
            return self._first.get(slot.table, {}).get(value, value)
        reading = slot.reading(value)
        if slot.form is Form.AMOUNT:
            return spelling.amount(reading, self.numerals)
        if slot.form is Form.DECIMAL or reading.denominator != 1:
            return spelling.plain(reading, self.numerals)
        word = spelling.ordinal_word
        writers: dict[Form, Callable[[Fraction, Numerals], str]] = {
            Form.ORDINAL: spelling.ordinal,
            Form.ORDINAL_WORD: partial(word, limit=_IN_WORDS),
            Form.ORDINAL_CAPITAL: partial(word, limit=99),
            Form.CARDINAL_WORD: spelling.cardinal_word,
            Form.ROMAN: spelling.roman,
            Form.MONTH: spelling.month,
        }
        written = writers.get(slot.form, spelling.plain)(reading, self.numerals)
        if slot.form is Form.ORDINAL_CAPITAL:
            return written[:1].upper() + written[1:]
        return written

    def _aliases(self, table: Table) -> list[tuple[str, str]]:
        """Folded aliases with their keys, the longest first."""
        found = [(self.folded(alias), key) for key, line in table.items() for alias in line.get(self.code, ())]
        return sorted(found, key=_shorter)

    def _look_up(self, table: str, text: str, at: int) -> Bound | None:
        for alias, key in self._tables.get(table, ()):
            end = at + len(alias)
            if text.startswith(alias, at) and (not self.spaced or (is_boundary(text, at) and is_boundary(text, end))):
                return Bound(key, end, True)
        return None


def _shorter(alias: tuple[str, str]) -> int:
    return -len(alias[0])


def _any_of(aliases: list[tuple[str, str]]) -> re.Pattern[str]:
    """Where any of the aliases begins, overlapping ones too."""
    return re.compile(f"(?={'|'.join(re.escape(alias) for alias, _ in aliases) or '(?!)'})")


def _first(table: Table, code: str) -> dict[str, str]:
    return {key: line[code][0] for key, line in table.items() if line.get(code)}
