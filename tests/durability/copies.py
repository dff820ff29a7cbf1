"""What a file manager makes of a project that is open and being written: copies in every order, opened and counted.

``python -m tests.durability.copies --rounds 60``. The file alone must never pass without a word; a log copied beside it
is as good as a crash, but for the moment in which the log is being moved into the file.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import sys
import tempfile
from collections import Counter
from pathlib import Path

from app.errors import UserError
from app.store import Store
from tests.durability.kill_store import create, newest_in, write_for_ever

ORDERS = {"file alone": ("",), "file, then log": ("", "-wal"), "log, then file": ("-wal", "")}


def count(order: tuple[str, ...], rounds: int, seed: int) -> Counter[str]:
    """What became of copies made while another process was writing.

    ``refused``: seen to be damaged. ``warned``: opened, with the word that it was copied while open. ``whole``: opened,
    and everything that was said to be saved before the copy began is in it. ``stale``: opened without a word, and
    something is missing.
    """
    found: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path, copy = folder / "work.enface", folder / "elsewhere" / "copy.enface"
        create(path)
        copy.parent.mkdir()
        rng, base = random.Random(seed), newest_in(path)
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            try:
                write_for_ever(path, random.Random(seed), writing, ack_first=False)
            finally:
                os._exit(1)
        os.close(writing)
        try:
            for _ in range(rounds):
                base += len(os.read(reading, rng.randrange(1, 40)))
                for end in order:
                    shutil.copyfile(f"{path}{end}", f"{copy}{end}")
                found[_opened(copy, base)] += 1
                for one in copy.parent.iterdir():
                    one.unlink()
        finally:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            os.close(reading)
    return found


def _opened(copy: Path, saved: int) -> str:
    try:
        store = Store.open(copy, "Ben")
    except UserError as error:
        return "refused" if error.code == "damaged" else error.code
    try:
        if any(notice.code == "copied-open" for notice in store.notices):
            return "warned"
        return "whole" if store.changesets(1)[0].id >= saved else "stale"
    finally:
        store.close()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    silent = 0
    for name, order in ORDERS.items():
        found = count(order, options.rounds, options.seed)
        if len(order) == 1:
            silent += options.rounds - found["warned"] - found["refused"]
        said = ", ".join(f"{number} {what}" for what, number in sorted(found.items()))
        sys.stdout.write(f"{name}: {options.rounds} copies: {said}\n")
    return 1 if silent else 0


if __name__ == "__main__":
    raise SystemExit(main())
