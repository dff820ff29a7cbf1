"""Vectors that were computed once: a file for each model, keyed by the text, bounded, and never believed unchecked.

The file is a head (magic, version, dimension, the model's fingerprint) and records of one size: the text's digest, a
checksum of record and vector, the vector. Records are only appended, each batch by one write, so a cut-off end costs
the last batch and no more. A head that is not ours, or another model's, and the file is begun anew; a record whose
checksum does not hold is computed again. Losing it costs time, never a vector: what cannot be written is not kept.
"""

from __future__ import annotations

import contextlib
import hashlib
import struct
import zlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from app.align.embedding.encoder import Encoder, Vectors

LARGEST = 400_000_000
_MAGIC = b"enface-vectors\x00\x01"
_HEAD = struct.Struct("<16sI32s")
_KEY = 16
_SUM = 4


class CachedEncoder:
    """An encoder that asks the model only for texts it has not seen; ``path`` is a file of its own for each model."""

    def __init__(self, encoder: Encoder, path: Path, largest: int = LARGEST) -> None:
        self._encoder = encoder
        self.name, self.dimension, self.fingerprint = encoder.name, encoder.dimension, encoder.fingerprint
        self._path, self._largest = path, largest
        self._record = _KEY + _SUM + 4 * self.dimension
        self._head = _HEAD.pack(_MAGIC, self.dimension, hashlib.sha256(self.fingerprint.encode()).digest())
        self._known = self._read()

    def encode(self, texts: Sequence[str]) -> Vectors:
        keys = [hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_KEY).digest() for text in texts]
        new = {key: text for key, text in zip(keys, texts, strict=True) if key not in self._known}
        if new:
            vectors = self._encoder.encode(list(new.values()))
            made = {key: vector.astype("<f4").tobytes() for key, vector in zip(new, vectors, strict=True)}
            self._known |= made
            self._append(made)
        found = np.frombuffer(b"".join(self._known[key] for key in keys), dtype="<f4")
        return found.reshape(len(keys), self.dimension).astype(np.float32)

    def _read(self) -> dict[bytes, bytes]:
        """What the file holds, and nothing that its checksum does not prove."""
        try:
            with self._path.open("rb") as file:
                if file.read(_HEAD.size) != self._head:
                    return {}
                raw = file.read(self._largest)
        except (OSError, ValueError):
            return {}
        known: dict[bytes, bytes] = {}
        for at in range(0, len(raw) - self._record + 1, self._record):
            key, vector = raw[at : at + _KEY], raw[at + _KEY + _SUM : at + self._record]
            if raw[at + _KEY : at + _KEY + _SUM] == _checksum(key, vector):
                known[key] = vector
        return known

    def _append(self, made: dict[bytes, bytes]) -> None:
        """Adds the records; a file that is not ours, is cut off, or would be too large is begun anew with these."""
        records = b"".join(key + _checksum(key, vector) + vector for key, vector in made.items())
        with contextlib.suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            if self._can_grow(len(records)):
                with self._path.open("ab") as file:
                    file.write(records)
            elif len(records) <= self._largest:
                self._path.write_bytes(self._head + records)

    def _can_grow(self, by: int) -> bool:
        if not self._path.exists():
            return False
        size = self._path.stat().st_size
        with self._path.open("rb") as file:
            ours = file.read(_HEAD.size) == self._head
        return ours and (size - _HEAD.size) % self._record == 0 and size + by <= self._largest


def _checksum(key: bytes, vector: bytes) -> bytes:
    return zlib.crc32(vector, zlib.crc32(key)).to_bytes(_SUM, "little")
