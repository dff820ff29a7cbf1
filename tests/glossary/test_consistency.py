"""One term under several accepted names."""

from __future__ import annotations

import pytest

from glossary.consistency import renderings
from glossary.formats import read_csv
from glossary.matcher import compile_matcher
from glossary.verdict import judge

TABLE = """source,target,admitted,forbidden
乡村振兴,rural vitalization,rural revitalization,village revival
干部,official,officials|cadre|cadres,
中国共产党,Communist Party of China,CPC,
政治局,Political Bureau of the CPC Central Committee,Political Bureau,
"""


def groups(*rows: tuple[str, str]) -> list[tuple[str, list[tuple[str, int, tuple[int, ...]]]]]:
    matcher = compile_matcher([read_csv(TABLE, "test", "zh", "en")], "zh", "en")
    found = renderings([judge(matcher, source, target) for source, target in rows])
    return [(group.term, [(one.form, one.count, one.rows) for one in group.renderings]) for group in found]


V, R = "rural vitalization", "rural revitalization"

CASES: list[tuple[list[tuple[str, str]], list[tuple[str, list[tuple[str, int, tuple[int, ...]]]]]]] = [
    ([("乡村振兴", V), ("乡村振兴", R), ("乡村振兴", R)], [("乡村振兴", [(R, 2, (1, 2)), (V, 1, (0,))])]),
    ([("乡村振兴", V), ("乡村振兴", R)], [("乡村振兴", [(V, 1, (0,)), (R, 1, (1,))])]),
    ([("乡村振兴，乡村振兴", f"{V}, {R}, {R}")], [("乡村振兴", [(V, 1, (0,)), (R, 1, (0,))])]),
    ([("乡村振兴", V), ("乡村振兴", "Rural  Vitalization")], []),
    ([("乡村振兴", V), ("乡村振兴", "village revival")], []),
    ([("乡村振兴", V), ("乡村振兴", "it")], []),
    ([("干部", "officials"), ("干部", "an official")], []),
    ([("干部", "officials"), ("干部", "a cadre"), ("干部", "cadres")],
     [("干部", [("cadre", 2, (1, 2)), ("official", 1, (0,))])]),
    ([("中国共产党", "the Communist Party of China"), ("中国共产党", "the CPC")], []),
    ([("政治局", "Political Bureau of the CPC Central Committee"), ("政治局", "the Political Bureau")], []),
    ([], []),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "expected"), CASES)
def test_renderings(
    rows: list[tuple[str, str]], expected: list[tuple[str, list[tuple[str, int, tuple[int, ...]]]]]
) -> None:
    assert groups(*rows) == expected
