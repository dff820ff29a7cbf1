"""Cuts the power at random operations of recorded sessions and opens what is left, again and again.

Usage: ``python -m tests.durability.power [--cuts 10000] [--seed 1] [--jobs 1]``. Exit status 1 when anything that was
acknowledged is lost, anything is corrupt, or a control loses nothing (the run is void then).

What is modelled: every write, change of size, sync and change of a name that SQLite makes, and the syncs and renames of
Python's own file work. A write nobody synced is kept, dropped or torn at 512 bytes, a change of a name kept or dropped
unless its folder was synced, a failed sync loses what it was for. Not modelled: folders that are new themselves, other
systems than the one this runs on, drives that damage what was already on them.
"""

from __future__ import annotations

import shutil
import sqlite3
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from unittest.mock import patch

import click

from app.errors import UserError
from app.store import Store
from app.store.soundness import find_faults
from tests.durability.notes import Entry, Promise
from tests.durability.platter import Platter, cut_points, sweep
from tests.durability.session import PROJECT, Content, WorkLostError, content_of, record, scratch

PER_SESSION = 250
"""How many cuts one recorded session is used for."""
_THOROUGH = 20
"""Every so manieth cut is read through to the last page and link."""


@dataclass(slots=True)
class Tally:
    """What a run found.

    ``at_risk`` are the cuts at which something was not synced yet, ``acked`` the revisions that had to be there, summed
    over all cuts.
    """

    cuts: int = 0
    at_risk: int = 0
    acked: int = 0
    lost: int = 0
    corrupt: int = 0
    found: list[str] = field(default_factory=list)

    def __iadd__(self, other: Tally) -> Tally:
        self.cuts += other.cuts
        self.at_risk += other.at_risk
        self.acked += other.acked
        self.lost += other.lost
        self.corrupt += other.corrupt
        self.found += other.found
        return self

    @property
    def bad(self) -> int:
        return self.lost + self.corrupt


@dataclass(frozen=True, slots=True)
class Control:
    """A way of writing that is known to lose work: a run that does not see it lost proves nothing.

    ``pragma`` takes the place of ``synchronous = FULL``, ``instead`` of a function of the program.
    """

    name: str
    pragma: str = ""
    lying: bool = False
    instead: tuple[str, Callable[..., object]] | None = None

    def rewrite(self, sql: str) -> str:
        return self.pragma if self.pragma and sql.startswith("PRAGMA synchronous") else sql

    def record(self, seed: int) -> list[Entry]:
        with ExitStack() as stack:
            if self.instead:
                stack.enter_context(patch(*self.instead))
            return record(seed, rewrite=self.rewrite, weak=self.pragma != "")


SOUND = Control("none")
CONTROLS = (
    Control("synchronous=NORMAL", "PRAGMA synchronous = NORMAL"),
    Control("synchronous=OFF", "PRAGMA synchronous = OFF"),
    Control("a drive that lies", lying=True),
    Control("exports not synced", instead=("app.files._write", lambda aside, data, mode: aside.write_bytes(data))),
    Control("folders not synced", instead=("app.files.sync_folder", lambda folder: None)),
)


def cut_session(seed: int, cuts: int, control: Control = SOUND) -> Tally:
    """Records one session and cuts the power in it so many times, at operations drawn evenly."""
    try:
        log = control.record(seed)
    except WorkLostError as error:
        return Tally(cuts=1, lost=1, found=[f"seed {seed}: {error}"])
    chosen = Random(seed).choices(cut_points(log), k=cuts)
    tally = Tally()
    with scratch() as folder:
        for index, (cut, platter) in enumerate(sweep(log, chosen, lying=control.lying)):
            rng = Random(f"{seed} {index}")
            why = _survived(platter, rng, folder, tally, thorough=index % _THOROUGH == 0)
            tally.cuts += 1
            tally.at_risk += platter.at_risk
            if why:
                tally.found.append(f"seed {seed}, cut {index} at operation {cut}: {why}")
    return tally


