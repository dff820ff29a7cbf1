"""Glossary tables: what is read, what is refused with its line, and the way back."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.errors import GlossaryError
from glossary.formats import load_glossary, pattern_count, read_csv, shipped_glossaries, write_csv
from glossary.formats.cells import is_pattern, join_cell, split_cell
from glossary.formats.csv import MAX_CELL, read_table
from glossary.model import Concept, Confidence, Glossary, Scope, Status, Term

P, A, D, F = Status.PREFERRED, Status.ADMITTED, Status.DEPRECATED, Status.FORBIDDEN


def read(text: str | bytes) -> Glossary:
    return read_csv(text, "test", "zh", "en")


def targets(text: str | bytes) -> list[list[tuple[str, str, str]]]:
    return [
        [(term.text, term.status.value, term.scope.value) for term in concept.target] for concept in read(text).concepts
    ]


READ = [
    ("source,target,status\n甲,one,preferred\n", [[("one", "preferred", "beside")]]),
    ("source,target\n甲,one\n", [[("one", "preferred", "beside")]]),
    ("Source;Target\n甲;one, two\n", [[("one, two", "preferred", "beside")]]),
    ("source\ttarget\n甲\t\"a \"\"b\"\"\"\n", [[('a "b"', "preferred", "beside")]]),
    ("target,source\none,甲\n", [[("one", "preferred", "beside")]]),
    ("source,targets,years\n甲,one|two,2015\n", [[("one", "preferred", "beside"), ("two", "admitted", "beside")]]),
    ("source,target,admitted\n甲,a/b (c),d|e\n",
     [[("a/b (c)", "preferred", "beside"), ("d", "admitted", "beside"), ("e", "admitted", "beside")]]),
    ("source,target,forbidden,forbidden_anywhere\n甲,a,b|c,c|d\n",
     [[("a", "preferred", "beside"), ("c", "forbidden", "anywhere"), ("d", "forbidden", "anywhere"),
       ("b", "forbidden", "beside")]]),
    ("source,target,deprecated,deprecated_anywhere\n甲,a,b,c\n",
     [[("a", "preferred", "beside"), ("c", "deprecated", "anywhere"), ("b", "deprecated", "beside")]]),
    ("source,target,forbidden\n甲,,b\n", [[("b", "forbidden", "beside")]]),
    ("source,target,admitted\n甲,a\\|b,\\{c\\}|d\\e\n",
     [[("a|b", "preferred", "beside"), ("{c\\}", "admitted", "beside"), ("d\\e", "admitted", "beside")]]),
    # a line with another status adds to the concept; another preferred form is another concept
    ("source,target,status\n甲,a,preferred\n甲,b,forbidden\n",
     [[("a", "preferred", "beside"), ("b", "forbidden", "beside")]]),
    ("source,target\n甲,a\n甲,b\n", [[("a", "preferred", "beside")], [("b", "preferred", "beside")]]),
    ("source,target\n甲,a\n甲,a\n", [[("a", "preferred", "beside")]]),
    # without a header: OmegaT's tables
    ("甲\tone\n乙\t\"two\" b\ta note\n", [[("one", "preferred", "beside")], [('"two" b', "preferred", "beside")]]),
    ("# a remark\n甲\tone\n甲\ttwo\n", [[("one", "preferred", "beside"), ("two", "admitted", "beside")]]),
    ("甲,one\n乙,two\n", [[("one", "preferred", "beside")], [("two", "preferred", "beside")]]),
    ("甲\ta|b {c}\n", [[("a|b {c}", "preferred", "beside")]]),
    ("source,target\r\n\r\n甲,one\r\n", [[("one", "preferred", "beside")]]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), READ)
def test_reads(text: str, expected: list[list[tuple[str, str, str]]]) -> None:
    assert targets(text) == expected


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings(encoding: str) -> None:
    text = "source,target\n省委,CPC provincial committee\n"
    assert read(text.encode(encoding)).concepts[0].source[0].text == "省委"


def test_the_other_columns() -> None:
    header = "source,target,domain,note,confidence,citation,ambiguous"
    (concept,) = read(f'{header}\n甲|乙,a,law,"keep, always",medium,Civil Code,yes\n').concepts
    assert concept == Concept(
        "甲|乙", (Term("甲"), Term("乙")), (Term("a"),), "law", "keep, always", "Civil Code", Confidence.MEDIUM, True
    )


def test_patterns_are_kept_and_counted() -> None:
    text = "source,target,admitted\n<{n}届|第{n}届>,{n:1st} <a|b>,{n:1st} c || {n} d\n乙,\\{n\\},\n"
    glossary = read(text)
    assert pattern_count(glossary) == 4
    assert [term.text for term in glossary.concepts[0].target] == ["{n:1st} <a|b>", "{n:1st} c", "{n} d"]
    assert glossary.concepts[1].preferred == "{n\\}"


REFUSED = [
    ("source,target\n甲,a\n,b\n", "glossary-no-source", 3),
    ("source,target\n甲,\n", "glossary-no-target", 2),
    ("source,target,status\n甲,a,best\n", "glossary-bad-value", 2),
    ("source,target,confidence\n甲,a,low\n", "glossary-bad-value", 2),
    ("source,target,ambiguous\n甲,a,maybe\n", "glossary-bad-value", 2),
    ("source,target,matching\n甲,a,case often\n", "glossary-bad-value", 2),
    ("source,target\n甲,a,b\n", "glossary-too-many-cells", 2),
    ('source,target\n"甲\n一",a\n乙,\n', "glossary-no-target", 4),
    ("source,target,forbidden\n甲,a,a\n", "glossary-contradiction", 2),
    ("source,target,status\n甲,a,preferred\n甲,a,forbidden\n", "glossary-contradiction", 3),
    ('source,target\n甲,"a\n乙,b\n', "glossary-quotes", 2),
    ('source,target\n甲,"a"b\n', "glossary-quotes", 2),
    (f"source,target\n甲,{'a' * (MAX_CELL + 1)}\n", "glossary-cell-too-long", 2),
    (f"source,target\n甲,{'a' * 2000}\n", "glossary-cell-too-long", 2),
    ("甲\tone\n乙\n", "glossary-no-target", 2),
]


@pytest.mark.parametrize(("text", "code", "line"), REFUSED)
def test_refuses_with_the_line(text: str, code: str, line: int) -> None:
    with pytest.raises(GlossaryError) as caught:
        read(text)
    assert (caught.value.code, caught.value.facts["name"], caught.value.facts["line"]) == (code, "test", line)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "glossary-empty"),
        (b"source,target\n", "glossary-empty"),
        (b"\n\n", "glossary-empty"),
        (b"source,target\n\x81\xff,a", "glossary-encoding"),
        (b"\xff\xfea", "glossary-encoding"),
        (b"a" * (32 * 1024 * 1024 + 1), "glossary-too-big"),
    ],
)
def test_refuses_the_whole(raw: bytes, code: str) -> None:
    with pytest.raises(GlossaryError) as caught:
        read(raw)
    assert caught.value.code == code


def test_an_unmarked_encoding_is_guessed_by_the_languages_and_said_to_be_a_guess() -> None:
    imported = read_table("source,target\n全会精神,plenum\n".encode("gb18030"), "test", "zh", "en")
    assert imported.glossary.concepts[0].source[0].text == "全会精神"
    assert (imported.encoding, imported.guessed) == ("gb18030", True)


@given(st.binary(max_size=200) | st.text(max_size=200))
def test_anything_is_read_or_refused(raw: bytes | str) -> None:
    try:
        glossary = read(raw)
    except GlossaryError:
        return
    assert glossary.concepts
    assert all(concept.source and concept.target for concept in glossary.concepts)


WORDS = st.text(alphabet="ab省 |\\\",;'-(", min_size=1, max_size=8).map(str.strip).filter(bool)


@given(st.lists(WORDS.map(lambda word: " ".join(word.split())), min_size=1, max_size=4, unique=True))
def test_cells_round_trip(variants: list[str]) -> None:
    cell = join_cell((text, False) for text in variants)
    assert not is_pattern(cell)
    assert split_cell(cell) == tuple(variants)


def test_a_table_round_trips() -> None:
    concepts = (
        Concept(
            "甲", (Term("甲"),),
            (Term("a, b"), Term('"c" | d', A), Term("e", D, Scope.ANYWHERE), Term("f", D), Term("g", F, Scope.ANYWHERE),
             Term("h\\", F)),
            "law", "a note,\nin two lines", "Civil Code", Confidence.MEDIUM, True,
        ),
        Concept("甲#2", (Term("甲"),), (Term("z"),)),
        Concept("<{n}届>", (Term("<{n}届>", pattern=True),), (Term("{n:1st}", pattern=True),)),
        Concept("乙", (Term("乙"),), (Term("x", F),)),
    )  # fmt: skip
    glossary = Glossary("test", "zh", "en", concepts)
    assert read(write_csv(glossary)) == glossary


def test_control_characters_are_no_part_of_a_term() -> None:
    assert targets("source,target\n甲,o\x00n\x1b\x7fe\n") == [[("one", "preferred", "beside")]]


def test_a_fault_quotes_a_cell_in_one_short_line() -> None:
    with pytest.raises(GlossaryError) as caught:
        read('source,target,ambiguous\n甲,one,"no\n' + "o" * 5000 + '"\n')
    assert caught.value.facts["value"] == "no " + "o" * 57 + "…"


@pytest.mark.parametrize(
    "table",
    [
        lambda n: "甲\tone\n" + "".join(f"甲\t{number}\n" for number in range(n)),
        lambda n: "source,target,status\n" + "".join(f"甲,{number},admitted\n" for number in range(n)),
        lambda n: (
            ("source,target,admitted\n甲,one," + "|".join(format(number, "x") for number in range(90)) + "\n")
            * (n // 90)
        ),
        lambda n: "source,target,forbidden\n甲,one," + "|".join(chr(0x4E00 + number) for number in range(n)) + "\n",
    ],
)
def test_many_variants_take_no_more_than_their_share(
    growth: Callable[[Callable[[int], object], int], float], table: Callable[[int], str]
) -> None:
    assert growth(lambda n: read(table(n)), 1_000) < 24


def test_only_used_columns_are_written() -> None:
    assert write_csv(read("source,target\n甲,a\n")) == "source,target,status\n甲,a,preferred\n"


@pytest.mark.parametrize(
    ("file", "name", "pair"),
    [
        ("party.zh-en.csv", "party", ("zh", "en")),
        ("party.old.zh_Hans-en_GB.csv", "party.old", ("zh-Hans", "en-GB")),
        ("mine.csv", "mine", ("", "")),
    ],
)
def test_the_file_name_says_what_it_is(tmp_path: Path, file: str, name: str, pair: tuple[str, str]) -> None:
    path = tmp_path / file
    path.write_text("source,target\n甲,a\n", "utf-8")
    glossary = load_glossary(path)
    assert (glossary.name, glossary.source_language, glossary.target_language) == (name, *pair)


def test_every_fault_has_its_sentence() -> None:
    root = Path(__file__).resolve().parents[3]
    sentences = tomllib.loads((root / "resources/i18n/en/errors.toml").read_text("utf-8"))
    rooms = [*(root / "glossary/formats").glob("*.py"), root / "app/cli/terms.py"]
    code = "".join(path.read_text("utf-8") for path in rooms)
    raised = set(re.findall(r'"((?:glossary|tbx)-[a-z-]+)"', code)) - {"tbx-dca", "tbx-dct"}
    assert raised == {key for key in sentences if key.startswith(("glossary-", "tbx-"))}


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    with pytest.raises(GlossaryError, match="glossary-missing"):
        load_glossary(tmp_path / "none.zh-en.csv")
    with pytest.raises(GlossaryError, match="glossary-unreadable"):
        load_glossary(tmp_path)


def test_shipped_glossaries_go_by_name(tmp_path: Path) -> None:
    for file in ("b.zh-en.csv", "a.zh-en.csv", "law.de-en.csv", "other.csv", "notes.zh-en.txt"):
        (tmp_path / file).touch()
    assert [path.name for path in shipped_glossaries(tmp_path, "zh-CN", "en-GB")] == ["a.zh-en.csv", "b.zh-en.csv"]
    assert shipped_glossaries(tmp_path, "en", "zh") == shipped_glossaries(tmp_path, "", "") == ()
    assert shipped_glossaries(tmp_path / "nowhere", "zh", "en") == ()
