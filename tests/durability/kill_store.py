"""kill -9 of a program that writes revisions: every one it was told is saved is there.

``python -m tests.durability.kill_store --rounds 10000`` is the long form. Each round forks a warm child that opens the
project and edits, saying so over a pipe after each ``apply`` that returned, and kills it at a moment nobody chose. This
tests the program, not the disk: what the system has taken survives the process (for the disk see ``power``).
"""

from __future__ import annotations

import argparse
import os
import random
import select
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from app.model import Bead, BlockId, Imported, ImportedBlock, Side
from app.review.edits import edit_text
from app.store import Store

_ROUNDS_PER_PROJECT = 20
_OPENING, _WRITING = 0.03, 0.02
"""The longest until the kill, in seconds: from the fork in one round of five, else from the first acknowledgement."""
_BLOCKS = 8


@dataclass(slots=True)
class Figures:
    """``lost`` are changesets acknowledged and not there, or there with another text; ``early`` are rounds that ended
    before the first acknowledgement, ``unsaid`` changesets that are there and nobody was told."""

    rounds: int = 0
    acked: int = 0
    lost: int = 0
    unsaid: int = 0
    early: int = 0
    faults: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def sound(self) -> bool:
        return not self.lost and not self.faults

    def __str__(self) -> str:
        return (
            f"kill -9 of the store: {self.rounds} rounds in {self.seconds:.1f} s, {self.acked} acknowledged, "
            f"{self.lost} lost, {len(self.faults)} faults; {self.unsaid} saved and not yet said, "
            f"{self.early} killed before the first"
        )


def run(rounds: int, seed: int, *, ack_first: bool = False) -> Figures:
    """``ack_first`` is the control: a program that says "saved" before it is."""
    figures, rng, began = Figures(), random.Random(seed), time.monotonic()
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        for number in range(rounds):
            path = Path(folder) / f"{number // _ROUNDS_PER_PROJECT}.enface"
            if number % _ROUNDS_PER_PROJECT == 0:
                create(path)
            before, acked = newest_in(path), _killed(path, rng, ack_first=ack_first)
            _verify(path, before, acked, figures, thorough=number % _ROUNDS_PER_PROJECT == 0)
            figures.rounds += 1
            if number % _ROUNDS_PER_PROJECT == _ROUNDS_PER_PROJECT - 1:
                path.unlink()
    figures.seconds = time.monotonic() - began
    return figures


def create(path: Path) -> None:
    texts = [f"text {number}" for number in range(_BLOCKS)]
    target = Imported("t.txt", "txt", b"", "\n".join(texts), tuple(map(ImportedBlock, texts)))
    with _opened(Store.create(path, "Ann")) as store:
        beads = [Bead((), (number,)) for number in range(_BLOCKS)]
        store.import_documents({Side.TARGET: target}, {Side.TARGET: "en"}, beads, {})


def newest_in(path: Path) -> int:
    with _opened(Store.open(path, "Ann")) as store:
        return store.changesets(1)[0].id


def _killed(path: Path, rng: random.Random, *, ack_first: bool) -> int:
    """Lets a child write until it is killed; how many changesets it said it had saved."""
    reading, writing = os.pipe()
    child_seed, opening = rng.random(), rng.random() < 0.2
    after = rng.uniform(0, _OPENING if opening else _WRITING)
    child = os.fork()
    if child == 0:
        try:
            write_for_ever(path, random.Random(child_seed), writing, ack_first=ack_first)
        finally:
            os._exit(1)
    os.close(writing)
    acked = 0 if opening else len(os.read(reading, 1))
    deadline = time.monotonic() + after
    while (left := deadline - time.monotonic()) > 0:
        if select.select([reading], [], [], left)[0]:
            said = os.read(reading, 4096)
            if not said:
                break
            acked += len(said)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while said := os.read(reading, 4096):
        acked += len(said)
    os.close(reading)
    return acked


def write_for_ever(path: Path, rng: random.Random, writing: int, *, ack_first: bool) -> None:
    """Edits for ever: one paragraph mostly, several at times, some long ones, so that the log is moved as well."""
    store = Store.open(path, "Ann")
    number: int = store.changesets(1)[0].id
    ids = [block.id for block in store.blocks(Side.TARGET)]
    while True:
        number += 1
        if ack_first:
            os.write(writing, b".")
        store.apply(edit_text(store, _texts(ids, number)))
        if not ack_first:
            os.write(writing, b".")
        if rng.random() < 0.1:
            store.rest()


def _texts(ids: list[BlockId], changeset: int) -> dict[BlockId, str]:
    """What the changeset of a number writes: the same for whoever asks."""
    rng = random.Random(changeset)
    many, length = (5 if rng.random() < 0.1 else 1), rng.choice((1, 1, 1, 20, 20_000))
    return {id_: f"{changeset} {id_} " * length for id_ in rng.sample(ids, many)}


def _verify(path: Path, before: int, acked: int, figures: Figures, *, thorough: bool) -> None:
    """The next opener just opens; what it finds is what was said, and at most one changeset more."""
    with _opened(Store.open(path, "Ben")) as store:  # checks pages, references, heads and chain
        newest = store.changesets(1)[0].id
        ids = [block.id for block in store.blocks(Side.TARGET)]
        found: dict[int, dict[BlockId, str]] = {}
        for revision in store.latest_revisions((newest - before) * _BLOCKS):
            found.setdefault(revision.changeset, {})[revision.block] = revision.text
        for number in range(before + 1, max(newest, before + acked) + 1):
            if found.get(number) != _texts(ids, number):
                figures.lost += 1
        if newest > before + acked + 1:
            figures.faults.append(f"{newest - before - acked} changesets nobody was told of")
        if thorough:
            figures.faults += map(str, store.faults())
    figures.acked += acked
    figures.unsaid += max(newest - before - acked, 0)
    figures.early += not acked


@contextmanager
def _opened(store: Store) -> Iterator[Store]:
    try:
        yield store
    finally:
        store.close()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--ack-first", action="store_true", help="the control: must lose")
    options = parser.parse_args()
    figures = run(options.rounds, options.seed, ack_first=options.ack_first)
    sys.stdout.write(f"{figures}\n")
    for fault in figures.faults:
        sys.stdout.write(f"  {fault}\n")
    return 0 if figures.sound else 1


if __name__ == "__main__":
    raise SystemExit(main())
