"""Points of a list, in the ways they are numbered."""

from __future__ import annotations

import pytest

from app.align import align
from app.align.markers import BULLET, marker_of


@pytest.mark.parametrize(
    ("unit", "marker"),
    [
        ("2. The road", 2),
        ("(2) The road", 2),
        ("2）道路", 2),
        ("b) the road", 2),
        ("II. The road", 2),
        ("二、道路", 2),
        ("（二）道路", 2),
        ("第二，道路", 2),
        ("第十二章 道路", 12),
        ("• the road", BULLET),
        ("2.5 metres", 0),
        ("2 metres", 0),
        ("A road", 0),
        ("I am here", 0),
        ("— Yes, he said.", 0),
        ("二月里", 0),
        ("", 0),
    ],
)
def test_reads_the_mark_of_a_point(unit: str, marker: int) -> None:
    assert marker_of(unit) == marker


def test_points_of_a_list_stand_beside_each_other() -> None:
    source = ["(a) zork", "(b) blim vast", "(c) qued", "(d) nost", "(e) plem", "(f) trosk"]
    target = ["a. wivu", "b. okara", "losto", "c. pimu", "d. kelu", "e. fasti", "f. gren"]
    found = {(bead.source, bead.target) for bead in align(source, target).beads}
    assert {((1,), (1, 2)), ((2,), (3,)), ((5,), (6,))} <= found
