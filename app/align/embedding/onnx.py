"""Sentence encoders exported to ONNX, run by onnxruntime on the processor.

Where the model gives ``sentence_embedding`` that is the vector; else the mean of the last layer over the tokens that
are no padding, or its first token where the folder's ``1_Pooling/config.json`` says so (sentence-transformers).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from app.align.embedding.encoder import Vectors, unit_rows
from app.align.embedding.tokens import TokenizerLike
from app.errors import UserError

PLACES = ("model.onnx", "onnx/model.onnx")
_BATCH = 32
_KNOWN_INPUTS = frozenset({"input_ids", "attention_mask", "token_type_ids"})
_SENTENCE = "sentence_embedding"


class SessionLike(Protocol):
    """The part of ``onnxruntime.InferenceSession`` that is used."""

    def get_inputs(self) -> Sequence[Any]: ...

    def get_outputs(self) -> Sequence[Any]: ...

    def run(self, outputs: list[str], feed: Mapping[str, NDArray[np.int64]]) -> Sequence[Any]: ...


class OnnxEncoder:
    def __init__(
        self, name: str, fingerprint: str, tokenizer: TokenizerLike, session: SessionLike, *, first_token: bool = False
    ) -> None:
        """Raises UserError ``embedding-inputs`` for a model that takes or gives something else."""
        self.name, self.fingerprint = name, fingerprint
        self._tokenizer, self._session, self._first_token = tokenizer, session, first_token
        self._inputs = [one.name for one in session.get_inputs()]
        outputs = [one.name for one in session.get_outputs()]
        if "input_ids" not in self._inputs or not set(self._inputs) <= _KNOWN_INPUTS or not outputs:
            raise UserError("embedding-inputs", name=name)
        self._output = _SENTENCE if _SENTENCE in outputs else outputs[0]
        self.pools_inside = self._output == _SENTENCE
        self.dimension = self._batch(["a"]).shape[1]

    def encode(self, texts: Sequence[str]) -> Vectors:
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        # Texts of like length together: little padding.
        order = sorted(range(len(texts)), key=lambda n: len(texts[n]))
        for at in range(0, len(order), _BATCH):
            chosen = order[at : at + _BATCH]
            vectors[chosen] = self._batch([texts[n] for n in chosen])
        return unit_rows(vectors)

    def _batch(self, texts: list[str]) -> NDArray[np.float32]:
        """One row per text, of any length."""
        found = [one.ids for one in self._tokenizer.encode_batch(texts)]
        width = max(1, *map(len, found))
        ids, mask = (np.zeros((len(found), width), dtype=np.int64) for _ in range(2))
        for n, own in enumerate(found):
            ids[n, : len(own)], mask[n, : len(own)] = own, 1
        feed = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        try:
            (output,) = self._session.run([self._output], {name: feed[name] for name in self._inputs})
        # Its faults are of kinds of its own, straight below Exception.
        except Exception as fault:
            raise UserError("embedding-broken", name=self.name) from fault
        layer = np.asarray(output)
        if layer.dtype.kind != "f" or layer.shape[:1] != (len(texts),) or layer.ndim not in (2, 3):
            raise UserError("embedding-inputs", name=self.name)
        if layer.ndim == 2:
            return layer.astype(np.float32)
        if layer.shape[1] != width:
            raise UserError("embedding-inputs", name=self.name)
        if self._first_token:
            return layer[:, 0].astype(np.float32)
        weights = mask[:, :, None].astype(np.float32)
        mean: NDArray[np.float32] = (layer * weights).sum(axis=1) / np.maximum(weights.sum(axis=1), 1)
        return mean.astype(np.float32)


def load_onnx(folder: Path, path: Path, name: str, fingerprint: str, tokenizer: TokenizerLike) -> OnnxEncoder:
    """Raises UserError: ``embedding-extra-missing``, ``embedding-broken``, ``embedding-inputs``."""
    try:
        import onnxruntime
    except ImportError as fault:
        raise UserError("embedding-extra-missing", package="onnxruntime") from fault
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4  # what is wrong is said by us, once
    try:
        session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as fault:
        raise UserError("embedding-broken", name=str(path)) from fault
    encoder = OnnxEncoder(name, fingerprint, tokenizer, session, first_token=_pools_first(folder))
    if not encoder.pools_inside and any(folder.glob("[2-9]_Dense")):
        raise UserError("embedding-layers", name=name)
    return encoder


def _pools_first(folder: Path) -> bool:
    try:
        found = json.loads((folder / "1_Pooling" / "config.json").read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(found, dict) and found.get("pooling_mode_cls_token") is True
