"""Models so small that a test writes them: a word tokenizer, a table of vectors, an ONNX graph of one look-up."""

from __future__ import annotations

import hashlib
import json
import struct
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from app.align.embedding import Vectors
from app.align.embedding.encoder import unit_rows

WORDS = ("[UNK]", "cow", "kuh", "bread", "brot", "[CLS]", "[SEP]")
ROWS = np.array([[9, 9, 9], [1, 0, 0], [1, 0, 0.1], [0, 1, 0], [0, 1, 0.1], [0, 0, 0], [0, 0, 0]], dtype=np.float32)


class HashingEncoder:
    """A poor man's encoder: the hashed words of a text, counted. Counts what it is asked for, too."""

    name, dimension, fingerprint = "hashing", 16, "hashing-16"

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.asked += texts
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for n, text in enumerate(texts):
            for word in text.lower().split():
                vectors[n, hashlib.sha256(word.encode()).digest()[0] % self.dimension] += 1
        return unit_rows(vectors)


def write_tokenizer(folder: Path) -> None:
    model = {"type": "WordLevel", "vocab": {word: n for n, word in enumerate(WORDS)}, "unk_token": "[UNK]"}
    shape = {
        "version": "1.0",
        "added_tokens": [],
        "normalizer": {"type": "Lowercase"},
        "pre_tokenizer": {"type": "Whitespace"},
        "post_processor": {"type": "BertProcessing", "sep": ["[SEP]", 6], "cls": ["[CLS]", 5]},
        "model": model,
    }
    (folder / "tokenizer.json").write_text(json.dumps(shape), "utf-8")


def write_safetensors(path: Path, **tensors: np.ndarray) -> None:
    names = {"float32": "F32", "float16": "F16", "int8": "I8", "int64": "I64"}
    header: dict[str, object] = {"__metadata__": {"format": "pt"}}
    data = b""
    for name, tensor in tensors.items():
        raw = tensor.tobytes()
        header[name] = {
            "dtype": names[tensor.dtype.name],
            "shape": list(tensor.shape),
            "data_offsets": [len(data), len(data) + len(raw)],
        }
        data += raw
    head = json.dumps(header).encode()
    path.write_bytes(struct.pack("<Q", len(head)) + head + data)


def write_onnx(path: Path, output: str = "last_hidden_state", *, pooled: bool = False) -> None:
    """A model that looks each token up in ``ROWS``; ``pooled`` adds up the tokens of a text inside the graph."""
    table = b"".join(_field(1, n) for n in ROWS.shape) + _field(2, 1) + _field(8, b"rows") + _field(9, ROWS.tobytes())
    looked_up = "looked_up" if pooled else output
    nodes = [_node("Gather", ["rows", "input_ids"], looked_up)]
    if pooled:
        axes = _field(1, b"axes") + _field(8, 1) + _field(20, 7)
        keep = _field(1, b"keepdims") + _field(3, 0) + _field(20, 2)
        nodes.append(_node("ReduceSum", [looked_up], output, axes, keep))
    graph = b"".join(_field(1, node) for node in nodes) + _field(2, b"tiny") + _field(5, table)
    graph += b"".join(_field(11, _value(name, 7, 2)) for name in ("input_ids", "attention_mask"))
    graph += _field(12, _value(output, 1, 2 if pooled else 3))
    opset = _field(1, b"") + _field(2, 11)
    path.write_bytes(_field(1, 7) + _field(7, graph) + _field(8, opset))


def _node(kind: str, inputs: Iterable[str], output: str, *attributes: bytes) -> bytes:
    named = b"".join(_field(1, name.encode()) for name in inputs) + _field(2, output.encode())
    return named + _field(4, kind.encode()) + b"".join(_field(5, attribute) for attribute in attributes)


def _value(name: str, kind: int, rank: int) -> bytes:
    """A tensor of this kind (1 float, 7 int64) whose sizes are open."""
    dimension = _field(1, _field(2, b"n"))
    shape = b"".join(dimension for _ in range(rank)) if rank != 3 else dimension * 2 + _field(1, _field(1, 3))
    return _field(1, name.encode()) + _field(2, _field(1, _field(1, kind) + _field(2, shape)))


def _field(number: int, value: int | bytes) -> bytes:
    """One field of a protocol buffer: a varint, or bytes with their length."""
    if isinstance(value, int):
        return _varint(number << 3) + _varint(value)
    return _varint(number << 3 | 2) + _varint(len(value)) + value


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    return bytes([*out, value])
