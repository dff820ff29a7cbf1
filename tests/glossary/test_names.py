"""Names by their capitals: what is one, and which two wordings mean the same."""

from __future__ import annotations

import pytest

from glossary.names import NameFacts, NameReader


@pytest.fixture(scope="module")
def reader(name_facts: NameFacts) -> NameReader:
    return NameReader(name_facts, "en")


NAMES = [
    ("the Linxi Municipal Bureau of Commerce held a meeting", ["Linxi Municipal Bureau of Commerce"]),
    ("The Ministry of Finance and the Ministry of Commerce said", ["Ministry of Finance", "Ministry of Commerce"]),
    ("Office of Information and Economy", ["Office of Information and Economy"]),
    ("the Bureau of Commerce’s report", ["Bureau of Commerce"]),
    ("the People’s Congress Standing Committee", ["People’s Congress Standing Committee"]),
    ("Deputy Director of the Bureau of Commerce", ["Bureau of Commerce"]),
    ("at the eighth plenary session of the fourteenth session", ["eighth plenary session of the fourteenth session"]),
    ("Bureau of Commerce\nCity Office", ["Bureau of Commerce", "City Office"]),
    ("Bureau of Commerce, City Office", ["Bureau of Commerce", "City Office"]),
    ("the 14th Five-Year Plan", ["14th Five-Year Plan"]),
    ("On November 26 John Smith met Mary", []),
    ("The Committee met", []),
    ("the bureau of commerce", []),
    ("", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), NAMES)
def test_what_is_a_name(reader: NameReader, text: str, expected: list[str]) -> None:
    names = list(reader.read(text))
    assert [name.text for name in names] == expected
    assert [text[name.span.start : name.span.end] for name in names] == expected


SAME = [
    ("XIX Party Central Committee", "19th Central Committee of the Party", True),
    ("Fifth Plenary Session of the XIX Central Committee", "5th Plenum of the 19th Central Committee", True),
    ("City Office of Information and Economy", "Municipal Directorate of Economy and Information Technology", True),
    ("Hunan Tourism and Culture Festival", "Hunan Culture and Tourism Festival", True),
    ("International Financial Centre", "International Finance Center", True),
    ("XIX Central Committee of the Party", "XIV Central Committee of the Party", False),
    ("Fifth Session of the 19th Congress", "19th Session of the Fifth Congress", False),
    ("XIV Provincial Committee of the Party", "XIV Municipal Committee of the Party", False),
    ("14th Five-Year Plan", "13th Five-Year Plan", False),
    ("Bureau of Commerce", "Bureau of Finance", False),
    ("Central Committee of the Party", "Central Commission of the Party", False),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "same"), SAME)
def test_what_means_the_same(reader: NameReader, one: str, other: str, same: bool) -> None:
    (left,), (right,) = reader.read(one), reader.read(other)
    assert (left.key == right.key) is same
    assert left.form != right.form


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the Provincial Committees", "Provincial Committee"),
        ("Five-Year Plan", "Five Year Plan"),
        ("PROVINCIAL COMMITTEE", "Provincial Committee"),
        ("Committee of the Province", "Committee of Province"),
    ],
)
def test_what_is_the_same_wording(reader: NameReader, one: str, other: str) -> None:
    assert reader.form(one) == reader.form(other)


@pytest.mark.parametrize("language", ["zh", "de", "ru", ""])
def test_no_names_where_capitals_say_nothing(name_facts: NameFacts, language: str) -> None:
    assert list(NameReader(name_facts, language).read("the Linxi Municipal Bureau of Commerce")) == []
