"""The notation: what it expands to, and where it is said to go wrong."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.words import load_words
from glossary.errors import GlossaryError
from glossary.patterns.grammar import Literal, Slot, parse


def shown(cell: str) -> list[str]:
    return [
        "".join(item.shown if isinstance(item, Literal) else "{" + item.name + "}" for item in sequence)
        for sequence in parse(cell).sequences
    ]


@pytest.mark.parametrize(
    ("cell", "sequences"),
    [
        ("第{n}章", ["第{n}章"]),
        ("[第]{n}章", ["第{n}章", "{n}章"]),
        ("<第|>{n}章", ["第{n}章", "{n}章"]),
        ("<a|bc> {n}", ["bc {n}", "a {n}"]),
        ("[a[b]] {n}", ["ab {n}", "a {n}", " {n}"]),
        ("a|b {n}", ["a|b {n}"]),
        (r"\[{n}\] \\ \{x\}", [r"[{n}] \ {x}"]),
        ("｛n：1st，1．．5｝届", ["{n}届"]),
        ("(a) {n} § “b”", ["(a) {n} § “b”"]),
        ("{n} point[s]", ["{n} points", "{n} point"]),
    ],
)
def test_a_cell_is_its_sequences_the_longest_first(cell: str, sequences: list[str]) -> None:
    assert shown(cell) == sequences


@pytest.mark.parametrize(
    ("cell", "code", "at"),
    [
        ("{n", "pattern-open", 1),
        ("a [b {n}", "pattern-open", 3),
        ("a {n}]", "pattern-stray", 6),
        ("a > {n}", "pattern-stray", 3),
        ("{N}", "pattern-slot", 1),
        ("{n:}", "pattern-slot", 1),
        ("{}", "pattern-slot", 1),
        ("{n*0}", "pattern-slot", 1),
        ("{n*1/0}", "pattern-slot", 1),
        ("{n:2nd}", "pattern-form", 1),
        ("{n,5..1}", "pattern-range", 1),
        ("x{a}{b}", "pattern-neighbours", 5),
        ("x{a}[y]{b}", "pattern-neighbours", 8),
        ("[] {n}", "pattern-empty-set", 1),
        ("", "pattern-empty", 1),
        ("{n}" + "x" * 200, "pattern-long", 201),
        ("{n}" + "[a]" * 9, "pattern-many", 28),
        (" ".join(f"{{n{i}}}" for i in range(9)), "pattern-slots", 1),
    ],
)
def test_what_is_wrong_is_said_with_its_place(cell: str, code: str, at: int) -> None:
    with pytest.raises(GlossaryError) as caught:
        parse(cell)
    assert (caught.value.code, caught.value.facts["at"]) == (code, at)
    assert cell[:20] in load_words().say(f"errors.{code}", **caught.value.facts) or code == "pattern-long"


@pytest.mark.parametrize(
    ("slot", "reading", "value"),
    [
        ("{x*1e8:num}", "86.4", "8640000000"),
        ("{x*-10+100}", "8", "20"),
        ("{x+1}", "2", "3"),
        ("{x*1/15}", "30", "2"),
        ("{x*15:amount}", "2", "30"),
    ],
)
def test_a_scale_is_exact_and_can_be_undone(slot: str, reading: str, value: str) -> None:
    item = parse(slot + "x").sequences[0][0]
    assert isinstance(item, Slot)
    assert item.value(Fraction(reading)) == Fraction(value)
    assert item.reading(Fraction(value)) == Fraction(reading)


def test_a_table_slot_may_stand_beside_a_number() -> None:
    assert shown("{c:@committee}{n}届") == ["{c}{n}届"]


@given(st.text(alphabet="ab届{}[]<>|\\:,.*1n@｛｝ ", max_size=60))
def test_any_cell_is_parsed_or_refused_in_words(cell: str) -> None:
    try:
        count = len(parse(cell).sequences)
    except GlossaryError:
        return
    assert 1 <= count <= 256


def test_every_code_has_its_sentence() -> None:
    words = load_words()
    folder = Path(__file__).resolve().parents[3] / "glossary" / "patterns"
    codes = {
        part.split('"')[0]
        for name in ("grammar.py", "validate.py")
        for part in (folder / name).read_text("utf-8").split('"pattern-')[1:]
    }
    assert len(codes) > 12
    assert [code for code in sorted(codes) if f"errors.pattern-{code}" not in words] == []
