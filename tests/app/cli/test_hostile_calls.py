"""Calls nobody makes on purpose: files made to hurt, names that are no names, words far too long."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest

from app.cli import main

_SECONDS = 5.0


def _run(*arguments: str | Path) -> tuple[int, float]:
    before = time.process_time()
    code = main([str(argument) for argument in arguments])
    return code, time.process_time() - before


def _commands(file: Path, folder: Path) -> list[tuple[str | Path, ...]]:
    return [
        ("clean", file, "--format", "json"),
        ("check", "--target", file, "--format", "json"),
        ("new", folder / "made.enface", "--target", file),
        ("align", file, file, "--level", "paragraph"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "<b>" * 60_000,
        "A." * 100_000,
        "." * 200_000,
        "(" * 100_000 + ")" * 100_000,
        "[" * 50_000 + ")" * 100_000,
        '"' * 200_000 + "x",
        "“" * 50_000 + "”" * 50_000,
        "a" + " " * 300_000 + "b",
        "word " * 60_000 + "\n",
        "x,y " * 60_000,
    ],
    ids=["tags", "capitals", "stops", "brackets", "mixed", "straight", "curly", "blanks", "words", "commas"],
)
def test_one_long_line_takes_seconds_and_no_more(text: str, tmp_path: Path) -> None:
    file = tmp_path / "long.txt"
    file.write_text(text, "utf-8")
    for command in _commands(file, tmp_path)[:3]:
        code, seconds = _run(*command)
        assert code in (0, 1)
        assert seconds < 2 * _SECONDS, command[0]


@pytest.mark.parametrize("digit", ["9", "９", "٣", "九"])
def test_a_number_of_thousands_of_digits(digit: str, tmp_path: Path) -> None:
    number = digit * 5_000
    file = tmp_path / "number.txt"
    file.write_text(f"In {number} years, Chapter {number}\n第{number}章\n{number},000.{number}\n", "utf-8")
    for command in _commands(file, tmp_path):
        assert _run(*command)[0] in (0, 1), command[0]


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.tmx", "<tmx/>", "TMX"),
        ("a.xlf", "<xliff/>", "XLIFF"),
        ("a.tbx", "<tbx/>", "TBX"),
        ("a.po", 'msgid "a"\nmsgstr "b"\n', "PO"),
        ("a.xml", '<?xml version="1.0"?><!-- x --><xliff version="1.2"/>', "XLIFF"),
        ("a", '<?xml version="1.0"?><martif type="TBX"/>', "TBX"),
        ("a.xml", '<?xml version="1.0"?><shopping/>', "XML"),
    ],
)
def test_files_of_other_programs_are_named(
    name: str, text: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / name
    file.write_text(text, "utf-8")
    assert _run("clean", file)[0] == 2
    error = capsys.readouterr().err
    assert said in error
    assert len(error.splitlines()) == 1


def test_an_xml_page_and_an_xml_text_are_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "page"
    page.write_text('<?xml version="1.0"?><!DOCTYPE html><html><body><p>Hello there.</p></body></html>', "utf-8")
    text = tmp_path / "text.txt"
    text.write_text('<?xml version="1.0"?><shopping/>', "utf-8")
    assert _run("clean", page)[0] == 0
    assert _run("clean", text)[0] == 0


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_a_name_that_is_not_utf8(tmp_path: Path) -> None:
    file = Path(os.fsdecode(os.fsencode(tmp_path) + b"/n\xff.txt"))
    file.write_text("Hello there.\n", "utf-8")
    for command in _commands(file, tmp_path):
        assert _run(*command)[0] == 0, command[0]


@pytest.mark.skipif(sys.platform == "win32", reason="pipes close otherwise there")
def test_a_reader_who_goes_away() -> None:
    program = "import sys; sys.stdin.read(); from app.cli import main; sys.exit(main(['check', '--list']))"
    with subprocess.Popen(
        [sys.executable, "-c", program],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=Path(__file__).parents[3],
    ) as process:  # fmt: skip
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        process.stdin.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


def test_more_lines_than_can_be_aligned_are_refused_first(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "lines.txt"
    file.write_text("a line\n" * 60_001, "utf-8")
    code, seconds = _run("align", file, file, "--lines")
    error = capsys.readouterr().err
    assert code == 2
    assert len(error.splitlines()) == 1
    assert "60" in error
    assert seconds < _SECONDS


def test_the_version_is_told_without_an_installation(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.modules["app.cli.commands"], "version", _not_installed)
    assert _run("--version")[0] == 0
    assert capsys.readouterr().out.startswith("enface (")


def _not_installed(name: str) -> str:
    raise PackageNotFoundError(name)


@pytest.mark.parametrize("name", ["", ".", "a" * 300, "a" * 250])
def test_no_project_can_be_called_so(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    text = tmp_path / "one.txt"
    text.write_text("hello", "utf-8")
    assert _run("new", name, "--target", text)[0] == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
