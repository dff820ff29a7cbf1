"""The door of the aligner, cheap to import."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.align.lexicon import Lexicon
from app.model import Alignment, Bead
from app.tasks import Task

if TYPE_CHECKING:
    from app.align.embedding import Encoder


def align(
    source_units: Sequence[str],
    target_units: Sequence[str],
    *,
    source_language: str = "",
    target_language: str = "",
    lexicon: Lexicon | None = None,
    pins: Sequence[tuple[Sequence[int], Sequence[int]]] = (),
    within: Sequence[tuple[tuple[int, int], tuple[int, int]]] = (),
    encoder: Encoder | None = None,
    task: Task | None = None,
) -> Alignment:
    """All beads in order, every unit in exactly one; a bead may have an empty side. Same input, same result.

    ``pins`` are links that stand: (source units, target units), each side a run of neighbours, in order; what lies
    between two pins is aligned alone, and a pin with an empty side keeps its units without counterpart. ``within`` are
    stretches instead, (first, after last)
    of both sides: paragraphs whose sentences are linked inside them, all words learnt together. Sentences and
    paragraphs are told apart by themselves. ``encoder`` is a language model whose nearness is evidence beside
    words and lengths. ``confidence`` is the chance that the bead is exactly right.
    ``trusted`` is false, with a note of the word catalogue, where the texts do not seem to be translations.
    Raises ValueError for pins that cross, overlap or have gaps, Cancelled when the task is.
    """
    # Imported here: numpy is loaded when something is aligned, not when the window starts.
    from app.align.engine import aligned

    return aligned(source_units, target_units, source_language, target_language, lexicon, pins, within, encoder, task)


def judge(
    source_units: Sequence[str],
    target_units: Sequence[str],
    beads: Sequence[Bead],
    *,
    source_language: str = "",
    target_language: str = "",
    lexicon: Lexicon | None = None,
    task: Task | None = None,
) -> Alignment:
    """An alignment made elsewhere as our aligner sees it: the same beads, each with the chance that it is right, and
    what is to be said of the whole. A bead that crosses others or has more than five units on a side gets 0."""
    from app.align.engine import judged_elsewhere

    return judged_elsewhere(source_units, target_units, source_language, target_language, lexicon, beads, task)
