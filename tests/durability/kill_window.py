"""kill -9 of the real window while somebody types: what was said to be saved is there, at most one key is gone.

python -m tests.durability.kill_window --rounds 1000
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from app.drafts import DraftJournal
from app.errors import UserError
from app.model import RowId, Side
from app.places import drafts_path
from app.recovery import recovered
from app.store import Store
from app.store.soundness import find_faults

MOST = 120
"""Announcements after which a sitting is killed at the latest."""


@dataclass(slots=True)
class Figures:
    """What the rounds came to. ``lost`` are acknowledged revisions that are not there, ``behind`` texts that are more
    than one key short, ``strange`` drafts nobody typed, ``corrupt`` projects that are not sound."""

    rounds: int = 0
    saved: int = 0
    keys: int = 0
    exact: int = 0
    one_short: int = 0
    drafts: int = 0
    lost: int = 0
    behind: int = 0
    strange: int = 0
    corrupt: int = 0
    seconds: float = 0.0
    notes: list[str] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        return not (self.lost or self.behind or self.strange or self.corrupt)

    def __str__(self) -> str:
        return (
            f"kill -9 of the window: {self.rounds} rounds in {self.seconds:.1f} s; "
            f"{self.saved} revisions acknowledged, {self.lost} lost; {self.keys} keys announced, "
            f"{self.exact} texts exact, {self.one_short} one key short, {self.behind} further behind; "
            f"{self.drafts} drafts recovered, {self.strange} strange; {self.corrupt} projects corrupt"
        )


class Sitting:
    """One process with a window and the pipe it tells over."""

    def __init__(self, zygote: subprocess.Popen[str], project: Path, seed: int, control: str) -> None:
        assert zygote.stdin is not None
        assert zygote.stdout is not None
        self._orders: IO[str] = zygote.stdin
        self._answers: IO[str] = zygote.stdout
        pipe = project.with_suffix(".pipe")
        os.mkfifo(pipe)
        order = {"project": str(project), "pipe": str(pipe), "seed": seed, "control": control}
        self._order(json.dumps(order))
        self._pid = int(self._answers.readline())
        self.told: list[list[Any]] = []
        self._pipe = pipe.open(encoding="utf-8")

    def listen(self) -> list[Any] | None:
        """The next announcement, None when the process is gone. What was cut short was never said."""
        line = self._pipe.readline()
        if not line.endswith("\n"):
            return None
        self.told.append(json.loads(line))
        return self.told[-1]

    def kill(self) -> None:
        """kill -9; then everything that was said before."""
        os.kill(self._pid, signal.SIGKILL)
        while self.listen() is not None:
            pass
        self._pipe.close()
        self._order("")
        if self._answers.readline() != f"{-signal.SIGKILL}\n":
            raise RuntimeError("the window was gone before it was killed")

    def _order(self, line: str) -> None:
        self._orders.write(line + "\n")
        self._orders.flush()


@contextmanager
def _zygote(folder: Path, base: Path) -> Iterator[subprocess.Popen[str]]:
    """The process that makes the project all sittings begin with, and forks them."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "OPENBLAS_NUM_THREADS": "1"}
    log = (folder / "child.log").open("w")
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.durability.typing_child", str(base)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True, env=environment,
        cwd=Path(__file__).resolve().parents[2],
    )  # fmt: skip
    try:
        assert process.stdout is not None
        if process.stdout.readline() != "ready\n":
            raise RuntimeError((folder / "child.log").read_text())
        yield process
    finally:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.close()
        process.stdout.close()
        process.wait()
        log.close()


