"""The bytes of a dictionary's file, packed or not, within bounds: sizes first, parsing second."""

from __future__ import annotations

import gzip
import zlib
from pathlib import Path

from app.errors import UserError

MEGABYTE = 1_000_000
FILE_BYTES = 64 * MEGABYTE
UNPACKED_BYTES = 256 * MEGABYTE
"""The largest known, German-English of FreeDict, is 17 MB packed and 100 MB unpacked."""
LINE = 4_000
"""Characters of a line that is looked at; the longest of CC-CEDICT has 725 bytes."""
_GZIP = b"\x1f\x8b"


def unpacked(path: Path) -> bytes:
    """The bytes of a file, unpacked where they are gzip or dictzip (which is gzip).

    Raises UserError ``dictionary-unreadable`` or ``dictionary-too-big``; what a header claims is not believed.
    """
    try:
        with path.open("rb") as file:
            raw = file.read(FILE_BYTES + 1)
        if len(raw) > FILE_BYTES:
            raise UserError("dictionary-too-big", name=path.name, limit=FILE_BYTES // MEGABYTE)
        if not raw.startswith(_GZIP):
            return raw
        with gzip.open(path) as packed:
            data = packed.read(UNPACKED_BYTES + 1)
    except (OSError, ValueError, EOFError, zlib.error) as fault:  # ValueError: a NUL in the path
        raise UserError("dictionary-unreadable", name=path.name) from fault
    if len(data) > UNPACKED_BYTES:
        raise UserError("dictionary-too-big", name=path.name, limit=UNPACKED_BYTES // MEGABYTE)
    return data


def text_of(path: Path) -> str:
    """The same as text, which must be UTF-8. Raises UserError."""
    try:
        return unpacked(path).decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise UserError("dictionary-unreadable", name=path.name) from fault
