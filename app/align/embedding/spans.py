"""Vectors of stretches of a text, each computed when it is first asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import numpy as np

from app.align.embedding.encoder import Encoder, Vectors

Span = tuple[int, int]
"""The first unit, and how many."""
_UNSPACED_END = re.compile(r"[\u2e80-\u9fff\uff00-\uffef\u0e00-\u0eff]\s*$")


class SpanVectors:
    """The vectors of one text's units and of runs of them, joined as its script joins sentences."""

    def __init__(self, units: Sequence[str], encoder: Encoder) -> None:
        self._units, self._encoder = units, encoder
        self._rows: dict[Span, int] = {}
        self._vectors = np.zeros((0, encoder.dimension), dtype=np.float32)

    def of(self, spans: Sequence[Span]) -> Vectors:
        """A row for each span, all zero for one without text. Raises IndexError for a span that is not in the text."""
        self._learn(spans)
        return self._vectors[[self._rows[span] for span in spans]]

    def _learn(self, spans: Iterable[Span]) -> None:
        new = list(dict.fromkeys(span for span in spans if span not in self._rows))
        if not new:
            return
        for start, length in new:
            if start < 0 or length < 0 or start + length > len(self._units):
                raise IndexError((start, length))
        texts = [self._text(span) for span in new]
        said = [n for n, text in enumerate(texts) if text]
        vectors = np.zeros((len(new), self._encoder.dimension), dtype=np.float32)
        if said:
            vectors[said] = self._encoder.encode([texts[n] for n in said])
        for n, span in enumerate(new):
            self._rows[span] = len(self._vectors) + n
        self._vectors = np.concatenate([self._vectors, vectors])

    def _text(self, span: Span) -> str:
        joined = ""
        for unit in self._units[span[0] : sum(span)]:
            if unit.strip():
                blank = "" if not joined or _UNSPACED_END.search(joined) else " "
                joined += blank + unit.strip()
        return joined


def span_vectors(units: Sequence[str], spans: Sequence[Span], encoder: Encoder) -> Vectors:
    """The vectors of these spans, once: see :class:`SpanVectors` for asking more than once."""
    return SpanVectors(units, encoder).of(spans)
