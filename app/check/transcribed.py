"""Names that Chinese and Japanese write by their sound, in two ways for one of the source: 惠特菲尔德 and 惠特菲德."""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence

from rapidfuzz.distance import Levenshtein

from app.check.model import CheckContext, Fault, RowView
from app.model import Span

_SOUNDS = (
    "阿埃艾爱安昂奥澳巴白柏拜班邦鲍贝本比彼毕宾波伯博布查察车达大戴丹当道得德登邓迪蒂丁杜顿多厄恩尔法凡范菲费芬丰冯弗夫"
    "福盖冈高戈哥格葛贡古瓜圭哈海汉豪赫亨洪胡华怀惠霍基吉济加贾简杰金津卡凯坎康考柯科克肯孔库奎拉莱赖兰朗劳勒雷黎里理利"
    "莉丽连林琳留隆卢鲁路伦罗洛吕马玛迈麦曼芒毛梅门蒙孟米密敏明摩莫默墨木穆拿纳娜奈南内尼年宁纽农努诺欧帕派潘庞佩彭皮平"
    "珀蒲普奇齐琪契恰乔切琼丘屈让瑞若萨塞赛桑森瑟沙山尚绍舍申生圣施石史士什舒司丝斯思松苏索塔泰坦汤特藤滕提田廷通图托瓦"
    "万旺威韦维伟魏温文翁沃乌武伍西希锡夏香肖谢欣辛休修许雅亚延扬耶叶伊依易因英永尤于约扎赞泽曾詹珍芝朱兹卓佐"
)
"""What foreign names are written with, by the tables of names."""
_RUN = {
    "zh": re.compile(f"[{_SOUNDS}]{{3,12}}"),
    "ja": re.compile("[\u30a1-\u30fa\u30fc]{4,16}"),
}
_NAME = re.compile(r"(?<![\w'’-])[A-ZÀ-ÞŁŚŻČŠŽ][^\W\d_]{2,24}(?![\w-])")
_FAR, _LONG = 2, 5
"""Signs that may be others in a name of so many."""
_MOST = 2_000


def transcribed_names(views: Sequence[RowView], context: CheckContext) -> Iterator[Fault]:
    """Two spellings are one name where a name of the source stands in all rows of both, and in no other row."""
    if context.source_facts.script.name != "latin" or context.target_facts.code not in _RUN:
        return
    rows_of: dict[str, set[int]] = defaultdict(set)
    places: dict[str, list[tuple[int, Span]]] = defaultdict(list)
    for number, view in enumerate(views):
        names, runs = view.note(_both)
        for name in names:
            rows_of[name].add(number)
        for run, span in runs:
            places[run].append((number, span))
    for one, other in _alike([*places][:_MOST]):
        here, there = ({row for row, _ in places[run]} for run in (one, other))
        if here & there or not any(rows_of[name] == here | there for name in views[min(here)].note(_both)[0]):
            continue
        rare, common = sorted((one, other), key=lambda run: (len(places[run]), -places[run][0][0]))
        for row, span in places[rare]:
            facts = (("found", rare), ("common", common), ("row", views[places[common][0][0]].row + 1))
            yield Fault("name-two-spellings", (span,), facts=facts, row=views[row].row)


def _both(view: RowView) -> tuple[frozenset[str], tuple[tuple[str, Span], ...]]:
    """The names of a row's source, and what in the target may be written by its sound."""
    if not view.has_both:
        return frozenset(), ()
    found = _RUN[view.context.target_facts.code].finditer(view.target)
    return (
        frozenset(sys.intern(match[0]) for match in _NAME.finditer(view.source)),
        tuple((sys.intern(match[0]), Span(*match.span())) for match in found),
    )


def _alike(runs: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Runs that differ by a sign, long ones by two, and begin or end alike."""
    buckets: dict[str, list[str]] = defaultdict(list)
    for run in runs:
        seen: set[str] = set()
        for edge in (f"{run[:2]} ", f" {run[-2:]}"):
            for other in buckets[edge]:
                # One within the other is a name with a sign of its neighbour: 在芒斯特.
                if other in seen or other in run or run in other:
                    continue
                most = _FAR if min(len(run), len(other)) >= _LONG else 1
                if Levenshtein.distance(run, other, score_cutoff=most) <= most:
                    seen.add(other)
                    yield other, run
            buckets[edge].append(run)
