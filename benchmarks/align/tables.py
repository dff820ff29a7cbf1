"""The tables: quality beside the baseline, copies with something wrong, time and memory."""

from __future__ import annotations

import random
import resource
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from unittest.mock import patch

from app.align import Lexicon, align
from app.align import engine as engine_module
from app.align.score import Score, bead_set, score
from app.align.weights import Weights, load_weights, read_weights
from app.model import Alignment, RemarkKind
from benchmarks.align.baseline import gale_church
from benchmarks.align.data import FOLDS, BeadSet, Document, development
from benchmarks.align.perturb import Perturbed, perturbed

_SIZES = ((300, 300), (700, 700), (1500, 1500), (3000, 3000), (6000, 6000), (12_000, 12_000), (30_000, 42_000))
_FOUND = 0.5
"""The share of a moved, missing or repeated paragraph's beads that must be told for it to count as found."""


@dataclass
class Tally:
    strict: Score = field(default_factory=Score)
    lax: Score = field(default_factory=Score)
    worst: float = 1.0
    seconds: float = 0.0
    beads: list[tuple[float, bool]] = field(default_factory=list)

    def add(self, result: BeadSet, gold: BeadSet, seconds: float) -> None:
        own = score(result, gold, strict=True)
        self.strict, self.lax = self.strict + own, self.lax + score(result, gold, strict=False)
        self.worst, self.seconds = min(self.worst, own.f1), self.seconds + seconds


def quality_table(dictionaries: Mapping[str, Lexicon], *, unseen: bool = True) -> str:
    """Every set beside Gale and Church's method; ``unseen``: with weights that have not seen the document, else with
    the shipped ones, which have seen them all."""
    ours: dict[str, Tally] = defaultdict(Tally)
    plain: dict[str, Tally] = defaultdict(Tally)
    doubted: list[str] = []
    for document in development():
        began = time.process_time()
        base = gale_church(document.source, document.target)
        plain[document.group].add(base, document.gold, time.process_time() - began)
        for name, lexicon in _with_and_without(document, dictionaries):
            began = time.process_time()
            found = aligned(document, lexicon, unseen=unseen)
            ours[name].add(_beads(found), document.gold, time.process_time() - began)
            ours[name].beads += [(bead.confidence, (bead.source, bead.target) in document.gold) for bead in found.beads]
            own = score(_beads(found), document.gold, strict=True).f1
            if not found.trusted or own < _FOUND:
                doubted.append(f"{document.name}: strict {own:.3f}, trusted {found.trusted}")
    lines = [
        "| set | strict F1 | P | R | lax F1 | worst document | Gale-Church strict (lax) | calibration error |"
        " above .99: share, right | looked at for 90 % of the wrong | CPU s, ours / Gale-Church |",
        "|---|---|---|---|---|---|---|---|---|---|---|",
    ]
    for name, tally in sorted(ours.items()):
        base_tally = plain[name.split(" ")[0]]
        lines.append(
            f"| {name} | {tally.strict.f1:.3f} | {tally.strict.precision:.3f} | {tally.strict.recall:.3f} "
            f"| {tally.lax.f1:.3f} | {tally.worst:.3f} | {base_tally.strict.f1:.3f} ({base_tally.lax.f1:.3f}) "
            f"| {calibration(tally.beads)} | {tally.seconds:.1f} / {base_tally.seconds:.1f} |"
        )
    return "\n".join([*lines, "", "Not trusted, or below .5: " + ("; ".join(doubted) or "none")])


def damage_table(dictionaries: Mapping[str, Lexicon]) -> str:
    """Documents with something wrong: how well they are aligned, and whether what is wrong is told."""
    scores: dict[str, Tally] = defaultdict(Tally)
    told: dict[str, list[bool]] = defaultdict(list)
    false = documents = 0
    for document in development():
        lexicon = dictionaries.get(_pair(document))
        found = aligned(document, lexicon)
        scores["as it is"].add(_beads(found), document.gold, 0.0)
        documents += 1
        false += any(remark.kind in (RemarkKind.MOVED, RemarkKind.REPEATED) for remark in found.remarks)
        for each in perturbed(document):
            result = aligned(each.document, lexicon)
            scores[each.kind].add(_beads(result), each.document.gold, 0.0)
            if (right := _told(each, result)) is not None:
                told[each.kind].append(right)
    lines = ["| copies | strict F1 | lax F1 | found in |", "|---|---|---|---|"]
    for kind, tally in scores.items():
        known = f"{sum(told[kind])} of {len(told[kind])}" if told[kind] else ""
        lines.append(f"| {kind} | {tally.strict.f1:.3f} | {tally.lax.f1:.3f} | {known} |")
    return "\n".join(
        [*lines, "", f"Of {documents} documents as they are, {false} were said to have moved or repeated text."]
    )


