"""The settings begin in the language of the system, and whatever the file holds, the program starts."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.settings import Settings, load_settings, save_settings, system_language

KNOWN = ("en", "zh")


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_SG"}, "zh"),
        ({"LANG": "zh_TW.UTF-8"}, "en"),
        ({"LANG": "zh-Hant-HK"}, "en"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8@euro"}, "en"),
        ({"LANG": "C"}, "en"),
        ({"LANG": "de_DE", "LC_ALL": "zh_CN"}, "zh"),
        ({"LANG": "zh_CN", "LC_MESSAGES": "en_US"}, "en"),
        ({}, "en"),
    ],
)
def test_the_language_of_the_system(environ: dict[str, str], language: str) -> None:
    assert system_language(environ, KNOWN) == language


def test_a_first_start_speaks_as_the_system_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert load_settings(tmp_path / "none.json").language == "zh"


def test_settings_come_back_as_they_were(tmp_path: Path) -> None:
    settings = Settings("Lin", "dark", "zh", "translator", 15, 17, False, "memoq", ("rows reject Q",), ("/a.enface",))
    save_settings(settings, tmp_path / "settings.json")
    assert load_settings(tmp_path / "settings.json") == settings


@pytest.mark.parametrize("text", ["", "[1]", '{"theme": 7, "own_keys": "x", "source_size": null}', "{"])
def test_an_odd_file_gives_the_defaults(tmp_path: Path, text: str) -> None:
    path = tmp_path / "settings.json"
    path.write_text(text, "utf-8")
    assert load_settings(path).theme == "light"
    assert load_settings(path).own_keys == ()
