from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.align.formats import (
    GIVEN,
    WRITTEN,
    NumberedText,
    format_of,
    ids_for,
    read_alignment,
    read_document,
    read_links,
    write_alignment,
    write_document,
)
from app.align.formats.links import is_ordered
from app.errors import UserError
from app.model import Alignment, Bead
from app.words import load_words

WORDS = load_words()
SOURCE = NumberedText("tale.de.xml", ["Es war einmal.", "Ein König.", "Der lachte.", "Ende."])
TARGET = NumberedText("tale.en.xml", ["Once upon a time there was a king.", "He laughed.", "The end."])
BEADS = (Bead((0, 1), (0,), 0.75), Bead((2,), (1,), 0.5), Bead((3,), (2,), 1.0))
LINKED = [(bead.source, bead.target) for bead in BEADS]


def read(
    text: str | bytes, format: str = "", source: NumberedText = SOURCE, target: NumberedText = TARGET
) -> Alignment:
    return read_alignment("x.al", text if isinstance(text, bytes) else text.encode(), source, target, format)


def sides(alignment: Alignment) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    return [(bead.source, bead.target) for bead in alignment.beads]


def refusal(text: str | bytes, format: str = "") -> str:
    with pytest.raises(UserError) as fault:
        read(text, format)
    return WORDS.error(fault.value)


LADDER = "0\t0\t0.3\n2\t1\t1.25\n3\t2\t-0.3\n4\t3\t-0.3\n"
BITEXT = """\
Es war einmal. ~~~ Ein König.\tOnce upon a time there was a king.\t0.4
Der lachte.\tHe laughed.\t2
Ende.\tThe end.\t1
"""
LINKS = """<?xml version="1.0" encoding="utf-8"?>
<linkGrp toDoc="tale.en.xml" fromDoc="tale.de.xml">
<link type="1-2" xtargets="1:1;1:1 1:2" status="man"/>
<link type="1-1" xtargets="1:2;1:3" status="auto"/>
<link type="1-1" xtargets="1:3;1:4"/>
</linkGrp>"""


@pytest.mark.parametrize(
    ("text", "format"),
    [
        (LADDER, "ladder"),
        (BITEXT, "hunalign"),
        ("0,1\t0\n2\t1\n3\t2\n", "tsv"),
        ("\ufeff0,1\t0\r\n\r\n2\t1\r\n3\t2", "tsv"),
        ("[0, 1]:[0]:0.034\n[2]:[1]:0.2\n[3]:[2]:1e-3\n", "vecalign"),
        ("[0,1]:[0]\n[2]:[1]\n[3]:[2]\n", "vecalign"),
        (json.dumps({"beads": [{"source": one, "target": two} for one, two in LINKED]}), "json"),
        (LINKS, "intertext"),
    ],
)  # fmt: skip
def test_an_alignment_is_known_by_its_lines(text: str, format: str) -> None:
    assert format_of(text.encode()) == format
    assert sides(read(text)) == LINKED
    assert sides(read(text, format)) == LINKED


def test_a_quality_is_a_confidence_only_where_all_could_be() -> None:
    assert {bead.confidence for bead in read(LADDER).beads} == {1.0}
    assert [bead.confidence for bead in read("0\t0\t0.75\n2\t1\t0.5\n4\t3\t0\n").beads] == [0.75, 0.5]


def test_a_ladder_without_qualities_is_known_by_its_last_rung() -> None:
    assert sides(read("0\t0\n2\t1\n3\t2\n4\t3\n")) == LINKED
    assert sides(read("0\t0\n2\t1\n3\t2\n")) == [((0,), (0,)), ((1,), ()), ((2,), (1,)), ((3,), (2,))]


def test_units_that_no_link_names_stand_alone_where_they_belong() -> None:
    assert sides(read("2\t1\n")) == [((0,), ()), ((1,), ()), ((), (0,)), ((2,), (1,)), ((3,), ()), ((), (2,))]


def test_links_that_cross_or_leave_gaps_are_kept() -> None:
    assert sides(read("3\t0\n0,2\t2\n1\t1\n")) == [((0, 2), (2,)), ((1,), (1,)), ((3,), (0,))]


def test_an_alignment_in_order_stays_as_it_stands() -> None:
    text = "\t0\n0\t\n1\t1\n\t2\n2,3\t\n"
    assert sides(read(text)) == [((), (0,)), ((0,), ()), ((1,), (1,)), ((), (2,)), ((2, 3), ())]


