"""Three-way merge: far changes come together, near ones are for a person, nothing is invented."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.review.diff import tokens
from app.review.merge import merge

BASE = "The city has 13 companies, and the mayor of the city spoke in Beijing."

CASES = [
    # (what, base, ours, theirs, merged or None)
    ("far apart", BASE, BASE.replace("13", "12"), BASE.replace("Beijing", "Linxi"),
     "The city has 12 companies, and the mayor of the city spoke in Linxi."),
    ("the same word", BASE, BASE.replace("13", "12"), BASE.replace("13", "14"), None),
    ("the same change", BASE, BASE.replace("13", "12"), BASE.replace("13", "12"), BASE.replace("13", "12")),
    ("the same change and another one far off", BASE, BASE.replace("13", "12"),
     BASE.replace("13", "12").replace("Beijing", "Linxi"), BASE.replace("13", "12").replace("Beijing", "Linxi")),
    ("neighbours", BASE, BASE.replace("13", "12"), BASE.replace("companies", "firms"), None),
    ("one word between", BASE, BASE.replace("has", "had"), BASE.replace("companies", "firms"),
     "The city had 13 firms, and the mayor of the city spoke in Beijing."),
    ("a sign between", "one, two three", "ONE, two three", "one, TWO three", None),
    ("both add at the end", "one two", "one two three", "one two four", None),
    ("both add in one place", "one two", "one and two", "one or two", None),
    ("one deletes what the other edits", "keep this one word", "keep word", "keep that one word", None),
    ("one empties", "one two three four", "", "one two three five", None),
    ("one of equal words goes, wherever it stood", "so no no no no no it is now", "so no no no no it is now",
     "so no no no no it is then", "so no no no no it is then"),
    ("the same word twice, which comparison puts in two places", "a no no no no no b c d", "a no no no no no b c c d",
     "a a no no no no no b c c d", "a a no no no no no b c c d"),
    ("both take one of equal words away", "a no no no no no no b and so on", "a no no no no no b and so on",
     "a no no no no no b and so forth", "a no no no no no b and so forth"),
    ("chinese, far apart", "全市共有十二家企业，会议在北京举行。", "全市共有十三家企业，会议在北京举行。",
     "全市共有十二家企业，会议在临溪举行。", "全市共有十三家企业，会议在临溪举行。"),
    ("chinese, within a word or two", "市长在北京举行会议", "市长在南京举行会议", "市长在北京召开会议", None),
    ("nothing there", "", "", "new", "new"),
]  # fmt: skip


@pytest.mark.parametrize(("base", "ours", "theirs", "merged"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_merged_or_left_to_a_person(base: str, ours: str, theirs: str, merged: str | None) -> None:
    assert merge(base, ours, theirs) == merged
    assert merge(base, theirs, ours) == merged


def test_a_text_too_long_to_compare_is_left_to_a_person() -> None:
    base = "word " * 20_001
    assert merge(base, "x " + base, base + "y") is None


# Few words, so that random texts have much in common and much repeats.
TEXTS = st.lists(st.sampled_from(["one", "two", "three", " ", " ", ", ", ".", "会", "议", "\n"]), max_size=25).map(
    "".join
)


@given(TEXTS, TEXTS)
def test_what_only_one_side_changed_is_taken(base: str, changed: str) -> None:
    assert merge(base, base, changed) == changed
    assert merge(base, changed, base) == changed
    assert merge(base, changed, changed) == changed


@given(TEXTS, TEXTS, TEXTS)
def test_it_does_not_matter_who_comes_first(base: str, ours: str, theirs: str) -> None:
    assert merge(base, ours, theirs) == merge(base, theirs, ours)


@given(TEXTS, TEXTS, TEXTS)
def test_nothing_is_invented_and_nothing_new_is_lost(base: str, ours: str, theirs: str) -> None:
    merged = merge(base, ours, theirs)
    if merged is None:
        return
    was, mine, other, made = (Counter(tokens(text)) for text in (base, ours, theirs, merged))
    assert set(made) <= set(mine) | set(other)
    for token in mine | other:
        # What both added may be the same addition; what one added and the other did not take away is there.
        added, taken = max(mine[token], other[token]) - was[token], was[token] - min(mine[token], other[token])
        if taken <= 0:
            assert made[token] >= was[token] + max(added, 0)


@given(st.lists(st.sampled_from(["alpha", "beta", "gamma", "delta"]), min_size=9, max_size=30), st.data())
def test_changes_well_apart_always_come_together(words: list[str], data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(words) - 5))
    second = data.draw(st.integers(first + 2, len(words) - 1))
    ours, theirs, both = list(words), list(words), list(words)
    ours[first] = both[first] = "OURS"
    theirs[second] = both[second] = "THEIRS"
    assert merge(" ".join(words), " ".join(ours), " ".join(theirs)) == " ".join(both)
