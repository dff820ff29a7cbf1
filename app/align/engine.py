"""The aligner from end to end: texts to numbers, pins kept, passes, what a path cannot show, what is to be said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from app.align.copies import with_copies, with_twins
from app.align.embedding import Encoder
from app.align.evidence.meaning import meaning_of
from app.align.ground import Ground, beads_of, chances_of
from app.align.lexicon import Lexicon
from app.align.moved import with_carried, with_swaps
from app.align.passes import Pass, Stretch, passes
from app.align.remarks import remarks_on
from app.align.table import Tie
from app.align.texts import read_texts
from app.align.trust import is_strange, judged
from app.align.weights import Weights, level_of, load_weights
from app.errors import UserError
from app.model import Alignment, Bead
from app.tasks import Task

Pin = tuple[Sequence[int], Sequence[int]]
Twins = tuple[dict[int, int], dict[int, int]]
_Rearranged = tuple[list[Bead], frozenset[Bead], Twins]

_MOST_UNITS = 60_000
"""Of one side; as many take about a gigabyte while they are aligned (measured)."""


def aligned(
    source_units: Sequence[str],
    target_units: Sequence[str],
    source_language: str,
    target_language: str,
    lexicon: Lexicon | None,
    pins: Sequence[Pin],
    within: Sequence[Stretch],
    encoder: Encoder | None,
    task: Task | None,
) -> Alignment:
    """What :func:`app.align.align` promises."""
    task = task or Task()
    task.begin("align")
    fixed, alone = _checked(pins, len(source_units), len(target_units))
    stretches = list(within) or _between(fixed, len(source_units), len(target_units))
    _demand_room(stretches)
    source, target, pairs = read_texts(
        source_units, target_units, source_language, target_language, lexicon, (_alone(alone, 0), _alone(alone, 1))
    )
    weights = load_weights(level_of(source, target))
    meaning = meaning_of(source_units, target_units, encoder) if encoder is not None else None
    last = passes(source, target, stretches, _pin_ties(fixed), pairs, weights, task, meaning)
    straight = [beads_of(each.view, each.scores, each.path) for each in last]
    found: list[_Rearranged] = [(beads, frozenset(), ({}, {})) for beads in straight]
    if not is_strange([bead for beads in straight for bead in beads]):
        found = [_rearranged(beads, each, weights, task) for beads, each in zip(straight, last, strict=True)]
    beads = list(_with_pins([each[0] for each in found], fixed, alone))
    note = judged(beads, source, target)
    crossing = frozenset[Bead]().union(*(each[1] for each in found))
    twins: Twins = ({}, {})
    for each in found:
        for side in (0, 1):
            twins[side].update(each[2][side])
    remarks = remarks_on(beads, crossing, twins, (source, target))
    return Alignment(tuple(beads), trusted=not note, note=note, remarks=remarks)


def judged_elsewhere(
    source_units: Sequence[str],
    target_units: Sequence[str],
    source_language: str,
    target_language: str,
    lexicon: Lexicon | None,
    given: Sequence[Bead],
    task: Task | None,
) -> Alignment:
    """What :func:`app.align.align.judge` promises."""
    task = task or Task()
    whole = ((0, len(source_units)), (0, len(target_units)))
    _demand_room([whole])
    source, target, pairs = read_texts(source_units, target_units, source_language, target_language, lexicon)
    last = passes(source, target, [whole], [], pairs, load_weights(level_of(source, target)), task)[0]
    chance = chances_of(last.view, last.scores)
    beads = [replace(bead, confidence=round(chance(bead), 4)) for bead in given]
    note = judged(beads, source, target)
    return Alignment(
        tuple(beads), trusted=not note, note=note, remarks=remarks_on(beads, (), ({}, {}), (source, target))
    )


def _demand_room(stretches: Sequence[Stretch]) -> None:
    """Raises UserError before anything large is made, where a stretch would not fit into usual memory."""
    for (s0, s1), (t0, t1) in stretches:
        if max(s1 - s0, t1 - t0) > _MOST_UNITS:
            raise UserError("too-much-to-align", source=s1 - s0, target=t1 - t0)


def _alone(pins: Sequence[Pin], side: int) -> list[int]:
    return [unit for pin in pins for unit in pin[side]]


def _rearranged(straight: list[Bead], last: Pass, weights: Weights, task: Task) -> _Rearranged:
    """The beads of a pass with moved text linked across, which those are, and the twins of what stands twice."""
    view = last.view
    ground = Ground(view.source, view.target, last.tables, view.fit, view.habits, weights.features, task)
    for side in (0, 1):
        straight, ground = with_copies(straight, ground, side)
    swapped = with_swaps(straight, ground)
    beads, source_twins = with_twins(swapped.beads, view.source, 0)
    beads, target_twins = with_twins(beads, view.target, 1)
    carried = with_carried(beads, ground)
    return carried.beads, swapped.crossing | carried.crossing, (source_twins, target_twins)


def _pin_ties(pins: Sequence[Pin]) -> list[Tie]:
    return [Tie((one[0], one[-1] + 1), (two[0], two[-1] + 1), 1.0) for one, two in pins if one and two]


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