@pytest.mark.parametrize(
    ("text", "format", "says"),
    [
        ("0\t0\n9\t1\n", "", "Line 2 of the alignment “x.al” names unit 10 of a text that has 4"),
        ("0\t0\n1\t0\n", "", "Line 2 of the alignment “x.al” names unit 1, which line 1 has already taken"),
        ("0,0\t1\n", "", "Line 1 of the alignment “x.al” names unit 1, which line 1 has already taken"),
        ("0\t0\n\n1 1\n", "tsv", "Line 3"),
        ("0\t-1\n", "tsv", "Line 1"),
        ("0\t1.5\n", "tsv", "Line 1"),
        ("0\t٣\n", "tsv", "Line 1"),
        (f"0\t{'9' * 5000}\n", "tsv", "Line 1"),
        ("[0]:[1\n", "vecalign", "Line 1"),
        ("0\t0\t1\n3\t2\t1\n2\t2\t1\n4\t3\t1\n", "", "Line 3 of the ladder “x.al” goes back"),
        ("0\t0\t1\n999999999\t3\t1\n4\t3\t1\n", "", "Line 3 of the ladder “x.al” goes back"),
        ("0," * 60_000 + "0\t0\n", "tsv", "Line 1"),
        ("0\t0\t1\n4\t2\t1\n", "", "ends at 4 and 2 in line 2, but the texts have 4 and 3"),
        ("1\t0\t1\n4\t3\t1\n", "", "Line 1 of the ladder “x.al” must be its beginning"),
        ("", "ladder", "ends at 0 and 0"),
        ("Es war einmal.\tOnce upon\t1\n", "", "Line 1 of the alignment “x.al” says “Once upon”, which is"),
        ("kein Tab\n", "", "Line 1"),
        ("{", "", "Line 1"),
        ('{"beads":\n[{"source":[0],"target":[0]},\n{"source":[1],"target":["1"]}]}', "", "Line 3"),
        ('{"beads":[3]}', "", "Line 1"),
        ('{"beads":{}}', "json", "Line 1"),
        ("[" * 100_000, "json", "Line 1"),
        ('{"beads":[{"source":[' + "9" * 6000 + '],"target":[0]}]}', "json", "Line 1"),
        (b"0\t0\n\xff\t1\n", "", "Line 2 of the alignment “x.al” is not UTF-8"),
        (LINKS.replace("1:4", "1:5"), "", "Line 5 of the alignment “x.al” names the id “1:5”"),
        (LINKS.replace("1:3;1:4", "1:3 1:4"), "", "Line 5"),
        (LINKS.replace("</linkGrp>", "</link>"), "", "no well-formed XML: line 6"),
        ('<!DOCTYPE a [<!ENTITY x SYSTEM "x">]><linkGrp><link xtargets="&x;;"/></linkGrp>', "", "entities"),
        ("<linkGrp>" + "<link>" * 5000, "", "no well-formed XML"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_line(text: str | bytes, format: str, says: str) -> None:
    assert says in refusal(text, format)


@pytest.mark.parametrize(
    "head",
    [
        '<linkGrp toDoc="tale.en.xml" fromDoc="tale.de.xml">',
        '<linkGrp toDoc="corpus/tale.en.xml.gz" fromDoc="corpus/tale.de.xml.gz">',
        # Neither name is known and all ids fit both ways: the translation was made from the fromDoc.
        '<linkGrp toDoc="a" fromDoc="b">',
    ],
)
def test_the_first_list_of_intertext_is_the_to_document(head: str) -> None:
    text = f'{head}<link xtargets="1:1;1:1 1:2"/></linkGrp>'
    assert sides(read(text))[0] == ((0, 1), (0,))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('<linkGrp toDoc="tale.de.xml" fromDoc="tale.en.xml"><link xtargets="1:1 1:2;1:1"/></linkGrp>', "by name"),
        ('<linkGrp toDoc="a" fromDoc="b"><link xtargets="1:1 1:2;1:1"/><link xtargets="1:4;1:3"/></linkGrp>', "by ids"),
        ('<linkGrp><link xtargets="1:1 1:2;1:1"/></linkGrp>', "not named at all"),
        ('<cesAlign><linkGrp toDoc="a" fromDoc="b"><link xtargets="1:1 1:2;1:1"/></linkGrp></cesAlign>', "OPUS"),
    ],
)
def test_the_first_list_is_the_source_where_that_is_told(text: str, why: str) -> None:
    assert sides(read(text))[0] == ((0, 1), (0,)), why


def test_ids_may_differ_in_their_prefixes() -> None:
    source = NumberedText("a", ["x", "y"], ["de:1:1", "de:2:1"])
    target = NumberedText("b", ["z"], ["s7"])
    text = '<linkGrp><link xtargets="p1.1 de:2:1;7"/></linkGrp>'
    assert sides(read(text, source=source, target=target)) == [((0, 1), (0,))]


def test_a_document_of_intertext_is_its_elements_with_ids() -> None:
    raw = b"""<?xml version="1.0"?><text id="t"><head id="1"><s id="1:1">One\n  <hi>big</hi> title</s></head>
    <p id="2"><s id="2:1">Two.</s> <s id="2:2">A &amp; B.</s></p></text>"""
    found = read_document(raw, "x.xml")
    assert found.texts == ("One big title", "Two.", "A & B.")
    assert found.ids == ("1:1", "2:1", "2:2")
    assert found.begins == (True, True, False)


def test_a_document_may_number_its_paragraphs_only() -> None:
    found = read_document(b'<text><p id="1">One <hi>big</hi>.</p><p id="2">Two.</p></text>', "x.xml")
    assert (found.texts, found.begins) == (("One big.", "Two."), (True, True))


@pytest.mark.parametrize(
    "raw",
    [
        b"<text><p>No ids.</p></text>",
        b"<text><p id='1'>",
        b"not xml",
        b"",
        b'<!DOCTYPE text [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><text><p id="1">&b;</p></text>',
    ],
)
def test_a_document_without_ids_or_with_traps_is_refused(raw: bytes) -> None:
    with pytest.raises(UserError) as fault:
        read_document(raw, "x.xml")
    assert "x.xml" in WORDS.error(fault.value)


# Round trips --------------------------------------------------------------------------------------------------------

texts = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "Zs", "Cc"]), max_size=12)
solid = st.text(st.characters(codec="utf-8", exclude_characters="~"), max_size=12).map("x".__add__)
confidences = st.integers(0, 10_000).map(lambda n: n / 10_000)


