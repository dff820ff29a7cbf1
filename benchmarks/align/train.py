"""Learns the weights of the evidence: a conditional random field over the paths of a view, by its exact gradient.

Usage: ``python -m benchmarks.align.train --level sentence|paragraph [--dictionaries FOLDER] [--rounds N] [--folds]``.
The likelihood of the gold path among all paths (Lafferty, McCallum and Pereira 2001) is raised over the development
documents, with a dictionary too where FOLDER has one (``zh-en.tsv``). With ``--folds`` one set of weights is learnt for
each group of documents left out: what the benchmark judges those documents with.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import log
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.align.corpus import Floats
from app.align.evidence.scores import features
from app.align.lattice import NEVER, Doubles, posteriors
from app.align.lexicon import Lexicon
from app.align.passes import passes
from app.align.texts import read_texts
from app.align.view import GAPS, KINDS, RUNS, Kind, View
from app.align.weights import Weights, load_weights
from app.resources import resource
from app.tasks import Task
from benchmarks.align.data import FOLDS, BeadSet, Document, development, read_dictionaries
from benchmarks.align.perturb import as_paragraphs, perturbed

# Paragraphs that were put together from sentences are nearly always told apart: their weights must be held harder.
_PENALTY = {"sentence": 0.0003, "paragraph": 0.003}
_STEPS = 40
_NEAR = 22
_MEMORY = 12
_LONG = 100
# Literal texts, whose words a dictionary adds next to nothing to.
_TEACH_THEMSELVES = ("dtm", "novel")
_SEED = {
    **{f"words.mean.{name}": 0.1 for name in ("one", "two", "more", "many")},
    **{f"words.best.{name}": 0.02 for name in ("one", "two", "more", "many")},
    **{f"length.square.{name}": 0.5 for name in ("one", "two", "more", "many")},
    "kind.0-1": -3.0, "kind.0-1+": -2.0, "kind.1-1": 2.0, "kind.1-2": 1.0, "kind.2-2": -1.0, "kind.2-3": -1.0,
    "kind.2-4": -2.0, "kind.3-3": -2.0, "kind.habit": 0.5, "boundary.quoted.one": -1.0,
}  # fmt: skip


@dataclass
class Example:
    """One document as numbers. ``of_beads[n]`` holds (names, values[f, i, k]) of kind n; ``edges`` those of boundaries;
    ``free`` is where the gold path may run."""

    document: Document
    with_dictionary: bool
    view: View
    of_beads: list[tuple[list[str], Floats]]
    edges: tuple[list[str], Floats]
    closed: Floats
    allowed: NDArray[np.bool_]
    gold: int


def prepare(document: Document, lexicon: Lexicon | None, weights: Weights) -> Example:
    source, target, pairs = read_texts(
        document.source, document.target, document.source_language, document.target_language, lexicon
    )
    stretch = ((0, len(source)), (0, len(target)))
    last = passes(source, target, [stretch], [], pairs, weights, Task())[0]
    view, cut = narrowed(last.view, document.gold)
    of_beads: list[tuple[list[str], list[Floats]]] = [([], []) for _ in KINDS]
    edges: tuple[list[str], list[Floats]] = ([], [])
    for name, kind, values in features(last.view, last.tables, lambda: None):
        names, arrays = edges if kind is None else of_beads[KINDS.index(kind)]
        names.append(name)
        arrays.append(cut(values))
    closed = np.zeros((len(KINDS), view.rows + 1, view.width), dtype=np.float32)
    for number, kind in enumerate(KINDS):
        closed[number][~view.inside(kind)] = NEVER
    allowed, gold = gold_paths(view, document.gold)
    return Example(
        document,
        lexicon is not None,
        view,
        [(names, np.stack(arrays)) for names, arrays in of_beads],
        (edges[0], np.stack(edges[1])),
        closed,
        allowed,
        gold,
    )


def narrowed(view: View, gold: BeadSet) -> tuple[View, Callable[[Floats], Floats]]:
    """The view close to the gold path, and how its arrays are cut to it: enough to learn from, and quick."""
    ends = [(0, 0), *sorted((ones[-1] + 1, twos[-1] + 1) for ones, twos in gold if ones and twos)]
    at, to = np.array([*ends, (view.rows, view.columns)]).T
    centre = np.rint(np.interp(np.arange(view.rows + 1), at, to)).astype(np.int64)
    width = min(view.width, 2 * _NEAR + 1)
    low = np.clip(np.maximum.accumulate(centre) - _NEAR, 0, view.columns + 1 - width)
    low[0] = 0
    low = np.clip(low, view.low, view.low + view.width - width)
    places = (low - view.low)[:, None] + np.arange(width)[None, :]
    return replace(view, low=low, width=width), lambda values: np.take_along_axis(values, places, axis=1)


def gold_paths(view: View, gold: BeadSet) -> tuple[NDArray[np.bool_], int]:
    """Where a path that agrees with the gold may run, [kind, i, k], and how many gold beads it holds to. Between beads
    the view can show in order, units the gold leaves alone may be left alone in any order, others go as they like."""
    allowed = np.zeros((len(KINDS), view.rows + 1, view.width), dtype=bool)
    alone = [{n for bead in gold if not bead[1 - side] for n in bead[side]} for side in (0, 1)]
    at, held = (0, 0), 0
    linked = sorted(bead for bead in gold if bead[0] and bead[1])
    ends = [*linked, ((view.rows,), (view.columns,))]
    for ones, twos in ends:
        a, b = len(ones), len(twos)
        final = ones == (view.rows,) and twos == (view.columns,)
        whole = ones == tuple(range(ones[0], ones[0] + a)) and twos == tuple(range(twos[0], twos[0] + b))
        if not final and (not whole or Kind(a, b) not in KINDS or ones[0] < at[0] or twos[0] < at[1]):
            continue
        k = twos[0] - int(view.low[ones[0]])
        after = ones[0] + a
        if not final and not (0 <= k < view.width and 0 <= twos[0] + b - int(view.low[after]) < view.width):
            continue
        only_alone = set(range(at[0], ones[0])) <= alone[0] and set(range(at[1], twos[0])) <= alone[1]
        for number, (x, y, _) in enumerate(KINDS):
            if only_alone and x and y:
                continue
            for i in range(at[0], ones[0] - x + 1):
                low, high = at[1] - int(view.low[i]), twos[0] - y - int(view.low[i])
                allowed[number, i, max(low, 0) : max(high + 1, 0)] = True
        if not final:
            allowed[KINDS.index(Kind(a, b)), ones[0], k] = True
            held += 1
            at = (after, twos[0] + b)
    return allowed, held


class Model:
    """The names of all features, with a scale for each, and the likelihood of examples under a vector of weights."""

    def __init__(self, examples: Sequence[Example]) -> None:
        self.names = sorted({name for e in examples for names, _ in [*e.of_beads, e.edges] for name in names})
        self.index = {name: n for n, name in enumerate(self.names)}

    def spreads(self, examples: Sequence[Example]) -> Doubles:
        """How far each feature varies where it is not nought."""
        found = np.zeros(len(self.names))
        for example in examples:
            for names, values in [*example.of_beads, example.edges]:
                for name, own in zip(names, values, strict=True):
                    if (own != 0).any():
                        found[self.index[name]] = max(found[self.index[name]], float(np.std(own[own != 0])))
        return found

    def scores(self, example: Example, weights: Doubles) -> Floats:
        scores = example.closed.copy()
        names, values = example.edges
        ends = np.tensordot(weights[[self.index[n] for n in names]].astype(np.float32), values, 1)
        for number, (names, values) in enumerate(example.of_beads):
            own = weights[[self.index[n] for n in names]].astype(np.float32)
            scores[number] += np.tensordot(own, values, 1) + example.view.moved(ends, *KINDS[number][:2])
        return scores

    def expected(self, example: Example, chances: Floats) -> Doubles:
        found = np.zeros(len(self.names))
        names, values = example.edges
        ended = np.zeros_like(values[0])
        for number, (own, arrays) in enumerate(example.of_beads):
            np.add.at(found, [self.index[n] for n in own], np.tensordot(arrays, chances[number], 2))
            a, b, _ = KINDS[number]
            ended += example.view.moved(chances[number], -a, -b)
        np.add.at(found, [self.index[n] for n in names], np.tensordot(values, ended, 2))
        return found

    def gradient(self, example: Example, weights: Doubles) -> tuple[float, Doubles]:
        scores = self.scores(example, weights)
        chances, total = posteriors(example.view, scores)
        held, right = posteriors(example.view, np.where(example.allowed, scores, NEVER))
        return right - total, self.expected(example, held) - self.expected(example, chances)


def learn(
    examples: Sequence[Example], start: Mapping[str, float], penalty: float, steps: int = _STEPS
) -> dict[str, float]:
    """The weights of the highest likelihood a bead, held near zero a little, by L-BFGS (Nocedal 1980)."""
    model = Model(examples)
    scale = 1 / np.maximum(model.spreads(examples), 0.3)
    size = sum(example.gold for example in examples)

    def measure(point: Doubles) -> tuple[float, Doubles]:
        each = [model.gradient(example, point * scale) for example in examples]
        loss = penalty * float(point @ point) - sum(value for value, _ in each) / size
        return loss, 2 * penalty * point - scale * np.sum([slope for _, slope in each], axis=0) / size

    point = np.array([start.get(name, 0.0) for name in model.names]) / scale
    point = minimised(measure, point, steps)
    return dict(zip(model.names, (point * scale).tolist(), strict=True))


def minimised(measure: Callable[[Doubles], tuple[float, Doubles]], point: Doubles, steps: int) -> Doubles:
    loss, slope = measure(point)
    pairs: deque[tuple[Doubles, Doubles]] = deque(maxlen=_MEMORY)
    for step in range(steps):
        way = -_curved(slope, pairs)
        length = min(1.0, 1.0 / float(np.abs(slope).sum())) if not pairs else 1.0
        for _ in range(12):
            there, (new_loss, new_slope) = point + length * way, measure(point + length * way)
            if new_loss <= loss + 1e-4 * length * float(slope @ way):
                break
            length /= 2
        else:
            break
        if float((there - point) @ (new_slope - slope)) > 1e-10:
            pairs.append((there - point, new_slope - slope))
        gained = loss - new_loss
        point, loss, slope = there, new_loss, new_slope
        if step % 10 == 0:
            print(f"  step {step}: {loss:.4f} a bead", file=sys.stderr, flush=True)
        if gained < 3e-6:
            break
    print(f"  {loss:.4f} a bead", file=sys.stderr, flush=True)
    return point


def _curved(slope: Doubles, pairs: Sequence[tuple[Doubles, Doubles]]) -> Doubles:
    """The slope times the inverse curvature that the last steps showed: the two loops of L-BFGS."""
    found, shares = slope.copy(), []
    for moved, changed in reversed(pairs):
        share = float(moved @ found) / float(moved @ changed)
        shares.append(share)
        found -= share * changed
    if pairs:
        moved, changed = pairs[-1]
        found *= float(moved @ changed) / float(changed @ changed)
    for (moved, changed), share in zip(pairs, reversed(shares), strict=True):
        found += (share - float(changed @ found) / float(moved @ changed)) * moved
    return found


def lessons(
    level: str, dictionaries: Mapping[str, Lexicon], *, damaged: bool
) -> Iterator[tuple[Document, Lexicon | None]]:
    """What is learnt from: every document without a dictionary and with one where there is one for its pair, and copies
    with sentences deleted and a paragraph dropped; for paragraphs also the sentences' documents put into paragraphs."""
    for document in development():
        lexicon = dictionaries.get(f"{document.source_language}-{document.target_language}")
        long = len(document.gold) > _LONG
        own = document if document.level == level else None
        if own is None and level == "paragraph" and long:
            own = as_paragraphs(document)
        if own is None:
            continue
        yield own, None
        if lexicon is not None and document.group not in _TEACH_THEMSELVES:
            yield own, lexicon
        if damaged:
            # Other copies than those the benchmark shows.
            copies = {each.kind: each.document for each in perturbed(own, " to learn from")}
            if long:
                yield copies["5 % deleted"], None
            if "paragraph dropped" in copies:
                yield copies["paragraph dropped"], lexicon


