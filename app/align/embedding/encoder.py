"""What turns texts into vectors, whoever made it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


class Encoder(Protocol):
    """``fingerprint`` tells models apart: equal ones give equal vectors for equal texts."""

    @property
    def name(self) -> str: ...

    @property
    def dimension(self) -> int: ...

    @property
    def fingerprint(self) -> str: ...

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One row per text, of length 1, or all zero for a text that says nothing to the model."""
        ...


def unit_rows(vectors: NDArray[np.floating]) -> Vectors:
    """The rows brought to length 1; rows of zeros, and what is no number, become zeros."""
    clean = np.nan_to_num(np.asarray(vectors, dtype=np.float32), nan=0.0, posinf=0.0, neginf=0.0)
    # Against overflow: the largest number of each row is brought to 1 before it is squared.
    largest = np.abs(clean).max(axis=1, keepdims=True, initial=0.0)
    scaled = np.divide(clean, largest, out=np.zeros_like(clean), where=largest > 0)
    lengths = np.linalg.norm(scaled, axis=1, keepdims=True)
    units: Vectors = np.divide(scaled, lengths, out=np.zeros_like(scaled), where=lengths > 0)
    return units
