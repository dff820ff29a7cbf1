"""Many steps of a random walk, each compared; a difference is cut down to the steps that make it."""

from __future__ import annotations

import random
import sqlite3
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TextIO

from app.clean import RuleSet
from app.errors import UserError
from app.pipeline import shipped_rules
from tests.durability.rules import RULES, Step
from tests.durability.walk import DiffersError, Walk, same

STEPS_PER_WALK = 1_000
_WEIGHTS = {"edit": 40, "undo": 25, "redo": 20, "split": 20, "merge": 8, "reopen": 1, "crash": 1}


def random_steps(count: int, rng: random.Random) -> list[Step]:
    names = list(RULES)
    rules = rng.choices(names, [_WEIGHTS.get(name, 12) for name in names], k=count)
    return [Step(rule, rng.randrange(1_000), rng.randrange(1_000), rng.randrange(1_000)) for rule in rules]


def take(walk: Walk, step: Step) -> None:
    """Does one thing on both sides and compares what it may have changed."""
    walk.clock = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=(step.a * 7919 + step.b) % 1000 - 500)
    RULES[step.rule](walk, step)
    same("rows", walk.shown(walk.project), walk.modelled())
    same("undo", walk.project.history.undo_label, walk.model.done[-1].label if walk.model.done else "")
    same("redo", walk.project.history.redo_label, walk.model.undone[-1].label if walk.model.undone else "")


def walk_through(steps: Sequence[Step], rules: RuleSet) -> str:
    """Walks the steps in a project of their own; what differed, "" if nothing."""
    memory = Path("/dev/shm")  # what is proved here is the program, not the disk
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        walk = Walk(Path(folder), rules)
        try:
            for step in steps:
                take(walk, step)
            take(walk, Step("reopen"))
        except DiffersError as difference:
            return str(difference)
        except (UserError, sqlite3.Error, LookupError, TypeError, ValueError) as error:
            return f"{type(error).__name__}: {error}"
        finally:
            walk.close()
    return ""


def cut_down(steps: Sequence[Step], rules: RuleSet) -> list[Step]:
    """The steps a difference needs: leaves out ever smaller runs as long as it stays."""
    kept, size = list(steps), max(len(steps) // 2, 1)
    while True:
        at = 0
        while at < len(kept):
            fewer = kept[:at] + kept[at + size :]
            if fewer and walk_through(fewer, rules):
                kept = fewer
            else:
                at += size
        if size == 1:
            return kept
        size //= 2


def walks(steps: int, seed: int, out: TextIO) -> int:
    """Walks many projects; 1 and the shortest failing steps on a difference."""
    began, walked, rules = time.monotonic(), 0, shipped_rules()
    while walked < steps:
        number = walked // STEPS_PER_WALK
        taken = random_steps(min(STEPS_PER_WALK, steps - walked), random.Random(f"{seed}.{number}"))
        difference = walk_through(taken, rules)
        if difference:
            out.write(f"walk {number}: {difference}\n{chr(10).join(map(str, cut_down(taken, rules)))}\n")
            return 1
        walked += len(taken)
        if number % 50 == 49:
            out.write(f"{walked} steps, {time.monotonic() - began:.0f} s, 0 differences\n")
            out.flush()
    out.write(f"{walked} steps in {time.monotonic() - began:.1f} s: 0 differences\n")
    return 0
