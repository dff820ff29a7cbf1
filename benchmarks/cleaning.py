"""How often cleaning cries wolf: proposals per 1,000 paragraphs of texts that hold no litter.

Usage: ``python -m benchmarks.cleaning [--show]``. Reads the folder that ENFACE_DATA names (development data, not part
of this repository) and does nothing without it. Each file is one list of paragraphs; repeats are counted apart,
because some collections print a line twice.
"""

from __future__ import annotations

import gzip
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from app.clean import load_rules, propose
from app.resources import resource

DATA = Path(os.environ.get("ENFACE_DATA", Path(__file__).resolve().parents[2] / "shared" / "data"))
REPEATS = frozenset({"paragraph-twice", "title-twice"})


def collections() -> Iterator[tuple[str, list[str]]]:
    for path in sorted(DATA.glob("align/*.txt")):
        yield path.name, path.read_text("utf-8").splitlines()
    for path in sorted(DATA.glob("qa/refs/*.tsv.gz")):
        rows = [line.split("\t") for line in gzip.decompress(path.read_bytes()).decode("utf-8").splitlines()]
        for side in (0, 1):
            yield f"{path.name}:{side}", [row[side] for row in rows if len(row) > side]


def main() -> None:
    if not DATA.is_dir():
        print("no development data: set ENFACE_DATA")
        return
    rules = load_rules(resource("litter"))
    counts: Counter[str] = Counter()
    paragraphs = 0
    began = time.process_time()
    for name, texts in collections():
        paragraphs += len(texts)
        for proposal in propose(texts, rules):
            counts[proposal.rule] += 1
            if "--show" in sys.argv and proposal.rule not in REPEATS:
                span = proposal.span or (0, 200)
                context = texts[proposal.index][max(0, span[0] - 30) : span[1] + 30]
                print(f"{proposal.rule:16} {name}:{proposal.index + 1} {context!r} -> {proposal.replacement!r}")
    seconds = time.process_time() - began
    for rule, count in counts.most_common():
        print(f"{rule:20} {count:6} {1000 * count / paragraphs:8.3f} per 1,000")
    others = sum(count for rule, count in counts.items() if rule not in REPEATS)
    print(f"{'all but repeats':20} {others:6} {1000 * others / paragraphs:8.3f} per 1,000")
    print(f"{paragraphs} paragraphs in {seconds:.1f} s")


if __name__ == "__main__":
    main()
