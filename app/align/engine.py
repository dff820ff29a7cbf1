"""The aligner: dynamic programming over lengths and words, the words learnt from its own result, pins kept."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import exp, log

import numpy as np
from numpy.typing import NDArray

from app.align.corpus import Corpus, Floats, Ints, make_corpus
from app.align.evidence.scores import bead_scores
from app.align.ground import Ground, beads_of
from app.align.lattice import Step, best_path, posteriors
from app.align.lexicon import Lexicon, Pairs, known_pairs
from app.align.moved import with_carried, with_swaps, with_twins
from app.align.names import sounding_pairs
from app.align.remarks import remarks_on
from app.align.table import Tables, Tie, first_tables, learnt_tables
from app.align.tokens import tokenise
from app.align.trust import judged
from app.align.view import KINDS, Fit, Kind, View
from app.align.weights import Weights, level_of, load_weights
from app.errors import UserError
from app.model import Alignment, Bead
from app.tasks import Task

Pin = tuple[Sequence[int], Sequence[int]]
Stretch = tuple[tuple[int, int], tuple[int, int]]
Twins = tuple[dict[int, int], dict[int, int]]

_WHOLE = 700
_SMALL = 60
_MOST_CELLS = 8_000_000
"""Of one band; each takes up to 180 bytes while it is scored (measured). 26,000 units beside as many fit."""
_FIRST_HALF = 150
_HALVES = (80, 40)


def aligned(
    source_units: Sequence[str],
    target_units: Sequence[str],
    source_language: str,
    target_language: str,
    lexicon: Lexicon | None,
    pins: Sequence[Pin],
    within: Sequence[Stretch],
    task: Task | None,
) -> Alignment:
    """What :func:`app.align.align` promises."""
    task = task or Task()
    fixed, alone = _checked(pins, len(source_units), len(target_units))
    stretches = list(within) or _between(fixed, len(source_units), len(target_units))
    _demand_room(stretches)
    source, target, pairs = read_texts(
        source_units, target_units, source_language, target_language, lexicon, (_alone(alone, 0), _alone(alone, 1))
    )
    weights = load_weights(level_of(source, target))
    task.begin("align", weights.passes + 1)
    last = passes(source, target, stretches, fixed, pairs, weights, task)
    found = [_rearranged(each, weights, task) for each in last]
    beads = list(_with_pins([each[0] for each in found], fixed, alone))
    note = judged(beads, source, target)
    crossing = frozenset[Bead]().union(*(each[1] for each in found))
    twins: Twins = ({}, {})
    for each in found:
        for side in (0, 1):
            twins[side].update(each[2][side])
    remarks = remarks_on(beads, crossing, twins, (source, target))
    return Alignment(tuple(beads), trusted=not note, note=note, remarks=remarks)


def read_texts(
    source_units: Sequence[str],
    target_units: Sequence[str],
    source_language: str,
    target_language: str,
    lexicon: Lexicon | None,
    alone: tuple[Collection[int], Collection[int]] = ((), ()),
) -> tuple[Corpus, Corpus, Pairs]:
    """Both sides as numbers, and the pairs of words that are known beforehand."""
    words = lexicon.words if lexicon else (frozenset(), frozenset())
    source = make_corpus(source_units, tokenise(source_units, source_language, words[0]), source_language, alone[0])
    target = make_corpus(target_units, tokenise(target_units, target_language, words[1]), target_language, alone[1])
    pairs = known_pairs(source.vocabulary, target.vocabulary, lexicon)
    for one, two, weight in sounding_pairs(source_units, target_units, source.vocabulary, target.vocabulary):
        pairs[one, two] = max(weight, pairs.get((one, two), 0.0))
    return source, target, pairs


def _alone(pins: Sequence[Pin], side: int) -> list[int]:
    return [unit for pin in pins for unit in pin[side]]


@dataclass(frozen=True, slots=True)
class Pass:
    """What one pass over a stretch saw: the view, the scores, and the path they lead to."""

    view: View
    tables: tuple[Tables, Tables]
    scores: Floats
    path: list[Step]


def passes(
    source: Corpus,
    target: Corpus,
    stretches: Sequence[Stretch],
    fixed: Sequence[Pin],
    pairs: Pairs,
    weights: Weights,
    task: Task,
) -> list[Pass]:
    """The last of several passes over each stretch; between them the words are learnt from what was found."""
    tables = first_tables(pairs, source, target)
    fit = _first_fit(source, target)
    habits: dict[Kind, float] = dict.fromkeys(KINDS, 0.0)
    paths: list[list[Step]] = [[] for _ in stretches]
    for turn in range(weights.passes + 1):
        task.check()
        found: list[Pass] = []
        for stretch, path in zip(stretches, paths, strict=True):
            low, width = _corridor(source, target, stretch, path, turn)
            view = View(source, target, stretch, low, width, fit, habits)
            scores = bead_scores(view, tables, weights.features, task.check)
            found.append(Pass(view, tables, scores, best_path(view, scores)))
        paths = [each.path for each in found]
        task.done = turn + 1
        if turn < weights.passes:
            fit = _fit(source, target, stretches, paths, fit)
            counts = np.zeros(len(KINDS))
            ties = _pin_ties(fixed)
            for each in found:
                chances, _ = posteriors(each.view, each.scores)
                counts += chances.sum(axis=(1, 2))
                ties += _ties(each.view, chances)
            habits = _habits(counts, weights)
            # The largest things here: let go before the next large thing is made.
            found = []
            tables = learnt_tables(ties, pairs, source, target, weights.learning)
    return found


def _demand_room(stretches: Sequence[Stretch]) -> None:
    """Raises UserError before anything large is made, where the first band would not fit into usual memory."""
    for (s0, s1), (t0, t1) in stretches:
        rows, columns = s1 - s0, t1 - t0
        width = min(columns + 1, 2 * max(_FIRST_HALF, 2 * abs(rows - columns) // 3))
        if max(rows, columns) > _WHOLE and rows * width > _MOST_CELLS:
            raise UserError("too-much-to-align", source=rows, target=columns)


def _with_pins(found: Sequence[Sequence[Bead]], pins: Sequence[Pin], alone: Sequence[Pin]) -> Iterator[Bead]:
    """Puts the pins between the stretches; a pin without a counterpart stands for its units' beads."""
    lonely = {(side, unit): pin for pin in alone for side in (0, 1) for unit in pin[side]}
    for number, beads in enumerate(found):
        for bead in beads:
            place = (0, bead.source[0]) if bead.source else (1, bead.target[0])
            pin = lonely.get(place)
            if pin is None:
                yield bead
            elif place[1] == pin[place[0]][0]:
                yield Bead(tuple(pin[0]), tuple(pin[1]))
        if number < len(pins):
            yield Bead(tuple(pins[number][0]), tuple(pins[number][1]))


