"""The aligner: dynamic programming over lengths and words, the words learnt from its own result, pins kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from math import exp, log

import numpy as np

from app.align.corpus import Corpus, Floats, Ints, make_corpus
from app.align.lattice import Step, best_path, posteriors
from app.align.lexicon import Lexicon, known_pairs
from app.align.scores import Band, Weights, bead_scores, first_priors, kinds
from app.align.table import Table, Tie, first_tables, learnt_tables
from app.align.tokens import tokenise
from app.align.trust import judged
from app.errors import UserError
from app.model import Alignment, Bead
from app.tasks import Task

Pin = tuple[Sequence[int], Sequence[int]]
Chances = dict[tuple[int, int], Floats]
Stretch = tuple[tuple[int, int], tuple[int, int]]

_WHOLE = 700
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
    task: Task | None,
    weights: Weights,
) -> Alignment:
    """What :func:`app.align.align` promises."""
    task = task or Task()
    task.begin("align", weights.passes + 1)
    fixed, alone = _checked(pins, len(source_units), len(target_units))
    stretches = _between(fixed, len(source_units), len(target_units))
    _demand_room(stretches)
    words = lexicon.words if lexicon else ((), ())
    source, target = (
        make_corpus(
            units,
            tokenise(units, language, words[side]),
            [n for pin in alone for n in pin[side]],
        )
        for side, units, language in ((0, source_units, source_language), (1, target_units, target_language))
    )
    pairs = known_pairs(source.vocabulary, target.vocabulary, lexicon)
    tables = first_tables(pairs, source, target)
    fit = _first_fit(source, target)
    priors = first_priors(weights)
    paths: list[list[Step]] = [[] for _ in stretches]
    bands: list[Band] = []
    for turn in range(weights.passes + 1):
        task.check()
        bands = [
            _band(source, target, tables, stretch, path, turn, fit, priors, weights, task)
            for stretch, path in zip(stretches, paths, strict=True)
        ]
        paths = [best_path(band, band.scores) for band in bands]
        task.done = turn + 1
        if turn < weights.passes:
            fit = _fit(source, target, stretches, paths, fit)
            chances = [posteriors(band, weights.temperature) for band in bands]
            priors = _priors(chances, weights)
            ties = [*_pin_ties(fixed), *_ties(bands, chances)]
            # The largest things here: let go before the next large thing is made.
            bands, chances = [], []
            tables = learnt_tables(ties, pairs, source, target, weights.discount, weights.rounds)
    found = [_beads(band, path, weights) for band, path in zip(bands, paths, strict=True)]
    beads = tuple(_with_pins(found, fixed, alone))
    note = judged(beads, source, target)
    return Alignment(beads, trusted=not note, note=note)


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


def _band(
    source: Corpus,
    target: Corpus,
    tables: tuple[Table, Table],
    stretch: Stretch,
    path: list[Step],
    turn: int,
    fit: tuple[float, float],
    priors: Mapping[tuple[int, int], float],
    weights: Weights,
    task: Task,
) -> Band:
    low, width = _corridor(source, target, stretch, path, turn)
    return bead_scores(source, target, tables, stretch, low, width, fit, priors, weights, task.check)


def _corridor(source: Corpus, target: Corpus, stretch: Stretch, path: list[Step], turn: int) -> tuple[Ints, int]:
    """The lowest target boundary looked at for each source boundary, and how many: all of a small stretch, else a
    band round the last path, at first round the diagonal of lengths."""
    (s0, s1), (t0, t1) = stretch
    rows, columns = s1 - s0, t1 - t0
    if max(rows, columns) <= _WHOLE:
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


def _first_fit(source: Corpus, target: Corpus) -> tuple[float, float]:
    """Target characters per source character and the spread of Gale and Church, before anything is aligned."""
    ratio = (target.lengths.sum() + 1) / (source.lengths.sum() + 1)
    return float(ratio), float(3.4 * ratio**0.5)


def _fit(
    source: Corpus,
    target: Corpus,
    stretches: Sequence[Stretch],
    paths: Sequence[list[Step]],
    before: tuple[float, float],
) -> tuple[float, float]:
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
    return float(ratio), float(max(errors[: max(1, len(errors) * 9 // 10)].mean() * 1.4, 0.1))


def _priors(chances: Sequence[Chances], weights: Weights) -> dict[tuple[int, int], float]:
    """The kinds of bead this document likes, from its own alignment, held to the general ones."""
    base = first_priors(weights)
    counts: dict[tuple[int, int], float] = dict.fromkeys(kinds(), 0.0)
    for each in chances:
        for size, chance in each.items():
            counts[size] += float(chance.sum())
    share = {size: exp(value) for size, value in base.items()}
    total = sum(share.values())
    seen = {size: counts[size] + weights.prior_mass * share[size] / total for size in base}
    return {size: value + weights.prior_trust * (log(seen[size] / seen[1, 1]) - value) for size, value in base.items()}


def _ties(bands: Sequence[Band], chances: Sequence[Chances]) -> list[Tie]:
    ties: list[Tie] = []
    for band, each in zip(bands, chances, strict=True):
        (s0, _), (t0, _) = band.source, band.target
        for (a, b), chance in each.items():
            if a and b:
                for i, k in zip(*np.nonzero(chance > 0.1), strict=True):
                    j = int(band.low[i]) + int(k)
                    ties.append(Tie((s0 + int(i), s0 + int(i) + a), (t0 + j, t0 + j + b), float(chance[i, k])))
    return ties


def _pin_ties(pins: Sequence[Pin]) -> list[Tie]:
    return [Tie((one[0], one[-1] + 1), (two[0], two[-1] + 1), 1.0) for one, two in pins if one and two]


def _beads(band: Band, path: Sequence[Step], weights: Weights) -> list[Bead]:
    chances = posteriors(band, weights.doubt)
    (s0, _), (t0, _) = band.source, band.target
    return [
        Bead(
            tuple(range(s0 + step.i, s0 + step.i + step.a)),
            tuple(range(t0 + step.j, t0 + step.j + step.b)),
            round(float(chances[step.a, step.b][step.i, step.j - int(band.low[step.i])]), 4),
        )
        for step in path
    ]


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
