"""A real disk that is full, from too small to begin with on: a sentence each time, and everything saved stays.

Mounts small memory disks; skipped where that is not permitted (``disk`` does it by quota there).
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from app.errors import UserError
from app.model import Side
from app.review.edits import edit_text
from app.store import Store
from tests.durability.kill_store import create

KIB = 1024
TOO_SMALL = 256
"""KiB in which not even a new project has room."""
SIZES = (16, 64, 128, 160, 200, 256, 320, 448, 640, 1024, 2048, 5120)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Callable[[int], Path]]:
    """Mounts a disk of so many KiB."""
    where = tmp_path / "disk"
    where.mkdir()
    mounted = False

    def mount(size: int) -> Path:
        nonlocal mounted
        command = shutil.which("mount")
        if os.name != "posix" or os.getuid() != 0 or command is None:
            pytest.skip("mounting needs root")
        options = ["-t", "tmpfs", "-o", f"size={size}k", "tmpfs", str(where)]
        if subprocess.run([command, *options], capture_output=True, check=False).returncode:
            pytest.skip("mounting is not permitted")
        mounted = True
        return where

    yield mount
    if mounted:
        subprocess.run([shutil.which("umount") or "umount", str(where)], check=True)


@pytest.mark.parametrize("size", SIZES)
def test_a_full_disk_is_a_sentence_and_what_was_saved_stays(disk: Callable[[int], Path], size: int) -> None:
    path = disk(size) / "work.enface"
    ballast = path.with_name("ballast")
    ballast.write_bytes(b"x" * (size * KIB // 4))
    if said := refusal(lambda: create(path)):
        assert said == "disk-full"
        assert size <= TOO_SMALL
        return
    saved, refused = fill(path)
    assert refused, "the disk never was full"
    assert found(path) == saved
    ballast.unlink()
    more, _ = fill(path, most=1)
    assert more == [*saved, *more[len(saved) :]]
    assert len(more) == len(saved) + 1


def refusal(work: Callable[[], object]) -> str:
    """The code of what was said, "" when it was done."""
    try:
        work()
    except UserError as error:
        return error.code
    return ""


def fill(path: Path, most: int = 100_000) -> tuple[list[str], bool]:
    """Edits until the disk is full, with the log moved into the file now and then; what was said to be saved."""
    store = Store.open(path, "Ann")
    block = store.blocks(Side.TARGET)[0].id
    saved = [one.text for one in store.revisions(block)]
    try:
        for number in range(most):
            text = f"{len(saved)} " * (number % 400 + 1)
            if said := refusal(partial(store.apply, edit_text(store, {block: text}))):
                assert said == "disk-full"
                assert store.block(block).text == saved[-1]
                return saved, True
            saved.append(text)
            store.rest()
    finally:
        store.close()
    return saved, False


def found(path: Path) -> list[str]:
    store = Store.open(path, "Ben")
    try:
        assert store.faults() == []
        return [one.text for one in store.revisions(store.blocks(Side.TARGET)[0].id)]
    finally:
        store.close()
