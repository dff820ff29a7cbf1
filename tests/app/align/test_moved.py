"""Text that changed places, is missing, or stands twice."""

from __future__ import annotations

import pytest

from app.align import align, judge
from app.align.order import in_order
from app.model import Alignment, Bead, RemarkKind
from tests.app.align.test_align import covers, synthetic


def marked(found: Alignment, kind: RemarkKind) -> list[Bead]:
    return [
        bead for remark in found.remarks if remark.kind is kind for bead in found.beads[remark.first : remark.last + 1]
    ]


def test_two_neighbouring_stretches_that_changed_places_are_linked_across() -> None:
    source, target = synthetic(120)
    order = [*range(40), *range(46, 52), *range(40, 46), *range(52, 120)]
    found = align(source, [target[n] for n in order])
    right = {((old,), (new,)) for new, old in enumerate(order) if 40 <= old < 52}
    assert len(right & {(bead.source, bead.target) for bead in found.beads}) >= 10
    assert marked(found, RemarkKind.MOVED)
    assert sorted(t for bead in found.beads for t in bead.target) == list(range(120))
    assert [s for bead in found.beads for s in bead.source] == list(range(120))


def test_a_stretch_that_went_further_off_is_found() -> None:
    source, target = synthetic(300)
    order = [*range(40), *range(46, 100), *range(40, 46), *range(100, 300)]
    found = align(source, [target[n] for n in order])
    right = {((old,), (order.index(old),)) for old in range(40, 46)}
    assert len(right & {(bead.source, bead.target) for bead in marked(found, RemarkKind.MOVED)}) >= 4


def test_a_missing_paragraph_is_left_alone_and_told() -> None:
    source, target = synthetic(120)
    found = align(source, target[:50] + target[57:])
    alone = {unit for bead in found.beads if not bead.target for unit in bead.source}
    assert len(alone & set(range(50, 57))) > 3
    assert marked(found, RemarkKind.MISSING)
    assert covers(found, 120, 113)


def test_of_a_paragraph_that_stands_twice_the_second_is_left_alone_and_its_twin_named() -> None:
    source, target = synthetic(120)
    found = align(source, [*target[:56], *target[50:56], *target[56:]])
    told = [remark for remark in found.remarks if remark.kind is RemarkKind.REPEATED]
    units = [unit for remark in told for bead in found.beads[remark.first : remark.last + 1] for unit in bead.target]
    assert units == list(range(56, 62))
    assert [unit for remark in told for unit in remark.twin] == list(range(50, 56))
    assert covers(found, 120, 126)


def test_a_refrain_that_both_sides_have_stays_linked() -> None:
    source, target = synthetic(80)
    found = align([*source[:40], *source[20:24], *source[40:]], [*target[:40], *target[20:24], *target[40:]])
    assert {((n,), (n,)) for n in range(84)} == {(bead.source, bead.target) for bead in found.beads}
    assert not marked(found, RemarkKind.REPEATED)


def test_a_copy_is_told_with_its_short_units() -> None:
    source, target = synthetic(80)
    target[22] = "Ozu."
    found = align(source, [*target[:40], *target[20:24], *target[40:]])
    told = [remark for remark in found.remarks if remark.kind is RemarkKind.REPEATED]
    assert [unit for remark in told for unit in remark.twin] == [20, 21, 22, 23]


def test_a_text_in_order_has_nothing_moved() -> None:
    source, target = synthetic(120)
    assert not {RemarkKind.MOVED, RemarkKind.REPEATED} & {remark.kind for remark in align(source, target).remarks}


@pytest.mark.parametrize("seed", range(3))
def test_in_order_puts_every_bead_back(seed: int) -> None:
    beads = [Bead((0,), (0,)), Bead((), (1,)), Bead((1,), ()), Bead((2,), (4,)), Bead((3,), (2, 3)), Bead((), (5,))]
    mixed = beads[seed + 1 :] + beads[: seed + 1]
    found = in_order(mixed)
    assert [bead.source for bead in found if bead.source] == [(0,), (1,), (2,), (3,)]
    assert next(bead for bead in found if not bead.source) == found[1] == Bead((), (1,))
    assert found[found.index(Bead((), (5,))) - 1] == Bead((2,), (4,))


def test_an_alignment_made_elsewhere_is_judged_link_by_link() -> None:
    source, target = synthetic(60)
    given = [Bead((n,), (n,)) for n in range(60)]
    given[20], given[21] = Bead((20,), (21,)), Bead((21,), (20,))
    found = judge(source, target, given)
    assert [(bead.source, bead.target) for bead in found.beads] == [(bead.source, bead.target) for bead in given]
    assert max(found.beads[n].confidence for n in (20, 21)) < 0.1
    assert min(bead.confidence for n, bead in enumerate(found.beads) if n not in (20, 21)) > 0.5
    assert found.trusted
    assert not judge(source, target, [Bead((n,), (59 - n,)) for n in range(60)]).trusted


def test_sentences_stay_within_the_paragraphs_given() -> None:
    source, target = synthetic(60)
    stretches = [((0, 20), (0, 20)), ((20, 40), (20, 42)), ((40, 60), (42, 60))]
    for bead in align(source, target, within=stretches).beads:
        assert any(
            all(s0 <= n < s1 for n in bead.source) and all(t0 <= n < t1 for n in bead.target)
            for (s0, s1), (t0, t1) in stretches
        )


def test_a_first_copy_that_a_pin_leaves_alone_stays_alone() -> None:
    source, target = synthetic(60)
    found = align(source, [*target[:21], *target[20:]], pins=[((), (20,))])
    assert Bead((), (20,)) in [Bead(bead.source, bead.target) for bead in found.beads]
    assert ((20,), (21,)) in {(bead.source, bead.target) for bead in found.beads}


def test_copies_are_looked_for_inside_each_stretch_alone() -> None:
    source, target = synthetic(40)
    twice = [*target[:30], *target[20:30], *target[30:]]
    stretches = [((0, 25), (0, 25)), ((25, 30), (25, 40)), ((30, 40), (40, 50))]
    found = align(source, twice, within=stretches)
    assert covers(found, 40, 50)
    assert {unit for bead in found.beads if not bead.source for unit in bead.target} >= set(range(35, 40))
