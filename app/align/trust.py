"""Whether a whole alignment is to be believed: texts that are no translations of each other still give a path.

The confidences being calibrated, the share of units in links, each weighed by its confidence, is about the share of
links that are right. Measured on the development texts without a dictionary: .70 and more on every real pair, .30 and
less on strangers (.40 on one of twenty sentences), .62 where two fifths of one side are missing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from app.align.corpus import Corpus
from app.model import Bead

_LEAST_UNITS = 16
_SURE = 0.58
_STRANGE = 0.45
_WINDOW = 40
_WINDOW_SURE = 0.45
_ANCHORS = 12
_MET = 0.35
_RARE = 4


def judged(beads: Sequence[Bead], source: Corpus, target: Corpus) -> str:
    """ "" where the alignment may be trusted, else the key of the sentence that says why not."""
    if len(source) + len(target) < _LEAST_UNITS or not len(source) or not len(target):
        return ""
    if _linked(beads) < _SURE:
        return "align.unsure"
    anchors = _anchors(beads, source, target)
    if len(anchors) >= _ANCHORS and sum(anchors) < _MET * len(anchors):
        return "align.anchors-apart"
    windows = (beads[n : n + _WINDOW] for n in range(0, len(beads) - _WINDOW + 1, _WINDOW // 4))
    if any(sum(bead.confidence for bead in window) < _WINDOW_SURE * _WINDOW for window in windows):
        return "align.drift"
    return ""


def is_strange(beads: Sequence[Bead]) -> bool:
    """Whether so little fits that nothing is worth looking for: where all is weak, chance finds moved text too."""
    return _linked(beads) < _STRANGE


def _linked(beads: Sequence[Bead]) -> float:
    """The share of the units with text that stand in a link, each weighed by the link's confidence."""
    sizes = [len(bead.source) + len(bead.target) for bead in beads]
    sure = sum(bead.confidence * size for bead, size in zip(beads, sizes, strict=True) if bead.source and bead.target)
    return sure / max(sum(sizes), 1)


def _anchors(beads: Sequence[Bead], source: Corpus, target: Corpus) -> list[bool]:
    """For each rare number or long word of the source that the target has too: whether its own bead holds it there."""
    rare = {
        token
        for token, count in Counter(source.vocabulary[n] for n in source.ids).items()
        if count <= _RARE and len(token) >= 4 and token[0] < "\u3000"
    }
    there = {token for token, count in Counter(target.vocabulary[n] for n in target.ids).items() if count <= _RARE}
    found: list[bool] = []
    for bead in beads:
        here = {target.vocabulary[n] for unit in bead.target for n in target.of(unit, unit + 1)}
        ones = {source.vocabulary[n] for unit in bead.source for n in source.of(unit, unit + 1)}
        found += [token in here for token in ones & rare & there]
    return found