def train(
    level: str, taught: Sequence[tuple[Document, Lexicon | None]], seed: Weights, rounds: int, without: str = ""
) -> Weights:
    """The weights learnt from all documents but those of one fold; ``rounds``: how often words are learnt anew."""
    weights = seed
    for turn in range(rounds):
        examples = [prepare(document, lexicon, weights) for document, lexicon in taught if document.fold != without]
        print(f"{level} without {without or 'none'}: {len(examples)} texts, {turn + 1}", file=sys.stderr, flush=True)
        weights = replace(weights, features=learn(examples, weights.features, _PENALTY[level]))
    return weights


def usual_kinds(documents: Iterable[Document]) -> dict[str, float]:
    """How often each kind of bead stands beside a pair, as a logarithm."""
    counts: Counter[str] = Counter()
    for document in documents:
        for side in (0, 1):
            alone = {unit for bead in document.gold if not bead[1 - side] for unit in bead[side]}
            more = sum(unit - 1 in alone for unit in alone)
            counts.update({RUNS[0].name: more, GAPS[0].name: len(alone) - more})
        counts.update(Kind(len(one), len(two)).name for one, two in document.gold if one and two)
    ways = Counter(kind.name for kind in KINDS)
    pairs = counts[KINDS[0].name]
    return {name: round(log((counts[name] + 0.5) / pairs / ways[name]), 3) for name in sorted(ways)}


