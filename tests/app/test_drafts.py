"""The draft journal: nothing kept is lost, nothing torn or foreign harms, a disk that refuses is borne."""

from __future__ import annotations

import errno
import json
import os
import threading
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app import drafts
from app.drafts import Draft, DraftJournal, key_of
from app.model import BlockId, RevisionSeq, RowId
from app.places import drafts_path

TEXTS = ["", "a", "ab\nc", "委员会", "e\u0301 \u2028 \x00 \ud800", "𠮷" * 50, '"\\']


def draft(text: str, row: int = 1, block: int = 2, base: int = 3) -> Draft:
    return Draft(RowId(row), BlockId(block), RevisionSeq(base), text, "2026-01-02T03:04:05Z")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "made" / "on demand" / "x.drafts"


def works(journal: DraftJournal) -> bool:
    return journal.working


def reopened(path: Path) -> tuple[Draft, ...]:
    """What the next sitting finds after a kill: the file as it is, nothing closed."""
    return DraftJournal(path).pending()


@pytest.mark.parametrize("text", TEXTS)
def test_every_text_comes_back_as_it_was_typed(path: Path, text: str) -> None:
    journal = DraftJournal(path)
    journal.keep(draft(text))
    assert reopened(path) == (draft(text),)
    journal.close()
    assert reopened(path) == (draft(text),)


def test_the_last_key_counts_and_the_order_is_that_of_the_first(path: Path) -> None:
    journal = DraftJournal(path)
    for text, block in (("a", 7), ("b", 3), ("ab", 7), ("abc", 7)):
        journal.keep(draft(text, block=block))
    assert [(d.block, d.text) for d in reopened(path)] == [(7, "abc"), (3, "b")]
    journal.close()


def test_a_block_is_the_same_text_in_whatever_row_it_stands_by_now(path: Path) -> None:
    journal = DraftJournal(path)
    journal.keep(draft("typed", row=1, block=7))
    journal.drop(RowId(9), BlockId(7))
    assert journal.pending() == ()
    for row in (1, 2):
        journal.keep(draft("first text", row=row, block=0))
    journal.drop(RowId(1), BlockId(0))
    assert [d.row for d in reopened(path)] == [2]
    journal.close()


def test_nothing_is_written_until_something_is_typed_and_nothing_is_left_behind(path: Path) -> None:
    journal = DraftJournal(path)
    journal.drop(RowId(1), BlockId(2))
    journal.sync()
    assert not path.parent.exists()
    journal.keep(draft("a"))
    journal.drop(RowId(1), BlockId(2))
    assert path.stat().st_size == 0
    journal.keep(draft("b"))
    assert reopened(path) == (draft("b"),)
    journal.drop(RowId(1), BlockId(2))
    journal.close()
    journal.close()
    assert not path.exists()


def test_what_an_earlier_sitting_left_stands_until_it_is_forgotten(path: Path) -> None:
    first = DraftJournal(path)
    first.keep(draft("left behind"))
    first.close()
    second = DraftJournal(path)
    second.keep(draft("typed now"))
    assert reopened(path) == (draft("left behind"), draft("typed now"))
    second.drop(RowId(1), BlockId(2))
    assert reopened(path) == (draft("left behind"),)
    second.forget(draft("left behind"))
    assert reopened(path) == ()
    second.close()


def test_a_write_torn_at_any_byte_costs_its_own_line_alone(path: Path) -> None:
    journal = DraftJournal(path)
    journal.keep(draft("first"))
    whole = path.stat().st_size
    journal.keep(draft("first 委"))
    data = path.read_bytes()
    journal.close()
    for length in range(len(data) + 1):
        path.write_bytes(data[:length])
        expected = draft("first 委") if length == len(data) else draft("first")
        assert reopened(path) == ((expected,) if length >= whole else ()), length
        # What is typed after the accident is as safe as ever.
        after = DraftJournal(path)
        after.keep(draft("after", block=5))
        after.close()
        assert reopened(path)[-1] == draft("after", block=5), length


def test_a_changed_byte_anywhere_costs_its_own_line_alone(path: Path) -> None:
    journal = DraftJournal(path)
    for block in (1, 2, 3):
        journal.keep(draft("text", block=block))
    data = path.read_bytes()
    journal.close()
    ends = [i for i, byte in enumerate(data) if byte == 10] + [len(data)]
    for at in range(len(data)):
        path.write_bytes(data[:at] + bytes([data[at] ^ 0x41]) + data[at + 1 :])
        hit = max(i for i, end in enumerate(ends) if end <= at)
        left = {int(d.block) for d in reopened(path)}
        # A line end that is gone joins two lines.
        lost = {hit + 1} | ({hit} if at in ends else set())
        assert left == {1, 2, 3} - lost, at


