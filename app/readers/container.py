"""The outside of a zip container: opened only when its list of entries cannot be a bomb itself."""

from __future__ import annotations

import io
import struct
import zipfile

from app.errors import UserError
from app.readers.limits import PACKAGE_PARTS

_ENTRY = b"PK\x01\x02"
_END = b"PK\x05\x06"
_NESTED = 4
"""How many times the limit of entries may seem to be there: files within a file have lists of their own."""
_BROKEN = (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, struct.error)


def open_zip(name: str, raw: bytes) -> zipfile.ZipFile:
    """Opens a container in memory. Raises UserError: too many entries, damaged, or cut off."""
    if (n := raw.count(_ENTRY)) > _NESTED * PACKAGE_PARTS:
        raise UserError("docx-too-many-parts", name=name, n=n, limit=PACKAGE_PARTS)
    try:
        return zipfile.ZipFile(io.BytesIO(raw))
    except _BROKEN:
        raise UserError("damaged-zip" if _END in raw[-70_000:] else "incomplete-zip", name=name) from None
