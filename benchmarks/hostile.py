"""What the readers do with hostile files: refuse, warn or open, and how long it takes.

    python benchmarks/hostile.py

Makes the files of the development data's ``hostile/make.py`` (ENFACE_DATA, default ../shared/data; without it there is
nothing to do) and compares what happens with what its manifest asks for. Only the formats the readers know are counted.
"""

from __future__ import annotations

import csv
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from app.errors import UserError
from app.readers import read_file

DATA = Path(os.environ.get("ENFACE_DATA", Path(__file__).resolve().parent.parent.parent / "shared" / "data"))
KNOWN = (".txt", ".html", ".docx", ".zip")


def main() -> None:
    maker = DATA / "hostile" / "make.py"
    if not maker.is_file():
        print("no development data: nothing measured")
        return
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, str(maker), folder, "--big"], check=True, stdout=subprocess.DEVNULL)
        report(Path(folder))


def report(folder: Path) -> None:
    tally: Counter[str] = Counter()
    slowest = (0.0, "")
    with (folder / "manifest.tsv").open(encoding="utf-8", newline="") as manifest:
        for row in csv.DictReader(manifest, delimiter="\t"):
            if not row["file"].endswith(KNOWN):
                continue
            began = time.perf_counter()
            done = outcome(folder / row["file"])
            slowest = max(slowest, (time.perf_counter() - began, row["file"]))
            if done == row["expect"]:
                tally["as asked"] += 1
            elif (row["expect"], done) == ("open", "warn"):
                tally["opened, with a word more than asked"] += 1
            else:
                tally["otherwise"] += 1
                print(f"{row['file']}: {row['expect']} asked, {done}: {row['why']}")
    print(", ".join(f"{count} {what}" for what, count in tally.most_common()))
    print(f"slowest: {slowest[1]} {slowest[0]:.2f} s")


def outcome(path: Path) -> str:
    try:
        return "warn" if read_file(path).notices else "open"
    except UserError:
        return "refuse"


if __name__ == "__main__":
    main()
