"""Dictionaries are found, fit a language, answer, and are absent in silence."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from app.spelling import Dictionary, find_dictionaries, fitting, load_speller, usual_folders
from tests.app.spelled import make_dictionary


def test_dictionaries_are_found_by_both_their_files(tmp_path: Path) -> None:
    first, second = make_dictionary(tmp_path / "a", "en_US"), make_dictionary(tmp_path / "b", "de_DE")
    make_dictionary(second, "en_US")
    (first / "fr_FR.dic").write_text("0\n", "utf-8")
    (first / "hyph_en.dic").write_text("x\n", "utf-8")
    found = find_dictionaries([tmp_path / "nowhere", first, second])
    assert found == (Dictionary("en_US", first), Dictionary("de_DE", second))
    assert found[0].tag == "en-US"


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("en", ["en_GB", "en_US"]),
        ("en-US", ["en_US"]),
        ("en-us", ["en_US"]),
        ("en-AU", ["en_GB", "en_US"]),
        ("de", ["de"]),
        ("de-AT", ["de"]),
        ("fr", []),
        ("e", []),
        ("", []),
    ],
)
def test_those_of_a_language(language: str, names: list[str]) -> None:
    here = [Dictionary(name, Path("x")) for name in ("en_GB", "en_US", "de", "sr_Latn_RS")]
    assert [one.name for one in fitting(language, here)] == names


def test_a_speller_knows_and_suggests(tmp_path: Path) -> None:
    speller = load_speller("en", [make_dictionary(tmp_path)])
    assert speller is not None
    assert [speller.knows(word) for word in ("meeting", "meetings", "meting", "don't")] == [True, True, False, True]
    assert speller.suggest("recieve")[0] == "receive"
    assert speller.suggest("don’r")[0] == "don’t"


def test_several_countries_are_asked_as_one(tmp_path: Path) -> None:
    folder = make_dictionary(tmp_path, "en_US", ("color",))
    make_dictionary(folder, "en_GB", ("colour",))
    speller = load_speller("en", [folder])
    assert speller is not None
    assert speller.knows("color")
    assert speller.knows("colour")
    british = load_speller("en-GB", [folder])
    assert british is not None
    assert not british.knows("color")


def test_without_a_dictionary_there_is_no_speller(tmp_path: Path) -> None:
    assert load_speller("en", [tmp_path]) is None
    assert load_speller("fr", [make_dictionary(tmp_path)]) is None
    assert load_speller("", [tmp_path]) is None


def test_without_the_extra_there_is_no_speller(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "hunspell", None)
    assert load_speller("en", [make_dictionary(tmp_path)]) is None


@pytest.mark.parametrize("body", [b"", b"\x00" * 1000, b"\xff\xfe" * 500, b"SET KLINGON\n", b"PFX A Y 9\n"])
def test_a_broken_dictionary_harms_nothing(tmp_path: Path, body: bytes) -> None:
    (tmp_path / "en.aff").write_bytes(body)
    (tmp_path / "en.dic").write_bytes(body)
    speller = load_speller("en", [tmp_path])
    assert speller is None or not speller.knows("meeting")


def test_the_usual_folders_are_of_this_machine() -> None:
    assert Path("/usr/share/hunspell") in usual_folders()
