"""Glossaries of every shape the model can have, for the formats' round trips."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from glossary.formats.collect import canonical, derived_ids
from glossary.model import Concept, Confidence, Glossary, Match, Scope, Status, Term

# What a table, a sheet or XML might stumble over: bars, quotes, braces of both widths, formula signs, line ends,
# entities, an escape of a sheet, right-to-left, signs beyond the first plane.
ALPHABET = "ab Z省全|\\\"',;{}｛｝<>[]#=+-@&\t\n\r_x0041_é́ع😀\u200b\u2028\x85"
TEXTS = st.text(ALPHABET, max_size=12) | st.sampled_from(
    ["A _x0041_", "=1+1", "a || b", "\\{n}", "enface: id=x", "<a|b>", "-", "#UTX", "# remark", "x\\"]
)
PATTERNS = st.sampled_from(
    ["{n}届", "<第|>{n,1..40}次[会议]", "{m:First} plenum", "\\[{n:1st}] || {n:I}", "{x*1e8:num} | {y}", "=[a|b]{n}"]
)


LITERALS = st.builds("{}{}{}".format, TEXTS, st.sampled_from('a省|{"='), TEXTS)
RELAXED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=60)
"""The machine may be busy; the examples are not at fault then."""


def _terms(texts: st.SearchStrategy[str], pattern: bool) -> st.SearchStrategy[Term]:
    return st.builds(Term, texts, st.sampled_from(Status), st.sampled_from(Scope), st.just(pattern))


_TERMS = st.lists(_terms(LITERALS, False) | _terms(PATTERNS, True), min_size=1, max_size=4).map(tuple)
_FIRST = st.none() | st.builds(Term, LITERALS) | st.builds(Term, PATTERNS, pattern=st.just(True))
_MATCHING = st.frozensets(st.sampled_from(Match))
_CONCEPTS = st.builds(
    Concept, TEXTS, _TERMS, _TERMS, TEXTS, TEXTS, TEXTS, st.sampled_from(Confidence), st.booleans(), _MATCHING, _FIRST
)


def _made(concepts: list[Concept], derived: bool) -> Glossary:
    """Ids as a reader would give them, or ids of their own."""
    shaped = canonical(Glossary("test", "zh", "en-GB", tuple(concepts))).concepts
    known = derived_ids(shaped) if derived else [""] * len(shaped)
    ids = [
        identity or f"{number}{concept.id}"
        for number, (identity, concept) in enumerate(zip(known, shaped, strict=True))
    ]
    return Glossary("test", "zh", "en-GB", tuple(replace(c, id=i) for c, i in zip(shaped, ids, strict=True)))


GLOSSARIES = st.builds(_made, st.lists(_CONCEPTS, min_size=1, max_size=3), st.booleans())
