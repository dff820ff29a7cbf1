"""Reads the records out of an SQLite file page by page, however broken it is: what SQLite refuses as a whole.

Written to https://www.sqlite.org/fileformat2.html; the numbers at each function are its sections. A cell that cannot
be read is passed over, never an exception; every page is looked at a bounded number of times.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from app.store.log import Log, read_log

MAGIC = b"SQLite format 3\0"
INTERIOR, LEAF = 0x05, 0x0D

_SIZES = (512, 1024, 2048, 4096, 8192, 16384, 32768, 65536)
_INTEGERS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}

Value = int | float | str | bytes | None


@dataclass(frozen=True, slots=True)
class Record:
    """A row as it lies in the file: the integer primary key is the ``rowid``, its own column holds None (2.3).

    ``pages`` are those its bytes lie on: that of its cell, then those it flows over to.
    """

    rowid: int
    values: tuple[Value, ...]
    pages: tuple[int, ...]


class Pages:
    """The pages of a file, each as its write-ahead log leaves it; numbered from 1."""

    def __init__(self, main: bytes, log: bytes = b"") -> None:
        self._main = main
        self.size = page_size(main)
        self.log: Log = read_log(log, self.size)
        there = -(-len(main) // self.size)
        # A file grows by the pages in its log; a number far beyond is damage, and nobody should count up to it.
        most = 10_000 + 2 * (there + len(self.log.pages))
        self._count = max([there, *(n for n in self.log.pages if n <= most)])
        # Enface leaves no bytes unused at the end of a page (1.3.4); a header that says so is damaged.
        self._usable = self.size
        # In a sound file every overflow page belongs to one record; crossed chains must not cost more than that.
        self._budget = 8 * len(self)

    def __len__(self) -> int:
        return self._count

    @property
    def user_version(self) -> int:
        """The version of the schema, as the header says (1.3.10); 0 where there is no header."""
        header = self.page(1)
        return int.from_bytes(header[60:64], "big") if header.startswith(MAGIC) else 0

    def page(self, number: int) -> bytes:
        """The bytes of a page, shorter or none where the file ends."""
        if number in self.log.pages:
            return self.log.pages[number]
        return self._main[(number - 1) * self.size : number * self.size] if number > 0 else b""

    def kind(self, number: int) -> int:
        """The type of a b-tree page (1.6), or what stands in its place."""
        page, at = self.page(number), _header_at(number)
        return page[at] if len(page) > at else 0

    def children(self, number: int) -> list[int]:
        """The pages below an interior table page, left to right (1.6)."""
        page, at = self.page(number), _header_at(number)
        if len(page) < at + 12:
            return []
        count = int.from_bytes(page[at + 3 : at + 5], "big")
        end = min(at + 12 + 2 * count, len(page) - 1)
        cells = (int.from_bytes(page[i : i + 2], "big") for i in range(at + 12, end, 2))
        below = [int.from_bytes(page[cell : cell + 4], "big") for cell in cells]
        return [child for child in (*below, int.from_bytes(page[at + 8 : at + 12], "big")) if 0 < child <= len(self)]

    def cells(self, number: int) -> int:
        """How many records a leaf page says it has."""
        at = _header_at(number)
        return int.from_bytes(self.page(number)[at + 3 : at + 5], "big")

    def records(self, number: int) -> Iterator[Record]:
        """Every record of a leaf page that can be read whole, in order."""
        page, at = self.page(number), _header_at(number)
        count = self.cells(number)
        used: set[int] = set()
        for i in range(at + 8, min(at + 8 + 2 * count, len(page) - 1), 2):
            record = self._record(page, int.from_bytes(page[i : i + 2], "big"), number, used)
            if record is not None:
                yield record

    def hides(self, number: int) -> bool:
        """Whether a b-tree page may have more cells than it says: something stands behind the last of its pointers,
        where there is nothing yet, or what was there before cells were taken away (1.6)."""
        page = self.page(number)
        at = _header_at(number)
        end = at + (12 if self.kind(number) == INTERIOR else 8) + 2 * self.cells(number)
        content = int.from_bytes(page[at + 5 : at + 7], "big")
        if end == content:
            return False
        return end + 2 > content or page[end : end + 2] != b"\0\0"

    def free(self) -> set[int]:
        """The pages nothing lies on any more (1.5): what is still to be read there was taken away."""
        header = self.page(1)
        free: set[int] = set()
        trunk = int.from_bytes(header[32:36], "big")
        while 0 < trunk <= len(self) and trunk not in free:
            page = self.page(trunk)
            count = min(int.from_bytes(page[4:8], "big"), self._usable // 4 - 2)
            free.add(trunk)
            free.update(int.from_bytes(page[i : i + 4], "big") for i in range(8, 8 + 4 * count, 4))
            trunk = int.from_bytes(page[:4], "big")
        return free

    def _record(self, page: bytes, cell: int, number: int, used: set[int]) -> Record | None:
        try:
            size, at = _varint(page, cell)
            key, at = _varint(page, at)
            payload, flowed = self._payload(page, at, size, used)
            values = _values(payload)
        except (ValueError, IndexError):
            return None
        return Record(key - (1 << 64) if key >> 63 else key, values, (number, *flowed))

    def _payload(self, page: bytes, at: int, size: int, used: set[int]) -> tuple[bytes, list[int]]:
        """The bytes of a record, gathered from its overflow pages (1.6, "Overflow", with its names U, X, M and K)."""
        usable = self._usable
        local = size
        if size > usable - 35:
            least = (usable - 12) * 32 // 255 - 23
            local = least + (size - least) % (usable - 4)
            local = local if local <= usable - 35 else least
        parts = [page[at : at + local]]
        if len(parts[0]) < local or size > len(self) * self.size:
            raise ValueError("a record longer than its page or its file")
        following = int.from_bytes(page[at + local : at + local + 4], "big") if size > local else 0
        missing = size - local
        flowed: list[int] = []
        while missing > 0:
            overflow = self.page(following)
            self._budget -= 1
            if following in used or len(overflow) < self.size or self._budget < 0:
                raise ValueError("a chain of overflow pages that is broken or runs in circles")
            used.add(following)
            flowed.append(following)
            parts.append(overflow[4 : 4 + min(missing, usable - 4)])
            missing -= usable - 4
            following = int.from_bytes(overflow[:4], "big")
        return b"".join(parts), flowed


def page_size(main: bytes) -> int:
    """As the header says (1.3.2); where there is none, the smallest size at which pages begin as b-tree pages do."""
    said = int.from_bytes(main[16:18], "big")
    said = 65536 if said == 1 else said
    # The three numbers are the same in every file (1.3.5).
    if main.startswith(MAGIC) and main[21:24] == b"\x40\x20\x20" and said in _SIZES:
        return said
    shares = {size: _share(main, size) for size in _SIZES}
    # Twice the right size begins just as often as pages do, half of it does not.
    return next(size for size in _SIZES if shares[size] >= 0.75 * max(shares.values()))


def _share(main: bytes, size: int) -> float:
    places = range(size, len(main), size)
    return sum(_begins_a_page(main, at) for at in places) / max(len(places), 4)


def _begins_a_page(main: bytes, at: int) -> bool:
    """Whether a b-tree page header (1.6) stands there: its kind, no wild count, no fragments beyond the allowed 60."""
    if len(main) < at + 8 or main[at] not in (0x02, INTERIOR, 0x0A, LEAF):
        return False
    return int.from_bytes(main[at + 3 : at + 5], "big") < 16384 and main[at + 7] <= 60


def _header_at(number: int) -> int:
    return 100 if number == 1 else 0


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """A number of one to nine bytes, the high bit says that more follow (1.6), and where it ends."""
    value = 0
    for i in range(at, at + 8):
        value = value << 7 | data[i] & 0x7F
        if data[i] < 0x80:
            return value, i + 1
    return value << 8 | data[at + 8], at + 9


def _values(payload: bytes) -> tuple[Value, ...]:
    """The columns of a record (2.1). Raises ValueError or IndexError when they do not fill it exactly."""
    header, at = _varint(payload, 0)
    if header > len(payload):
        raise ValueError("a header longer than its record")
    body = header
    values: list[Value] = []
    while at < header:
        serial, at = _varint(payload, at)
        value, body = _value(payload, body, serial)
        values.append(value)
    if at != header or body != len(payload):
        raise ValueError("a record that does not end where it says")
    return tuple(values)


def _value(payload: bytes, at: int, serial: int) -> tuple[Value, int]:
    if serial == 0:
        return None, at
    if serial in (8, 9):
        return serial - 8, at
    if serial in (10, 11):
        raise ValueError("a type that files never hold")
    width = 8 if serial == 7 else _INTEGERS[serial] if serial < 7 else (serial - 12) // 2
    data = payload[at : at + width]
    if len(data) < width:
        raise ValueError("a value cut off")
    if serial == 7:
        return float(struct.unpack(">d", data)[0]), at + 8
    if serial < 7:
        return int.from_bytes(data, "big", signed=True), at + width
    return (data.decode("utf-8") if serial % 2 else data), at + width
