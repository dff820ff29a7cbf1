"""Whatever stands on either side: each source occurrence is in the ledger once, and no target place serves two."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from glossary.formats import read_csv
from glossary.matcher import compile_matcher
from glossary.model import Verdict
from glossary.verdict import judge

TABLE = """source,target,admitted,deprecated,forbidden,forbidden_anywhere
甲,blue sky,azure,,red sky,
甲乙,blue sky law,law of the skies,,,sky law
乙,law/rule,,statute,bill,
丙（丁）,sky (heaven),,,hell,
戊,blue law rule,,,,
己,green tea,,,,
庚,tea house,,,,
"""
SIGNS = st.text(alphabet="甲乙丙丁戊己庚，辛", max_size=12) | st.text(alphabet="戊己庚", max_size=4)
WORDS = st.lists(
    st.sampled_from(["blue", "sky", "skies", "law", "laws", "rule", "azure", "red", "hell", "bill", "heaven", "of",
                     "green tea", "tea house", "green tea house", "blue sky law", "(GT)", "GT", "the", "(",
                     ")", "-", ",", "statute", "skylaw"]),
    max_size=16,
).map(" ".join)  # fmt: skip
MATCHER = compile_matcher([read_csv(TABLE, "test", "zh", "en")], "zh", "en")


@settings(max_examples=400, deadline=None)
@given(SIGNS, WORDS)
def test_every_occurrence_has_one_entry(source: str, target: str) -> None:
    entries = judge(MATCHER, source, target)
    beside = [entry for entry in entries if entry.source is not None]
    assert [entry.source for entry in beside] == [hit.span for hit in MATCHER.source_hits(source)]
    places = sorted(entry.target for entry in entries if entry.target is not None)
    assert all(one.end <= two.start for one, two in pairwise(places))
    for entry in entries:
        assert (entry.target is None) is (entry.verdict is Verdict.MISSING)
        assert entry.target is None or entry.found == target[slice(*entry.target)]


@settings(max_examples=200, deadline=None)
@given(WORDS)
def test_a_right_target_is_never_refused(words: str) -> None:
    entry, *_ = judge(MATCHER, "甲", f"azure , {words}")
    assert entry.verdict in (Verdict.OK, Verdict.ADMITTED)