def _corridor(source: Corpus, target: Corpus, stretch: Stretch, path: list[Step], turn: int) -> tuple[Ints, int]:
    """The lowest target boundary looked at for each source boundary, and how many: a band round the last path, at first
    all of a small stretch or a band round the diagonal of lengths."""
    (s0, s1), (t0, t1) = stretch
    rows, columns = s1 - s0, t1 - t0
    if max(rows, columns) <= (_WHOLE if not path else _SMALL):
        return np.zeros(rows + 1, dtype=np.int64), columns + 1
    if path:
        at = np.array([step.i for step in path] + [rows])
        to = np.array([step.j for step in path] + [columns])
        half = _HALVES[min(turn - 1, len(_HALVES) - 1)]
        first = np.searchsorted(at, np.arange(rows + 1), side="left")
        centre = to[np.minimum(first, len(to) - 1)]
    else:
        ones = np.concatenate([[0.0], np.cumsum(source.lengths[s0:s1] + 1)])
        twos = np.concatenate([[0.0], np.cumsum(target.lengths[t0:t1] + 1)])
        half = max(_FIRST_HALF, 2 * abs(rows - columns) // 3)
        centre = np.searchsorted(twos / twos[-1], ones / ones[-1])
    jumps = int(np.max(np.diff(centre), initial=0))
    width = min(columns + 1, 2 * half + min(4 * jumps, max(half, columns // max(rows, 1) * 8)) + 1)
    return np.clip(np.maximum.accumulate(centre) - width // 2, 0, columns + 1 - width), width


def _first_fit(source: Corpus, target: Corpus) -> Fit:
    """The spread of Gale and Church, before anything is aligned."""
    ratio = (target.lengths.sum() + 1) / (source.lengths.sum() + 1)
    clauses = (target.traits.clauses.sum() + len(target) + 1) / (source.traits.clauses.sum() + len(source) + 1)
    return Fit(float(ratio), float(3.4 * ratio**0.5), float(clauses))


def _fit(source: Corpus, target: Corpus, stretches: Sequence[Stretch], paths: Sequence[list[Step]], before: Fit) -> Fit:
    """The same of this document, from its own beads; the worst tenth is left out."""
    sums_one = np.concatenate([[0.0], np.cumsum(source.lengths)])
    sums_two = np.concatenate([[0.0], np.cumsum(target.lengths)])
    spans = [
        (sums_one[s0 + step.i + step.a] - sums_one[s0 + step.i], sums_two[t0 + step.j + step.b] - sums_two[t0 + step.j])
        for ((s0, _), (t0, _)), path in zip(stretches, paths, strict=True)
        for step in path
        if step.a and step.b
    ]
    if len(spans) < 8:
        return before
    ones, twos = np.array(spans).T
    ratio = (twos.sum() + 1) / (ones.sum() + 1)
    errors = np.sort((twos - ones * ratio) ** 2 / (ones * ratio + twos + 1e-9))
    spread = max(errors[: max(1, len(errors) * 9 // 10)].mean() * 1.4, 0.1)
    return Fit(float(ratio), float(spread), before.clauses)


def _habits(counts: NDArray[np.float64], weights: Weights) -> dict[Kind, float]:
    """The kinds of bead this document likes, from its own alignment, held to the usual ones."""
    share = {kind: exp(value) for kind, value in weights.usual.items()}
    total = sum(share.values())
    seen = {kind: counts[n] + weights.mass * share[kind] / total for n, kind in enumerate(KINDS)}
    return {kind: log(seen[kind] / seen[1, 1]) - weights.usual[kind] for kind in KINDS}


def _ties(view: View, chances: Floats) -> list[Tie]:
    (s0, _), (t0, _) = view.bounds
    ties: list[Tie] = []
    for number, (a, b) in enumerate(KINDS):
        if a and b:
            for i, k in zip(*np.nonzero(chances[number] > 0.1), strict=True):
                j = int(view.low[i]) + int(k)
                ties.append(Tie((s0 + int(i), s0 + int(i) + a), (t0 + j, t0 + j + b), float(chances[number, i, k])))
    return ties


def _pin_ties(pins: Sequence[Pin]) -> list[Tie]:
    return [Tie((one[0], one[-1] + 1), (two[0], two[-1] + 1), 1.0) for one, two in pins if one and two]


def _rearranged(last: Pass, weights: Weights, task: Task) -> tuple[list[Bead], frozenset[Bead], Twins]:
    """The beads of a pass with moved text linked across, which those are, and the twins of what stands twice."""
    view = last.view
    ground = Ground(view.source, view.target, last.tables, view.fit, view.habits, weights.features, task)
    swapped = with_swaps(beads_of(view, last.scores, last.path), ground)
    beads, source_twins = with_twins(swapped.beads, view.source, 0)
    beads, target_twins = with_twins(beads, view.target, 1)
    carried = with_carried(beads, ground)
    return carried.beads, swapped.crossing | carried.crossing, (source_twins, target_twins)


def _checked(pins: Sequence[Pin], sources: int, targets: int) -> tuple[list[Pin], list[Pin]]:
    """The pins with two sides, in order, and those with one."""
    ordered = sorted((pin for pin in pins if pin[0] and pin[1]), key=lambda pin: pin[0][0])
    alone = [pin for pin in pins if bool(pin[0]) != bool(pin[1])]
    for side, size in ((0, sources), (1, targets)):
        units = [unit for pin in ordered for unit in pin[side]]
        every = sorted(units + [unit for pin in alone for unit in pin[side]])
        if every != sorted({*every}) or units != sorted(units) or any(not 0 <= unit < size for unit in every):
            raise ValueError(f"pins cross, overlap or lie outside: {every}")
        if any(two - one != 1 for pin in [*ordered, *alone] for one, two in pairwise(pin[side])):
            raise ValueError("a pin has a gap")
    return ordered, alone


def _between(pins: Sequence[Pin], sources: int, targets: int) -> list[Stretch]:
    stretches: list[Stretch] = []
    s, t = 0, 0
    for one, two in pins:
        stretches.append(((s, one[0]), (t, two[0])))
        s, t = one[-1] + 1, two[-1] + 1
    stretches.append(((s, sources), (t, targets)))
    return stretches