def line(record: object) -> bytes:
    data = json.dumps(record).encode()
    return b"\n%08x %s" % (zlib.crc32(data), data)


FOREIGN = {
    "nothing": b"",
    "noise": bytes(range(256)) * 40,
    "zeros": b"\0" * 5_000,
    "a line without end": b"x" * 200_000,
    "another shape": line({"row": 1}) + line([]) + line(None) + line("x") + line([1, 2, 3, 4, 5, 6]),
    "a number no file has": line([1, 1 << 70, 1, 1, "t", "at"]),
    "not numbers": line([1, "1", 1, 1, "t", "at"]) + line([1, 1.5, 1, 1, "t", "at"]),
    "deep": b"\n%08x %s" % (zlib.crc32(b"[" * 100_000), b"[" * 100_000),
    "many digits": b"\n%08x %s" % (zlib.crc32(b"9" * 10_000), b"9" * 10_000),
    "not UTF-8": b"\n%08x %s" % (zlib.crc32(b'"\xff"'), b'"\xff"'),
}


@pytest.mark.parametrize("content", FOREIGN.values(), ids=FOREIGN)
def test_a_foreign_file_is_no_draft_and_no_obstacle(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    journal = DraftJournal(path)
    assert journal.pending() == ()
    journal.keep(draft("a"))
    journal.close()
    assert reopened(path) == (draft("a"),)


def test_of_a_file_without_end_the_newest_part_is_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    journal = DraftJournal(path)
    for block in range(1, 200):
        journal.keep(draft("text", block=block))
    journal.close()
    monkeypatch.setattr(drafts, "_READ", 1_000)
    left = [int(d.block) for d in reopened(path)]
    assert left == list(range(left[0], 200))
    assert 5 < len(left) < 30


def refuse(code: int) -> Callable[..., int]:
    def call(*_given: object) -> int:
        raise OSError(code, os.strerror(code))

    return call


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EROFS])
def test_a_disk_that_refuses_is_noted_and_tried_again(path: Path, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    journal = DraftJournal(path)
    journal.keep(draft("a"))
    assert works(journal)
    with monkeypatch.context() as patch:
        for name in ("write", "ftruncate", "fsync", "fdatasync", "open"):
            if hasattr(os, name):
                patch.setattr(os, name, refuse(code))
        journal.keep(draft("ab"))
        assert not works(journal)
        assert journal.pending() == (draft("ab"),)
        journal.sync()
        journal.drop(RowId(1), BlockId(2))
        journal.keep(draft("abc"))
    assert reopened(path) == (draft("a"),)
    journal.keep(draft("abcd"))
    assert works(journal)
    assert reopened(path) == (draft("abcd"),)
    journal.close()


def test_half_a_write_is_a_refusal_and_harms_no_other_line(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    journal = DraftJournal(path)
    write = os.write
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", lambda file, data: write(file, data[: len(data) // 2]))
        journal.keep(draft("a", block=1))
    assert not works(journal)
    journal.keep(draft("b", block=2))
    assert works(journal)
    assert reopened(path) == (draft("b", block=2),)
    journal.close()


def test_a_folder_that_cannot_be_made_is_borne(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    journal = DraftJournal(tmp_path / "file" / "x.drafts")
    journal.keep(draft("a"))
    assert not works(journal)
    journal.drop(RowId(1), BlockId(2))
    journal.close()


def test_a_text_beyond_all_measure_is_not_kept_and_no_key_is_lost_after_it(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafts, "_LONGEST", 1_000)
    journal = DraftJournal(path)
    journal.keep(draft("x" * 2_000))
    assert not works(journal)
    journal.keep(draft("short"))
    assert works(journal)
    assert reopened(path) == (draft("short"),)
    journal.close()


def test_a_long_sitting_does_not_make_a_long_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafts, "_COMPACT", 10_000)
    journal = DraftJournal(path)
    journal.keep(draft("waits", block=9))
    text, largest = "", 0
    for number in range(3_000):
        text = (text + "x")[-100:]
        journal.keep(replace(draft(text), base=RevisionSeq(number)))
        largest = max(largest, path.stat().st_size)
        if not number % 500:
            assert reopened(path) == journal.pending()
    assert largest < 11_000
    assert (
        reopened(path) == journal.pending() == (draft("waits", block=9), replace(draft(text), base=RevisionSeq(2999)))
    )
    assert list(path.parent.iterdir()) == [path]
    journal.close()


def test_a_file_that_is_all_of_use_grows_past_the_measure(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not written anew with each key."""
    anew: list[int] = []
    monkeypatch.setattr(drafts, "_COMPACT", 1_000)
    monkeypatch.setattr(os, "fsync", anew.append)
    journal = DraftJournal(path)
    for block in range(1, 300):
        journal.keep(draft("text", block=block))
    assert len(reopened(path)) == 299
    assert anew == []
    journal.close()


def test_a_compaction_the_disk_refuses_loses_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafts, "_COMPACT", 1_000)
    monkeypatch.setattr(os, "fsync", refuse(errno.ENOSPC))
    journal = DraftJournal(path)
    for number in range(100):
        journal.keep(draft("x" * number))
        assert reopened(path) == journal.pending()
    journal.close()


def test_two_programs_on_copies_of_a_project_take_nothing_of_each_other_away(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafts, "_COMPACT", 500)
    one, other = DraftJournal(path), DraftJournal(path)
    one.keep(draft("one", block=1))
    other.keep(draft("other", block=2))
    one.drop(RowId(1), BlockId(1))
    for number in range(20):
        one.keep(draft("more" * number, block=3))
    one.drop(RowId(1), BlockId(3))
    assert reopened(path) == (draft("other", block=2),)
    one.close()
    assert reopened(path) == (draft("other", block=2),)
    other.close()


def test_a_sync_waits_beside_the_typing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys, a compaction and a close go on while the disk takes its time."""
    entered, leave = threading.Event(), threading.Event()

    def slow(file: int) -> None:
        os.fstat(file)
        entered.set()
        leave.wait(20)

    name = "fdatasync" if hasattr(os, "fdatasync") else "fsync"
    journal = DraftJournal(path)
    journal.keep(draft("a"))
    with monkeypatch.context() as patch:
        patch.setattr(os, name, slow)
        waiting = threading.Thread(target=journal.sync)
        waiting.start()
        assert entered.wait(20)
        journal.keep(draft("ab"))
        journal.close()
        leave.set()
        waiting.join(20)
    assert not waiting.is_alive()
    journal.sync()
    assert reopened(path) == (draft("ab"),)


ROWS, BLOCKS = st.integers(1, 3), st.integers(0, 3)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("keep"), ROWS, BLOCKS, st.text(max_size=8)),
        st.tuples(st.just("drop"), ROWS, BLOCKS),
        st.tuples(st.just("forget"), st.integers(0, 5)),
        st.tuples(st.just("sync")),
        st.tuples(st.just("reopen")),
        st.tuples(st.just("kill")),
    ),
    max_size=60,
)


