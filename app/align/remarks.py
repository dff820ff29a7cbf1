"""What a person should be told of an alignment: what moved, what is missing, what stands twice, where links drift."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from app.align.corpus import Corpus
from app.align.order import runs
from app.model import Bead, Remark, RemarkKind

_WINDOW = 6
_DRIFT = 0.55
_MISSING_UNITS = 3
_MISSING_LENGTH = 3.0


def remarks_on(
    beads: Sequence[Bead],
    crossing: Collection[Bead],
    twins: tuple[Mapping[int, int], Mapping[int, int]],
    corpora: tuple[Corpus, Corpus],
) -> tuple[Remark, ...]:
    """By their first bead. A run is said once: repeated text is not missing too."""
    found: list[Remark] = []
    for first, last in runs(bead in crossing for bead in beads):
        found.append(Remark(RemarkKind.MOVED, first, last - 1))
    for side in (0, 1):
        found += _alone_on(beads, side, twins[side], corpora[side])
    found += _drifts(beads)
    return tuple(sorted(found, key=lambda remark: (remark.first, remark.kind)))


def _alone_on(beads: Sequence[Bead], side: int, twins: Mapping[int, int], corpus: Corpus) -> Iterator[Remark]:
    for first, last in runs(_alone(bead, side) in twins for bead in beads):
        yield Remark(
            RemarkKind.REPEATED, first, last - 1, tuple(twins[_alone(bead, side)] for bead in beads[first:last])
        )
    for first, last in runs(_alone(bead, side) not in {-1, *twins} for bead in beads):
        if _much([_alone(bead, side) for bead in beads[first:last]], corpus):
            yield Remark(RemarkKind.MISSING, first, last - 1)


def _alone(bead: Bead, side: int) -> int:
    """The unit of that side that stands alone, -1 for another bead."""
    ours, theirs = (bead.target, bead.source) if side else (bead.source, bead.target)
    return ours[0] if ours and not theirs else -1


def _much(units: Sequence[int], corpus: Corpus) -> bool:
    return len(units) >= _MISSING_UNITS or sum(corpus.lengths[units]) >= _MISSING_LENGTH * corpus.lengths.mean()


def _drifts(beads: Sequence[Bead]) -> Iterator[Remark]:
    """Runs of beads, several in a window of which are unsure."""
    weak = [False] * len(beads)
    for first in range(len(beads) - _WINDOW + 1):
        window = beads[first : first + _WINDOW]
        if sum(bead.confidence for bead in window) < _DRIFT * _WINDOW:
            weak[first : first + _WINDOW] = [True] * _WINDOW
    for first, last in runs(weak):
        yield Remark(RemarkKind.WEAK, first, last - 1)
