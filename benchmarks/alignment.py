"""How well the aligner does: strict and lax F1 beside Gale and Church (1993) in the same run.

Usage: ``python -m benchmarks.alignment [--set NAME-PREFIX]... [--dictionary TSV] [--documents] [--no-baseline]``.
Reads ENFACE_DATA/align (development data, not part of this repository). Tuned on textberg-dev and mac-dev-1, -3, -5
only; the others are reported. The scorer follows vecalign's ``score.py``: precision over all beads of the result,
recall after dropping beads with an empty side from both; counts are summed over the documents of a set.
"""

from __future__ import annotations

import argparse
import math
import os
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from app.align import align, load_lexicon
from app.model import Alignment

DATA = Path(os.environ.get("ENFACE_DATA", Path(__file__).resolve().parents[2] / "shared" / "data")) / "align"
BeadSet = frozenset[tuple[tuple[int, ...], tuple[int, ...]]]


@dataclass
class Tally:
    """Hits and sizes, summed over documents."""

    precise: int = 0
    found: int = 0
    recalled: int = 0
    gold: int = 0
    worst: tuple[float, str] = (2.0, "")
    seconds: float = 0.0
    beads: list[tuple[float, bool]] = field(default_factory=list)

    @property
    def f1(self) -> float:
        return f1(self.precise, self.found, self.recalled, self.gold)


def f1(precise: int, found: int, recalled: int, gold: int) -> float:
    precision = precise / found if found else 0.0
    recall = recalled / gold if gold else 0.0
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def hits(these: BeadSet, those: BeadSet, *, strict: bool) -> tuple[int, int]:
    """How many of these beads are right by those, and how many there are."""
    if strict:
        return len(these & those), len(these)
    links = {(x, y) for one, two in those for x in one for y in two}
    right = sum(bead in those or any((x, y) in links for x in bead[0] for y in bead[1]) for bead in these)
    return right, len(these)


def score(result: BeadSet, gold: BeadSet, *, strict: bool) -> tuple[int, int, int, int]:
    """Right and all beads of the result, right and all of the gold's that have two sides."""
    full = frozenset(bead for bead in result if bead[0] and bead[1])
    full_gold = frozenset(bead for bead in gold if bead[0] and bead[1])
    return *hits(result, gold, strict=strict), *hits(full_gold, full, strict=strict)


def gale_church(source: Sequence[str], target: Sequence[str]) -> BeadSet:
    """Six kinds of bead, characters, the ratio fitted to the document: the baseline."""
    ones, twos = [len("".join(s.split())) for s in source], [len("".join(s.split())) for s in target]
    ratio = (sum(twos) + 1) / (sum(ones) + 1)
    priors = {(1, 1): 0.89, (1, 0): 0.005, (0, 1): 0.005, (2, 1): 0.0445, (1, 2): 0.0445, (2, 2): 0.011}
    costs = {kind: -math.log(prior) for kind, prior in priors.items()}
    best = [[math.inf] * (len(twos) + 1) for _ in range(len(ones) + 1)]
    back: list[list[tuple[int, int]]] = [[(0, 0)] * (len(twos) + 1) for _ in range(len(ones) + 1)]
    best[0][0] = 0.0
    for i in range(len(ones) + 1):
        for j in range(len(twos) + 1):
            for (a, b), cost in costs.items():
                if a <= i and b <= j and best[i - a][j - b] < math.inf:
                    s, t = sum(ones[i - a : i]), sum(twos[j - b : j])
                    z = abs(t - s * ratio) / math.sqrt(6.8 * ratio * (s + t / ratio) / 2 + 1e-9)
                    tail = max(math.erfc(z / math.sqrt(2)), 1e-300)
                    if (total := best[i - a][j - b] + cost - math.log(tail)) < best[i][j]:
                        best[i][j], back[i][j] = total, (a, b)
    beads, i, j = set(), len(ones), len(twos)
    while i or j:
        a, b = back[i][j]
        beads.add((tuple(range(i - a, i)), tuple(range(j - b, j))))
        i, j = i - a, j - b
    return frozenset(beads)


def read_gold(path: Path) -> BeadSet:
    rows = (line.split("\t") for line in path.read_text("utf-8").splitlines())
    beads = ((_ids(row[0]), _ids(row[1] if len(row) > 1 else "")) for row in rows)
    return frozenset(bead for bead in beads if bead[0] or bead[1])


def _ids(text: str) -> tuple[int, ...]:
    return tuple(int(number) for number in text.split(",") if number.strip())