@settings(max_examples=150, deadline=None)
@given(steps=STEPS)
def test_it_is_a_dictionary_that_outlives_its_process(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[object, ...]]
) -> None:
    path = tmp_path_factory.mktemp("model") / "x.drafts"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(drafts, "_COMPACT", 600)
        _against_a_dictionary(path, steps)


def _against_a_dictionary(path: Path, steps: list[tuple[object, ...]]) -> None:
    left: list[Draft] = []
    typed: dict[tuple[RowId, BlockId], Draft] = {}
    journal = DraftJournal(path)
    for number, step in enumerate(steps):
        match step:
            case ("keep", int(row), int(block), str(text)):
                # Each its own, as each key has its own time.
                made = draft(text, row, block, base=number)
                typed[made.key] = made
                journal.keep(made)
            case ("drop", int(row), int(block)):
                typed.pop(key_of(RowId(row), BlockId(block)), None)
                journal.drop(RowId(row), BlockId(block))
            case ("forget", int(which)) if which < len(left):
                journal.forget(left.pop(which))
            case ("sync",):
                journal.sync()
            case ("reopen",) | ("kill",):
                if step == ("reopen",):
                    journal.close()
                left.extend(typed.values())
                typed.clear()
                killed, journal = journal, DraftJournal(path)
                assert journal.pending() == tuple(left)
                killed._let_go()
        assert journal.pending() == (*left, *typed.values())
        assert reopened(path) == journal.pending()
    journal.close()


@pytest.mark.parametrize("identity", ["", "0f3a", "../../etc/passwd", "a/b", "x" * 5_000, "\0"])
def test_an_identity_never_chooses_the_folder(identity: str) -> None:
    path = drafts_path(identity)
    assert path.parent == drafts_path("other").parent
    assert path != drafts_path("other")
    assert path.is_relative_to(os.environ["XDG_DATA_HOME"])
    assert len(path.name) < 60
