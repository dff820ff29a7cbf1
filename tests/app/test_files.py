"""The swap: either the new file is there whole, or the old one is, and nothing lies beside it."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from app.errors import UserError
from app.files import replace_file
from app.words import load_words


def test_written_whole(tmp_path: Path) -> None:
    target = tmp_path / "译文.txt"
    replace_file(target, b"one")
    replace_file(target, b"two")
    assert target.read_bytes() == b"two"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.skipif(os.name != "posix", reason="permissions and links as on POSIX")
def test_permissions_and_links_are_kept(tmp_path: Path) -> None:
    target, link = tmp_path / "a.txt", tmp_path / "link.txt"
    target.write_bytes(b"old")
    target.chmod(0o640)
    link.symlink_to(target)
    replace_file(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"
    assert target.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize(
    ("call", "number", "code"),
    [
        ("fsync", errno.ENOSPC, "disk-full"),
        ("fsync", errno.EDQUOT, "disk-full"),
        ("fsync", errno.EIO, "target-unwritable"),
        ("fsync", errno.EROFS, "target-readonly"),
        ("replace", errno.EACCES, "target-locked"),
        ("replace", errno.EBUSY, "target-locked"),
    ],
)
def test_the_old_file_survives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int, code: str
) -> None:
    target = tmp_path / "a.txt"
    target.write_bytes(b"old")

    def fail(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, call, fail)
    with pytest.raises(UserError) as caught:
        replace_file(target, b"new")
    assert caught.value.code == code
    assert str(target) in load_words().error(caught.value)
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_places_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_bytes(b"x")
    cases = [
        (tmp_path / "folder", "target-is-folder"),
        (tmp_path / "no" / "a.txt", "folder-missing"),
        (tmp_path / "file" / "a.txt", "folder-missing"),
        (tmp_path / "a\0b", "target-unwritable"),
        (tmp_path / ("x" * 300), "target-unwritable"),
    ]
    for path, code in cases:
        with pytest.raises(UserError) as caught:
            replace_file(path, b"new")
        assert caught.value.code == code
        assert load_words().error(caught.value)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "folder"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="permissions do not bind this user")
def test_a_folder_or_file_one_may_not_change(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    target.write_bytes(b"old")
    target.chmod(0o444)
    with pytest.raises(UserError, match="target-forbidden"):
        replace_file(target, b"new")
    tmp_path.chmod(0o555)
    with pytest.raises(UserError, match="target-forbidden"):
        replace_file(tmp_path / "b.txt", b"new")
    tmp_path.chmod(0o755)
    assert target.read_bytes() == b"old"
