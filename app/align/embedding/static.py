"""Models of the model2vec format: a vector for each token, a text is their mean. Quick, and no network of layers.

After MinishLab's model2vec: ``model.safetensors`` with ``embeddings``, and in newer files ``weights`` (one per token)
and ``mapping`` (a token's row); unknown tokens are left out, no special ones are put in.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.align.embedding.encoder import Vectors, unit_rows
from app.align.embedding.safetensors import read_tensors
from app.align.embedding.tokens import TokenizerLike
from app.errors import UserError

MODEL = "model.safetensors"


class StaticEncoder:
    def __init__(
        self,
        name: str,
        fingerprint: str,
        tokenizer: TokenizerLike,
        unknown: int | None,
        tensors: tuple[NDArray[np.generic], NDArray[np.generic], NDArray[np.generic]],
    ) -> None:
        """``tensors``: rows, the row of each token, the weight of each token."""
        self.name, self.fingerprint = name, fingerprint
        self._tokenizer, self._unknown = tokenizer, unknown
        self._rows, self._mapping, self._weights = tensors
        self.dimension = self._rows.shape[1]

    def encode(self, texts: Sequence[str]) -> Vectors:
        means = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for n, found in enumerate(self._tokenizer.encode_batch(list(texts), add_special_tokens=False)):
            ids = np.array([id_ for id_ in found.ids if id_ != self._unknown], dtype=np.int64)
            # A tokenizer may know more tokens than the file has rows for: they say nothing.
            ids = ids[ids < len(self._mapping)]
            if len(ids):
                rows = self._rows[self._mapping[ids]].astype(np.float32)
                means[n] = (rows * self._weights[ids].astype(np.float32)[:, None]).mean(axis=0)
        return unit_rows(means)


def load_static(
    folder: Path, name: str, fingerprint: str, tokenizer: TokenizerLike, unknown: int | None
) -> StaticEncoder:
    """Raises UserError ``embedding-broken`` for tensors that do not fit each other."""
    path = folder / MODEL
    tensors = read_tensors(path)
    rows = tensors.get("embeddings")
    if rows is None or rows.ndim != 2 or not rows.size:
        raise UserError("embedding-broken", name=str(path))
    mapping = tensors.get("mapping", np.arange(len(rows)))
    weights = tensors.get("weights", np.ones(len(mapping), dtype=np.float32))
    fits = mapping.ndim == 1 and mapping.dtype.kind == "i" and weights.shape == mapping.shape and len(mapping)
    if not fits or int(mapping.min()) < 0 or int(mapping.max()) >= len(rows):
        raise UserError("embedding-broken", name=str(path))
    return StaticEncoder(name, fingerprint, tokenizer, unknown, (rows, mapping, weights))