@st.composite
def alignments(draw: st.DrawFn, texts: st.SearchStrategy[str] = texts) -> tuple[Alignment, NumberedText, NumberedText]:
    """Alignments in order, every unit in one bead, none empty on both sides."""
    kinds = draw(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)).filter(any), max_size=8))
    beads, source, target = [], 0, 0
    for ours, theirs in kinds:
        ids = tuple(range(source, source + ours)), tuple(range(target, target + theirs))
        beads.append(Bead(*ids, draw(confidences)))
        source, target = source + ours, target + theirs
    units = [draw(st.lists(texts, min_size=n, max_size=n)) for n in (source, target)]
    return Alignment(tuple(beads)), NumberedText("one.de.xml", units[0]), NumberedText("one.en.xml", units[1])


@pytest.mark.parametrize("format", [format for format in WRITTEN if format != "hunalign"])
@settings(deadline=None)
@given(alignments())
def test_what_is_written_is_read_back(format: str, case: tuple[Alignment, NumberedText, NumberedText]) -> None:
    alignment, source, target = case
    raw = write_alignment(format, alignment, source, target).encode()
    found = read_alignment("x", raw, source, target, format)
    assert sides(found) == sides(alignment)
    if format == "ladder":
        assert [bead.confidence for bead in found.beads] == [bead.confidence for bead in alignment.beads]


@settings(deadline=None)
@given(alignments(solid))
def test_a_text_of_hunalign_is_read_back(case: tuple[Alignment, NumberedText, NumberedText]) -> None:
    alignment, source, target = case
    raw = write_alignment("hunalign", alignment, source, target).encode()
    found = read_alignment("x", raw, source, target, "hunalign")
    assert [(b.source, b.target, b.confidence) for b in found.beads] == [
        (b.source, b.target, b.confidence) for b in alignment.beads
    ]


@settings(deadline=None)
@given(alignments())
def test_json_is_read_back(case: tuple[Alignment, NumberedText, NumberedText]) -> None:
    alignment, source, target = case
    beads = [{"source": b.source, "target": b.target, "confidence": b.confidence} for b in alignment.beads]
    assert read_alignment("x", json.dumps({"beads": beads}).encode(), source, target, "json") == alignment


@settings(deadline=None)
@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=12), min_size=1, max_size=8))
def test_a_document_is_read_back_but_for_its_spaces(units: list[str]) -> None:
    found = read_document(write_document(units, ids_for(len(units))).encode(), "x")
    assert found.ids == ids_for(len(units))
    assert len(found.texts) == len(units)
    for unit, text in zip(units, found.texts, strict=True):
        if all(char.isprintable() for char in unit):
            assert text == " ".join(unit.split())


def test_beads_that_cross_are_no_ladder() -> None:
    alignment = Alignment((Bead((0,), (1,)), Bead((1,), (0,))))
    assert not is_ordered(alignment.beads)
    for format in ("ladder", "hunalign"):
        with pytest.raises(UserError) as fault:
            write_alignment(format, alignment, NumberedText("", ["a", "b"]), NumberedText("", ["c", "d"]))
        assert "cross" in WORDS.error(fault.value)


@settings(deadline=None)
@given(st.binary(max_size=300), st.sampled_from(("", *GIVEN)))
def test_no_bytes_break_the_readers(raw: bytes, format: str) -> None:
    try:
        found = read_links("x", raw, SOURCE, TARGET, format)
    except UserError as fault:
        said = WORDS.error(fault)
        assert said.count("\n") <= raw.count(b"\n")
    else:
        assert all(unit >= 0 for link in found for side in link.sides for unit in side)
