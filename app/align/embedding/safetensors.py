"""Tensors of a ``.safetensors`` file: eight bytes with the length of a header of JSON, the header, and raw numbers.

Nothing in such a file can run. The numbers stay on disk and are mapped into memory, read only.
"""

from __future__ import annotations

import json
import math
from pathlib import Path
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from app.errors import UserError

HEADER_BYTES = 10_000_000
_DTYPES = MappingProxyType({"F32": "<f4", "F16": "<f2", "F64": "<f8", "I8": "i1", "I32": "<i4", "I64": "<i8"})


def read_tensors(path: Path) -> dict[str, NDArray[np.generic]]:
    """The tensors by name. Raises UserError ``embedding-broken`` where the file is cut off or contradicts itself."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            length = int.from_bytes(file.read(8), "little")
            if not 0 < length <= min(HEADER_BYTES, size - 8):
                raise UserError("embedding-broken", name=str(path))
            header = json.loads(file.read(length))
        tensors = {
            name: _tensor(path, 8 + length, size, entry) for name, entry in header.items() if name != "__metadata__"
        }
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as fault:
        raise UserError("embedding-broken", name=str(path)) from fault
    return tensors


def _tensor(path: Path, start: int, size: int, entry: dict[str, object]) -> NDArray[np.generic]:
    """Raises ValueError, TypeError or KeyError for an entry that cannot be."""
    dtype = np.dtype(_DTYPES[str(entry["dtype"])])
    shape, offsets = entry["shape"], entry["data_offsets"]
    if not isinstance(shape, list) or not isinstance(offsets, list):
        raise TypeError
    if not all(type(number) is int and number >= 0 for number in (*shape, *offsets)):
        raise ValueError
    low, high = offsets
    if low + math.prod(shape) * dtype.itemsize != high or start + high > size:
        raise ValueError
    if low == high:
        return np.zeros(shape, dtype=dtype)
    return np.memmap(path, dtype=dtype, mode="r", offset=start + low, shape=tuple(shape))
