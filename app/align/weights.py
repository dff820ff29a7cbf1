"""The weights of the evidence, learnt on development texts (``benchmarks/align/train.py``) and shipped as data."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from app.align.corpus import Corpus
from app.align.table import Learning
from app.align.view import KINDS, Kind
from app.resources import resource

_SENTENCES = 2.0
"""In a unit, on average, from which on units are paragraphs."""


@dataclass(frozen=True, slots=True)
class Weights:
    """One set for all languages, one for sentences and one for paragraphs. ``features``: the weight of each; ``usual``:
    how often each kind of bead stands beside a pair, as a logarithm, before a document has shown its own habit;
    ``passes`` of re-estimation."""

    features: Mapping[str, float]
    usual: Mapping[Kind, float]
    learning: Learning = field(default_factory=Learning)
    passes: int = 2


def load_weights(level: str) -> Weights:
    """The shipped weights for units that are sentences ("sentence") or paragraphs ("paragraph")."""
    return read_weights(resource("align", f"{level}.toml"))


def read_weights(path: Path) -> Weights:
    data = tomllib.loads(path.read_text("utf-8"))
    usual = {kind: float(data["usual"][kind.name]) for kind in KINDS}
    return Weights(data["features"], usual)


def level_of(source: Corpus, target: Corpus) -> str:
    """Whether the units are sentences or paragraphs, told by how many sentences they have: paragraphs are joined less,
    and have more words to vouch for them."""
    means = [float(side.traits.sentences.mean()) for side in (source, target) if len(side)]
    return "paragraph" if means and sum(means) / len(means) >= _SENTENCES else "sentence"
