"""Every importer against hostile files: mutants by the thousand, each measured, in processes of their own.

    python -m tests.hostile.run --inputs 30000 --seed 1 [--kind docx] [--keep FOLDER] [--workers 2]

Exits with 1 where an input raised something undeclared, took more than 1 s or 300 MB, or was refused without naming
the file. What is heavy by its looks (the program reads it in a process that can be cancelled) may take 20 s and 1.5 GB.
An offending input is written to the folder of --keep; the same seed and number make it again.
"""

from __future__ import annotations

import argparse
import multiprocessing
import multiprocessing.connection
import os
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.words import load_words
from tests.hostile.judge import Verdict, judge
from tests.hostile.mutate import Mutant, mutant
from tests.hostile.seeds import KINDS, seeds

HANG = 60
"""CPU seconds on one input after which the worker is ended by the system, and the input counts as a fault."""
_BATCH = 100
_SHOWN = 20


@dataclass(slots=True)
class Tally:
    """What came out of all inputs of a kind."""

    outcomes: Counter[str] = field(default_factory=Counter)
    faults: list[tuple[int, str]] = field(default_factory=list)
    heavy: int = 0
    slowest: float = 0.0
    largest: float = 0.0
    heavy_slowest: float = 0.0
    heavy_largest: float = 0.0

    def add(self, number: int, verdict: Verdict) -> None:
        self.outcomes[verdict.outcome] += 1
        if verdict.heavy:
            self.heavy += 1
            self.heavy_slowest = max(self.heavy_slowest, verdict.seconds)
            self.heavy_largest = max(self.heavy_largest, verdict.megabytes)
        else:
            self.slowest = max(self.slowest, verdict.seconds)
            self.largest = max(self.largest, verdict.megabytes)
        if verdict.fault:
            self.faults.append((number, verdict.fault))


def judged(kind: str, seed: int, numbers: range) -> Iterator[tuple[int, Verdict]]:
    """The verdicts on some mutants of a kind, in this process."""
    words = load_words()
    with tempfile.TemporaryDirectory(dir=_memory()) as folder:
        for number in numbers:
            yield number, judge(kind, mutant(kind, seed, number), Path(folder), words)


def shares(inputs: int, kinds: tuple[str, ...]) -> dict[str, int]:
    """How many inputs each kind gets: Word files twice as many, projects (0.1 s each) a quarter."""
    weights = {kind: {"docx": 2.0, "enface": 0.25}.get(kind, 1.0) for kind in kinds}
    whole = sum(weights.values())
    return {kind: round(inputs * weight / whole) for kind, weight in weights.items()}


def load_importers(kinds: tuple[str, ...]) -> None:
    """Imports every seed once, so that no input pays for loading a library. Raises ValueError for one not opened."""
    words = load_words()
    with tempfile.TemporaryDirectory(dir=_memory()) as folder:
        for kind in kinds:
            for raw in seeds(kind):
                verdict = judge(kind, Mutant(f"seed.{kind}", raw), Path(folder), words)
                if verdict.outcome != "opened":
                    raise ValueError(f"a seed of {kind}: {verdict}")


def run(inputs: int, seed: int, kinds: tuple[str, ...], workers: int) -> dict[str, Tally]:
    """Judges the mutants in forked workers; one that dies is replaced, and its input is a fault."""
    tallies = {kind: Tally() for kind in kinds}
    jobs = [
        (kind, range(start, min(start + _BATCH, count)))
        for kind, count in shares(inputs, kinds).items()
        for start in range(0, count, _BATCH)
    ]
    load_importers(kinds)
    running: list[_Worker] = []
    while jobs or running:
        while jobs and len(running) < workers:
            running.append(_Worker(*jobs.pop(), seed))
        multiprocessing.connection.wait([worker.pipe for worker in running])
        for worker in [worker for worker in running if worker.pipe.poll()]:
            tally = tallies[worker.kind]
            try:
                number, verdict = worker.pipe.recv()
            except EOFError:
                running.remove(worker)
                if rest := worker.ended(tally):
                    jobs.append((worker.kind, rest))
                continue
            worker.next = number + 1
            tally.add(number, verdict)
    return tallies


class _Worker:
    def __init__(self, kind: str, numbers: range, seed: int) -> None:
        self.kind, self.numbers, self.next = kind, numbers, numbers.start
        context = multiprocessing.get_context("fork")
        self.pipe, other = context.Pipe(duplex=False)
        self._process = context.Process(target=_work, args=(other, kind, numbers, seed), daemon=True)
        self._process.start()
        other.close()

    def ended(self, tally: Tally) -> range:
        """Reaps the process; where it died, notes the input it died of and returns those after it."""
        self._process.join()
        if self.next == self.numbers.stop:
            return range(0)
        tally.outcomes["fault"] += 1
        tally.faults.append((self.next, f"the process died ({self._process.exitcode})"))
        return range(self.next + 1, self.numbers.stop)


def _work(pipe: Any, kind: str, numbers: range, seed: int) -> None:
    for number, verdict in judged(kind, seed, numbers):
        signal.setitimer(signal.ITIMER_PROF, HANG)
        with suppress(BrokenPipeError):
            pipe.send((number, verdict))


def _memory() -> str | None:
    """A folder in memory where there is one: what is measured is reading, not the disk."""
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


def main() -> int:
    """Runs and reports."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--inputs", type=int, default=30_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kind", choices=KINDS, action="append")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    kinds = tuple(options.kind or KINDS)
    began = time.monotonic()
    tallies = run(options.inputs, options.seed, kinds, options.workers)
    minutes = (time.monotonic() - began) / 60
    done = sum(tally.outcomes.total() for tally in tallies.values())
    faults = sum(len(tally.faults) for tally in tallies.values())
    lines = [line for kind, tally in tallies.items() for line in _report(kind, tally)]
    lines.append(f"{done:,} inputs, {faults} faults, {done / minutes:,.0f} a minute on {options.workers} processes")
    print(*lines, sep="\n")  # noqa: T201
    if options.keep:
        _keep(options.keep, options.seed, tallies)
    return 1 if faults else 0


def _report(kind: str, tally: Tally) -> list[str]:
    opened, faults = tally.outcomes["opened"], sorted(tally.faults)
    refused = {code: n for code, n in tally.outcomes.most_common() if code not in ("opened", "fault")}
    return [
        f"{kind}: {opened:,} opened, {sum(refused.values()):,} refused, {len(faults)} faults; "
        f"at most {tally.slowest:.2f} s, {tally.largest:.0f} MB; "
        f"heavy {tally.heavy}, at most {tally.heavy_slowest:.1f} s, {tally.heavy_largest:.0f} MB",
        "  " + ", ".join(f"{code} {n}" for code, n in refused.items()),
        *(f"  FAULT {kind} {number}: {fault}" for number, fault in faults[:_SHOWN]),
    ]


def _keep(folder: Path, seed: int, tallies: dict[str, Tally]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for kind, tally in tallies.items():
        for number, _ in tally.faults[:_SHOWN]:
            name, raw = mutant(kind, seed, number)
            (folder / name).write_bytes(raw)


if __name__ == "__main__":
    sys.exit(main())
