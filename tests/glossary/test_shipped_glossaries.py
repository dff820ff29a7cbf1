"""The glossaries we ship: what they say in the cases they are known for, and what they must not say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from glossary.formats import load_glossary, read_csv, shipped_glossaries, write_csv
from glossary.matcher import Matcher, compile_matcher
from glossary.model import Verdict
from glossary.verdict import judge

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "glossaries"


def shipped(source: str, target: str) -> Matcher:
    return compile_matcher([load_glossary(path) for path in shipped_glossaries(FOLDER, source, target)], source, target)


@pytest.fixture(scope="module")
def chinese() -> Matcher:
    return shipped("zh", "en")


@pytest.fixture(scope="module")
def german() -> Matcher:
    return shipped("de", "en")


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.csv")), ids=str)
def test_every_file_reads_and_round_trips(path: Path) -> None:
    glossary = load_glossary(path)
    assert glossary.source_language
    assert read_csv(write_csv(glossary), glossary.name, glossary.source_language, glossary.target_language) == glossary


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.csv")), ids=str)
def test_no_addresses_and_every_source_term_once(path: Path) -> None:
    assert not re.search(r"https?:|www\.|\.(?:cn|com|org)\b|\bseen\b", path.read_text("utf-8"))
    sources = [term.text for concept in load_glossary(path).concepts for term in concept.source]
    assert len(sources) == len(set(sources))


def test_the_page_on_glossaries_lists_every_file_with_its_size() -> None:
    page = (FOLDER.parents[1] / "docs" / "glossaries.md").read_text("utf-8")
    listed = dict(re.findall(r"^\| `([^`]+)` \| (\d+) \|", page, re.MULTILINE))
    assert listed == {path.name: str(len(load_glossary(path).concepts)) for path in FOLDER.glob("*.csv")}


def test_no_two_files_of_a_pair_hold_one_source_term() -> None:
    held: dict[tuple[str, str, str], str] = {}
    twice = []
    for path in sorted(FOLDER.glob("*.csv")):
        glossary = load_glossary(path)
        for term in (term for concept in glossary.concepts for term in concept.source):
            key = glossary.source_language, glossary.target_language, term.text
            twice += [key] if held.setdefault(key, path.name) != path.name else []
    assert twice == []


WRONG = [
    ("忠实践行“八八战略”", "implement the “Strategy 8-8”", "Strategy 8-8", "Double-Eight Strategy"),
    ("两个一百年", "the “two centenarians”", "two centenarians", "Two Centenary Goals"),
    ("党组副书记", "the undersecretary of the party", "undersecretary of the party",
     "deputy secretary of the leading Party members group"),
    ("习近平总书记", "Secretary-General Xi Jinping’s visit", "Secretary-General", "General Secretary"),
    ("浏览次数：", "Points of view:", "Points of view", "Views"),
    ("总书记", "the Secretary-General", "Secretary-General", "General Secretary"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "target", "found", "suggestion"), WRONG)
def test_wrong_beside_the_source(chinese: Matcher, source: str, target: str, found: str, suggestion: str) -> None:
    assert [(entry.verdict, entry.found, entry.suggestion) for entry in judge(chinese, source, target)] == [
        (Verdict.FORBIDDEN, found, suggestion)
    ]


@pytest.mark.parametrize(
    ("target", "found"),
    [
        ("the “Strategy 8-8”", ["Strategy 8-8"]),
        ("the “two centenarians”", ["two centenarians"]),
        ("an undersecretary of the party", ["undersecretary of the party"]),
        ("Secretary-General Xi Jinping", ["Secretary-General"]),
        ("the Secretary-General of the CPC Central Committee", ["Secretary-General"]),
        ("the Secretary-General of the CPC", ["Secretary-General of the CPC"]),
    ],
)  # fmt: skip
def test_wrong_without_the_source(chinese: Matcher, target: str, found: list[str]) -> None:
    assert [entry.found for entry in judge(chinese, None, target)] == found


@pytest.mark.parametrize(
    "target",
    [
        "UN Secretary-General António Guterres", "Hong Kong’s Chief Secretary",
        "the Secretary-General of the Council", "an important window",
        "General Secretary Xi Jinping", "the Two Centenary Goals", "food safety and food security", "well-off society",
        "Points of view differ", "the State Department", "a new pattern of development", "rural revitalization",
        "the Scientific Outlook on Development", "the origin of the name", "reform and opening up", "an undersecretary",
    ],
)  # fmt: skip
def test_silent_without_the_source(chinese: Matcher, target: str) -> None:
    assert judge(chinese, None, target) == ()


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("打造“重要窗口”", "create an “important window”"),
        ("新发展格局", "new pattern of development"),
        ("新发展阶段", "the new stage of development"),
        ("党中央", "the Central Committee of the Party"),
        ("乡村振兴", "rural revitalization"),
        ("中央宣传部", "Publicity Department of the CPC Central Committee"),
        ("联合国秘书长", "the UN Secretary-General"),
    ],
)
def test_right_beside_the_source(chinese: Matcher, source: str, target: str) -> None:
    entries = judge(chinese, source, target)
    assert entries
    assert {entry.verdict for entry in entries} <= {Verdict.OK, Verdict.ADMITTED}


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("小康社会", "well-off society", ("style", "well-off society", "moderately prosperous society")),
        ("中国梦", "the China Dream", ("style", "China Dream", "Chinese Dream")),
    ],
)
def test_older_forms(chinese: Matcher, source: str, target: str, expected: tuple[str, str, str]) -> None:
    (entry,) = judge(chinese, source, target)
    assert (entry.verdict, entry.found, entry.suggestion) == expected


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("des Kaufvertrages", "of the purchase agreement", [("admitted", "purchase agreement", "")]),
        ("Sach- und Rechtsmängeln", "defects of title", [("ok", "defects of title", "")]),
        ("Diese Verordnung (EU) 2016/679", "This Ordinance (EU) 2016/679", [("forbidden", "Ordinance", "Regulation")]),
        ("die Richtlinien", "the guidelines", [("forbidden", "guidelines", "Directives")]),
        ("Eigentum und Besitz", "ownership and possession", [("ok", "ownership", ""), ("ok", "possession", "")]),
        ("das Eigentum", "the possession", [("forbidden", "possession", "ownership")]),
        ("personenbezogenen Daten", "person-related data", [("forbidden", "person-related data", "personal data")]),
        ("betroffener Personen", "of affected persons", [("forbidden", "affected persons", "data subjects")]),
    ],
)
def test_german_law(german: Matcher, source: str, target: str, expected: list[tuple[str, str, str]]) -> None:
    assert [(entry.verdict, entry.found, entry.suggestion) for entry in judge(german, source, target)] == expected
