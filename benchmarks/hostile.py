"""What the importers do with the generated hostile files: refuse, warn or open, in what time and memory.

    python benchmarks/hostile.py

Makes the files of the development data's ``hostile/make.py`` (ENFACE_DATA, default ../shared/data; without it there is
nothing to do), imports each as the program does, in a process of its own, and compares what happens with what the
manifest asks for. Formats that are not imported yet must be refused in words. Exits with 1 where a file crashed the
importer, took more than 1 s or 300 MB, or showed the text of secret.txt. Mutants by the thousand: tests/hostile/run.py.
"""

from __future__ import annotations

import csv
import multiprocessing
import os
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

from app.errors import UserError
from app.readers import read_file_apart
from app.words import load_words
from glossary.errors import GlossaryError
from glossary.formats import load_glossary

DATA = Path(os.environ.get("ENFACE_DATA", Path(__file__).resolve().parent.parent.parent / "shared" / "data"))
SECRET = "TOPSECRET-42"
SECONDS, MEGABYTES = 1.0, 300.0


class Done(NamedTuple):
    """``what`` is open, warn, refuse or fault; seconds are of processor time, this process and the one apart."""

    what: str
    said: str
    seconds: float
    megabytes: float


def main() -> int:
    """Makes the files, imports them, reports."""
    maker = DATA / "hostile" / "make.py"
    if not maker.is_file():
        print("no development data: nothing measured")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, str(maker), folder, "--big"], check=True, stdout=subprocess.DEVNULL)
        return report(Path(folder))


def report(folder: Path) -> int:
    """Imports every file of the manifest."""
    tally: Counter[str] = Counter()
    slowest = largest = (0.0, "")
    bad = 0
    with (folder / "manifest.tsv").open(encoding="utf-8", newline="") as manifest:
        rows = list(csv.DictReader(manifest, delimiter="\t"))
    with multiprocessing.get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
        for row in rows:
            name = row["file"]
            done = pool.apply(imported, (folder / name,))
            slowest, largest = max(slowest, (done.seconds, name)), max(largest, (done.megabytes, name))
            over = done.what == "fault" or done.seconds > SECONDS or done.megabytes > MEGABYTES
            bad += over
            asked = row["expect"]
            verdict = (
                "as asked"
                if done.what == asked
                else "opened, with a word more than asked"
                if (asked, done.what) == ("open", "warn")
                else "refused: a format not imported yet"
                if done.what == "refuse" and done.said.startswith(("is-", "no-tab", "glossary-"))
                else "otherwise"
            )
            tally[verdict] += 1
            if over or verdict == "otherwise":
                figures = f"{done.seconds:.2f} s, {done.megabytes:.0f} MB"
                print(f"{name}: {asked} asked, {done.what} {done.said}, {figures}: {row['why']}")
    print(f"{len(rows)} files: " + ", ".join(f"{count} {what}" for what, count in tally.most_common()))
    print(f"slowest {slowest[1]} {slowest[0]:.2f} s, largest {largest[1]} {largest[0]:.0f} MB; {bad} at fault")
    return 1 if bad else 0


def imported(path: Path) -> Done:
    """Imports one file in a fresh process, which has read a sound one before: libraries are not what is measured."""

    began, before = _cpu(), _peak()
    try:
        what, said, text = _import(path)
    except (UserError, GlossaryError) as error:
        what, said, text = "refuse", error.code, load_words().say(f"errors.{error.code}", **error.facts)
    except Exception as error:  # noqa: BLE001 (what is measured)
        what, said, text = "fault", f"{type(error).__name__}: {error}"[:100], ""
    if SECRET in text and path.name != "secret.txt":
        what, said = "fault", "shows the secret"
    return Done(what, said, _cpu() - began, _peak() - before)


def _import(path: Path) -> tuple[str, str, str]:
    if path.suffix == ".csv":
        terms = load_glossary(path).concepts
        return "open", "", "".join(term.text for concept in terms for term in concept.source)
    document = read_file_apart(path)
    said = ", ".join(notice.code for notice in document.notices)
    return "warn" if said else "open", said, "".join(block.text for block in document.blocks)


def _cpu() -> float:
    times: Any = os.times()
    return float(times.user + times.system + times.children_user + times.children_system)


def _peak() -> float:
    """MB at the most so far, in this process or one apart."""
    if sys.platform == "win32":
        return 0.0
    import resource

    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    whose = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return max(resource.getrusage(who).ru_maxrss for who in whose) / unit


if __name__ == "__main__":
    sys.exit(main())