def _told(damaged: Perturbed, found: Alignment) -> bool | None:
    """Whether enough of what is wrong with the copy is told; None where nothing but sentences is gone."""
    if damaged.moved:
        links = {(x, y) for bead in _of(found, RemarkKind.MOVED) for x in bead[0] for y in bead[1]}
        hits = sum(any((x, y) in links for x in one for y in two) for one, two in damaged.moved)
        # One of the two that changed places stays in order; the other is the one to tell.
        return hits >= _FOUND / 2 * len(damaged.moved)
    if damaged.repeated:
        units = {unit for bead in _of(found, RemarkKind.REPEATED) for unit in bead[1]}
        return len(units & damaged.repeated) >= _FOUND * len(damaged.repeated)
    if damaged.missing:
        alone = {unit for bead in found.beads if not bead.target for unit in bead.source}
        return len(alone & damaged.missing) >= _FOUND * len(damaged.missing)
    return None


def _of(found: Alignment, kind: RemarkKind) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    runs = [found.beads[remark.first : remark.last + 1] for remark in found.remarks if remark.kind is kind]
    return [(bead.source, bead.target) for run in runs for bead in run]


@dataclass(frozen=True, slots=True)
class Timed:
    """One size: units of either side, CPU seconds, peak memory of the process up to then."""

    rows: int
    columns: int
    seconds: float
    megabytes: int


def timings() -> list[Timed]:
    """On one development text repeated and renumbered; the largest comes last, memory only grows."""
    found: list[Timed] = []
    for rows, columns in _SIZES:
        source, target = _long(rows, columns)
        began = time.process_time()
        align(source, target, source_language="hu", target_language="en")
        seconds = time.process_time() - began
        found.append(Timed(rows, columns, seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024))
        print(found[-1], flush=True)
    return found


def speed_table(timed: Sequence[Timed]) -> str:
    lines = ["| units | CPU s | CPU ms a unit | peak MB |", "|---|---|---|---|"]
    for each in timed:
        lines.append(
            f"| {each.rows} × {each.columns} | {each.seconds:.1f} | {1000 * each.seconds / each.rows:.2f} "
            f"| {each.megabytes} |"
        )
    return "\n".join(lines)


def _long(rows: int, columns: int) -> tuple[list[str], list[str]]:
    document = next(each for each in development() if each.group == "dtm")
    beads = sorted(bead for bead in document.gold if bead[0] and bead[1])
    chance = random.Random(rows)
    source: list[str] = []
    target: list[str] = []
    while len(source) < rows or len(target) < columns:
        at = chance.randrange(len(beads) - 30)
        for one, two in beads[at : at + 30]:
            number = f" {chance.randrange(10_000)}" if chance.random() < 0.15 else ""
            source.append(" ".join(document.source[n] for n in one) + number)
            text = " ".join(document.target[n] for n in two) + number
            half = len(text) // 2 if chance.random() < columns / rows - 1 else len(text)
            target += [text[:half], text[half:]] if half < len(text) else [text]
    return source[:rows], target[:columns]


def aligned(document: Document, lexicon: Lexicon | None, *, unseen: bool = True) -> Alignment:
    """With weights that were learnt without the document, where there are such, or the shipped ones."""
    path = FOLDS / f"{document.level}-{document.fold}.toml"
    weights = read_weights(path) if unseen and path.exists() else None

    def load(level: str) -> Weights:
        return weights if weights is not None and level == document.level else load_weights(level)

    own = lexicon.within(document.source, document.target) if lexicon else None
    with patch.object(engine_module, "load_weights", load):
        return align(
            document.source,
            document.target,
            source_language=document.source_language,
            target_language=document.target_language,
            lexicon=own,
        )


def _with_and_without(document: Document, dictionaries: Mapping[str, Lexicon]) -> Iterator[tuple[str, Lexicon | None]]:
    yield document.group, None
    if lexicon := dictionaries.get(_pair(document)):
        yield f"{document.group} + dictionary", lexicon


def _pair(document: Document) -> str:
    return f"{document.source_language}-{document.target_language}"


def _beads(found: Alignment) -> BeadSet:
    return bead_set((bead.source, bead.target) for bead in found.beads)


def calibration(beads: Sequence[tuple[float, bool]]) -> str:
    """Expected calibration error in ten bins; share and accuracy above .99; share to review for 90 % of the wrong."""
    bins = [[bead for bead in beads if min(int(bead[0] * 10), 9) == n] for n in range(10)]
    error = sum(abs(sum(c for c, _ in each) - sum(right for _, right in each)) for each in bins) / len(beads)
    sure = [right for confidence, right in beads if confidence > 0.99]
    wrong = sum(not right for _, right in beads)
    seen = caught = 0
    for _, right in sorted(beads):
        if caught >= 0.9 * wrong:
            break
        seen, caught = seen + 1, caught + (not right)
    accuracy = f"{sum(sure) / len(sure):.3f}" if sure else "–"
    return f"{error:.3f} | {len(sure) / len(beads):.0%}, {accuracy} | {seen / len(beads):.0%}"