def _survived(platter: Platter, rng: Random, folder: Path, tally: Tally, *, thorough: bool) -> str:
    """ "" when everything that was promised is there; else what is not, counted."""
    for path in folder.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    files = platter.image(rng)
    for name, data in files.items():
        if name.startswith(PROJECT):
            (folder / name).write_bytes(data)
    for name, promises in platter.allowed.items():
        if name != PROJECT and not any(promise.value == files.get(name) for promise in promises):
            tally.lost += 1
            return f"{name} is neither the old nor the new file"
    return _project_survived(folder / PROJECT, platter.allowed.get(PROJECT, ()), tally, thorough=thorough)


def _project_survived(path: Path, promises: tuple[Promise, ...], tally: Tally, *, thorough: bool) -> str:
    contents = [promise.value for promise in promises if isinstance(promise.value, Content)]
    nothing_promised = len(contents) < len(promises) or not promises
    if not nothing_promised:
        tally.acked += contents[0].revisions
    try:
        with closing(Store.open(path, "Ann")) as store:
            fault = next(find_faults(store._connection, thorough=True), None) if thorough else None
            found = content_of(store._connection)
    except UserError as error:
        if nothing_promised and error.code in ("no-such-file", "not-a-project"):
            return ""
        if error.code in ("no-such-file", "not-a-project"):
            tally.lost += 1
        else:
            tally.corrupt += 1
        return str(error)
    except sqlite3.Error as error:
        tally.corrupt += 1
        return f"untold: {error!r}"
    if fault is not None:
        tally.corrupt += 1
        return f"{fault.kind}: {fault.where}"
    # A project that was only being made may be there, empty.
    if any(found.holds(content) for content in contents) or (nothing_promised and not found.revisions):
        return ""
    tally.lost += 1
    return f"{found} is none of {contents}"


def _shares(cuts: int, seed: int, each: int = PER_SESSION) -> Iterator[tuple[int, int]]:
    for number in range((cuts + each - 1) // each):
        yield seed * 1_000_000 + number, min(each, cuts - number * each)


def run(cuts: int, seed: int) -> Tally:
    """All cuts in this process."""
    return _sum(cut_session(*share) for share in _shares(cuts, seed))


def run_control(control: Control, cuts: int, seed: int) -> Tally:
    """Few cuts in each of many sessions: not every session exports, rests or closes often."""
    return _sum(cut_session(*share, control) for share in _shares(cuts, seed, 30))


def _run_in(jobs: int, cuts: int, seed: int) -> Iterator[Tally]:
    seeds, counts = zip(*_shares(cuts, seed), strict=True)
    if jobs == 1:
        yield from map(cut_session, seeds, counts)
        return
    with ProcessPoolExecutor(jobs) as pool:
        yield from pool.map(cut_session, seeds, counts)


def _print(name: str, tally: Tally, seconds: float) -> None:
    click.echo(
        f"{name}: {tally.cuts:,} cuts ({tally.at_risk:,} with something not synced), {tally.acked:,} acknowledged "
        f"revisions looked for: {tally.lost} lost, {tally.corrupt} corrupt; {tally.cuts / seconds * 60:,.0f} cuts/min"
    )


def _sum(tallies: Iterable[Tally]) -> Tally:
    total = Tally()
    for tally in tallies:
        total += tally
    return total


@click.command()
@click.option("--cuts", default=10_000, show_default=True)
@click.option("--seed", default=1, show_default=True)
@click.option("--jobs", default=1, show_default=True)
def main(cuts: int, seed: int, jobs: int) -> None:
    void = False
    for control in CONTROLS:
        started = time.monotonic()
        tally = run_control(control, 300, seed)
        _print(f"control {control.name}", tally, time.monotonic() - started)
        void |= not tally.bad
    started = time.monotonic()
    tally = _sum(_run_in(jobs, cuts, seed))
    for found in tally.found:
        click.echo(found)
    _print("power", tally, time.monotonic() - started)
    if void:
        click.echo("A control lost nothing: this run proves nothing.")
    sys.exit(1 if void or tally.bad else 0)


if __name__ == "__main__":
    main()