def documents(prefixes: Iterable[str]) -> list[str]:
    names = sorted(path.name.removesuffix(".gold.tsv") for path in DATA.glob("*.gold.tsv"))
    chosen = tuple(prefixes)
    return [name for name in names if not chosen or name.startswith(chosen)]


def set_of(name: str) -> str:
    stem, pair = name.rsplit(".", 1)
    if stem.startswith("mac-dev"):
        return "mac-dev-1,3,5" if stem[-1] in "135" else "mac-dev-2,4,6"
    return f"parice.{pair}" if stem.startswith("parice") else name


def load(name: str) -> tuple[list[str], list[str], BeadSet]:
    source, target = ((DATA / f"{name}.{side}.txt").read_text("utf-8").splitlines() for side in ("src", "tgt"))
    return source, target, read_gold(DATA / f"{name}.gold.tsv")


def bead_set(alignment: Alignment) -> BeadSet:
    return frozenset((bead.source, bead.target) for bead in alignment.beads)


def add(tally: Tally, lax: Tally, name: str, result: BeadSet, gold: BeadSet, seconds: float) -> None:
    for each, strict in ((tally, True), (lax, False)):
        counts = score(result, gold, strict=strict)
        each.precise, each.found = each.precise + counts[0], each.found + counts[1]
        each.recalled, each.gold = each.recalled + counts[2], each.gold + counts[3]
        each.worst = min(each.worst, (f1(*counts), name))
        each.seconds += seconds


def calibration(beads: Sequence[tuple[float, bool]]) -> str:
    """Expected calibration error in ten bins, accuracy above .99, the share to review for 90 % of the wrong ones."""
    if not beads:
        return ""
    bins = [[bead for bead in beads if min(int(bead[0] * 10), 9) == n] for n in range(10)]
    error = sum(abs(sum(c for c, _ in each) - sum(right for _, right in each)) for each in bins) / len(beads)
    sure = [right for confidence, right in beads if confidence > 0.99]
    wrong = sum(not right for _, right in beads)
    seen = caught = 0
    for _, right in sorted(beads):
        if caught >= 0.9 * wrong:
            break
        seen, caught = seen + 1, caught + (not right)
    share, accuracy = len(sure) / len(beads), sum(sure) / max(len(sure), 1)
    return f"ECE {error:.3f}  >.99: {share:.0%} right {accuracy:.3f}  review {seen / len(beads):.0%} for 90 % of wrong"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--set", action="append", default=[])
    parser.add_argument("--dictionary", type=Path)
    parser.add_argument("--no-baseline", action="store_true")
    parser.add_argument("--documents", action="store_true")
    options = parser.parse_args()
    if not DATA.is_dir():
        print("no development data: set ENFACE_DATA")
        return
    lexicon = load_lexicon(options.dictionary) if options.dictionary else None
    tallies: dict[str, tuple[Tally, Tally, Tally, Tally]] = defaultdict(lambda: (Tally(), Tally(), Tally(), Tally()))
    for name in documents(options.set):
        source, target, gold = load(name)
        one, two = name.rsplit(".", 1)[1].split("-")
        strict, lax, base, base_lax = tallies[set_of(name)]
        began = time.process_time()
        found = align(source, target, source_language=one, target_language=two, lexicon=lexicon)
        seconds = time.process_time() - began
        add(strict, lax, name, bead_set(found), gold, seconds)
        strict.beads += [(bead.confidence, (bead.source, bead.target) in gold) for bead in found.beads]
        if options.documents:
            own = f1(*score(bead_set(found), gold, strict=True))
            print(f"{name:34} {own:.3f} trusted {found.trusted} {found.note} {seconds:.1f} s")
        if not options.no_baseline:
            began = time.process_time()
            plain = gale_church(source, target)
            add(base, base_lax, name, plain, gold, time.process_time() - began)
    print(
        f"{'set':32} {'strict':>6} {'lax':>6} {'worst':>6} {'CPU s':>6} | {'Gale-Church':>11} {'lax':>6} {'CPU s':>6}"
    )
    for name, (strict, lax, base, base_lax) in sorted(tallies.items()):
        print(f"{name:32} {strict.f1:6.3f} {lax.f1:6.3f} {strict.worst[0]:6.3f} {strict.seconds:6.1f}"
              f" | {base.f1:11.3f} {base_lax.f1:6.3f} {base.seconds:6.1f}")  # fmt: skip
        print(f"{'':32} {calibration(strict.beads)}")


if __name__ == "__main__":
    main()