def run(rounds: int, folder: Path, *, seed: int = 1, control: str = "", until_loss: bool = False) -> Figures:
    """Kills as many sittings; ``control`` weakens the program ("no-drafts", "early-ack"), and must show loss."""
    figures, chance, began = Figures(), random.Random(seed), time.monotonic()
    base = folder / "base.enface"
    with _zygote(folder, base) as zygote:
        for number in range(rounds):
            place = folder / f"round-{number}"
            place.mkdir()
            project = place / "p.enface"
            shutil.copy(base, project)
            sitting = Sitting(zygote, project, chance.randrange(1 << 30), control)
            _listen_for_a_while(sitting, chance, control)
            try:
                sitting.kill()
            except RuntimeError as error:
                error.add_note((folder / "child.log").read_text())
                raise
            _verify(project, sitting.told, figures, f"round {number} of seed {seed}")
            shutil.rmtree(place)
            if until_loss and not figures.sound:
                break
    figures.seconds = time.monotonic() - began
    return figures


def _listen_for_a_while(sitting: Sitting, chance: random.Random, control: str) -> None:
    """Until a random announcement, and a random moment after it; in the control of early words, until one of them."""
    last = chance.randrange(1, MOST)
    while (told := sitting.listen()) is not None:
        if control == "early-ack" and told[0] == "saved" and len(sitting.told) > last // 4:
            return
        if control != "early-ack" and len(sitting.told) > last:
            # Within the key that was announced, or after it, or in the saving that follows.
            time.sleep(chance.choice((0, 0.0005, 0.005)) * chance.random())
            return


def _verify(project: Path, told: list[list[Any]], figures: Figures, where: str) -> None:
    """Opens what the killed process left, without a window, and holds it against what was said."""
    reads: dict[int, str] = {}
    before: str | None = None
    last = 0
    for what, *facts in told:
        if what in ("open", "type"):
            last, text = facts
            before = reads.get(last) if what == "type" else text
            reads[last] = text
            figures.keys += what == "type"
    figures.rounds += 1
    try:
        store = Store.open(project, "Ann")
    except UserError as error:
        figures.corrupt += 1
        figures.notes.append(f"{where}: {error}")
        return
    faults = [str(fault) for fault in find_faults(store._connection, thorough=True)]
    figures.corrupt += bool(faults)
    figures.notes.extend(f"{where}: {fault}" for fault in faults)
    journal = DraftJournal(drafts_path(store.identity))
    try:
        offered, done = recovered(store, journal.pending())
        figures.drafts += len(offered)
        for row, seq, text in (facts for what, *facts in told if what == "saved"):
            figures.saved += 1
            if not _has(store, RowId(row), seq, text):
                figures.lost += 1
                figures.notes.append(f"{where}: lost {text!r}")
        texts = {int(row.id): row.text(Side.TARGET) for row in store.rows(store.row_ids())}
        for found in offered:
            texts[int(found.row or 0)] = found.draft.text
            if found.row != last:
                figures.strange += 1
                figures.notes.append(f"{where}: strange {found.draft.text!r}")
        for row, text in reads.items():
            if _same(texts.get(row, ""), text):
                figures.exact += 1
            elif row == last and _same(texts.get(row, ""), before or ""):
                figures.one_short += 1
            else:
                figures.behind += 1
                figures.notes.append(f"{where}: {texts.get(row)!r} instead of {text!r}")
        for draft in (*done, *(found.draft for found in offered)):
            journal.forget(draft)
    finally:
        journal.close()
        store.close()


def _same(found: str, said: str) -> bool:
    """Spaces alone in a row without a translation are none: the window would not save them either."""
    return found == said or not (found.strip() or said.strip())


def _has(store: Store, row: RowId, seq: int, text: str) -> bool:
    blocks = [block.id for found in store.rows([row]) for block in found.target]
    revisions = [revision for block in blocks for revision in store.revisions(block)]
    return any(r.text == text and (not seq or r.seq == seq) for r in revisions)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--control", choices=["", "no-drafts", "early-ack"], default="")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_DOCUMENTS_DIR"):
            os.environ[name] = folder
        figures = run(given.rounds, Path(folder), seed=given.seed, control=given.control)
    print(*figures.notes[:20], figures, sep="\n")  # noqa: T201
    return int(figures.sound == bool(given.control))


if __name__ == "__main__":
    sys.exit(main())