def write(path: Path, weights: Weights, usual: Mapping[str, float]) -> None:
    lines = [
        "# Learnt on development texts by `python -m benchmarks.align.train`; see docs/alignment.md.",
        "",
        "[usual]",
        *(f'"{name}" = {value}' for name, value in usual.items()),
        "",
        "[features]",
        *(f'"{name}" = {value:.4f}' for name, value in sorted(weights.features.items()) if abs(value) >= 0.0005),
    ]
    path.write_text("\n".join(lines) + "\n", "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--dictionaries", type=Path)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--level", choices=["sentence", "paragraph"], required=True)
    parser.add_argument("--folds", action="store_true", help="one set for each fold left out")
    parser.add_argument("--fold", action="append", default=[], help="of these only")
    parser.add_argument("--plain", action="store_true", help="without damaged copies: half the time")
    options = parser.parse_args()
    taught = list(lessons(options.level, read_dictionaries(options.dictionaries), damaged=not options.plain))
    usual = usual_kinds(development())
    seed = load_weights(options.level)
    if not options.folds:
        write(resource("align", f"{options.level}.toml"), train(options.level, taught, seed, options.rounds), usual)
        return
    FOLDS.mkdir(exist_ok=True)
    for fold in options.fold or sorted({document.fold for document, _ in taught}):
        path = FOLDS / f"{options.level}-{fold}.toml"
        write(path, train(options.level, taught, _unlearnt(seed), options.rounds, without=fold), usual)


def _unlearnt(weights: Weights) -> Weights:
    """Where a fold begins: lengths and words in round figures, nothing that was learnt from what is left out."""
    return replace(weights, features=_SEED)


if __name__ == "__main__":
    main()
