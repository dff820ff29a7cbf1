"""What is heavy is read in a process of its own: the same answers, ended by Cancel, never more memory than allowed."""

from __future__ import annotations

import subprocess
import threading
from pathlib import Path
from typing import Any

import pytest

from app.errors import Cancelled, UserError
from app.model import Imported
from app.readers import apart, read, read_apart, read_file, read_file_apart, read_pasted, read_pasted_apart
from app.readers.weight import is_heavy
from app.tasks import Task
from tests.app.readers.test_read_docx import p, packed, parts_of

LINES = b"A line of text.\n" * 30_000
PAGE = b"<html><body>" + b"<p>A paragraph of text.</p>" * 8_000
WORD = packed(parts_of("".join(p(f"Paragraph {number}") for number in range(20_000))))
MANY_ATTRIBUTES = b"<p " + b"".join(b"a%d=b " % number for number in range(400_000)) + b">x"


@pytest.mark.parametrize(
    ("name", "raw", "heavy"),
    [
        ("a.txt", b"A line.\n" * 1000, False),
        ("a.txt", LINES * 10, True),
        ("a.md", LINES, True),
        ("a.md", b"- item\n" * 1000, False),
        ("a.md", b"> " * 20 + b"a\n" + b"b\n" * 12_000, True),
        ("a.html", b"<p>x</p>" * 1000, False),
        ("a.html", PAGE, True),
        ("a.docx", WORD, True),
        ("a.docx", packed(parts_of(p("x"))), False),
        ("a.docx", b"no Word file", False),
        ("a.txt", bytes(65_000_000), False),
    ],
)  # fmt: skip
def test_what_is_heavy(name: str, raw: bytes, heavy: bool) -> None:
    assert is_heavy(name, raw) is heavy


@pytest.mark.parametrize(("name", "raw"), [("a.md", LINES), ("a.html", PAGE), ("a.docx", WORD)])
def test_the_answer_is_the_same(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, raw: bytes) -> None:
    here = read(name, raw)
    # In this process nothing is read any more.
    monkeypatch.setattr(apart, "read", None)
    assert read_apart(name, raw) == here
    (tmp_path / name).write_bytes(raw)
    assert read_file_apart(tmp_path / name) == here


def test_what_is_light_is_read_on_the_spot(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(subprocess, "Popen", None)
    (tmp_path / "a.txt").write_bytes(b"text")
    assert read_file_apart(tmp_path / "a.txt") == read_file(tmp_path / "a.txt")
    assert read_pasted_apart("text", "<p>text") == read_pasted("text", "<p>text")


def test_a_heavy_paste() -> None:
    assert read_pasted_apart("", PAGE.decode()) == read_pasted("", PAGE.decode())


def test_a_refusal_comes_through() -> None:
    with pytest.raises(UserError) as caught:
        read_apart("a.html", b"<p>" * 3_000_001)
    assert (caught.value.code, caught.value.facts["n"]) == ("too-many-tags", 3_000_001)


def test_cancel_ends_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[subprocess.Popen[bytes]] = []
    begun = threading.Event()
    popen: Any = subprocess.Popen

    def start(*given: Any, **named: Any) -> subprocess.Popen[bytes]:
        started.append(popen(*given, **named))
        begun.set()
        return started[-1]

    monkeypatch.setattr(subprocess, "Popen", start)
    task = Task()
    ended: list[BaseException | Imported] = []

    def job() -> None:
        try:
            # Minutes of work in one call of the parser, which nothing can stop from within.
            ended.append(read_apart("a.html", MANY_ATTRIBUTES, task))
        except Cancelled as error:
            ended.append(error)

    thread = threading.Thread(target=job)
    thread.start()
    assert begun.wait(60)
    task.cancel()
    thread.join(60)
    assert [type(end) for end in ended] == [Cancelled]
    assert started[0].returncode not in (0, None)


@pytest.mark.skipif("sys.platform == 'win32'", reason="processes are not bound there")
@pytest.mark.parametrize(
    ("bound", "value", "raw"),
    [
        ("CHILD_BYTES", 260_000_000, b"<html><body>" + b"<p>a" * 700_000),
        ("CHILD_SECONDS", 1, MANY_ATTRIBUTES),
    ],
)
def test_a_bomb_in_the_process_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, bound: str, value: int, raw: bytes
) -> None:
    run = f"from app.readers import child, limits; limits.{bound} = {value}; raise SystemExit(child.main())"
    monkeypatch.setattr(apart, "_PROGRAM", ("-c", run))
    with pytest.raises(UserError) as caught:
        read_apart("a.html", raw)
    assert (caught.value.code, caught.value.facts) == ("too-heavy", {"name": "a.html"})


def test_a_bug_in_the_process_is_a_bug(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "_PROGRAM", ("-c", "raise KeyError('ours')"))
    with pytest.raises(RuntimeError, match="KeyError: 'ours'"):
        read_apart("a.md", LINES)
