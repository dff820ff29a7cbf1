"""The development documents and their gold beads, read from ENFACE_DATA/align; none is part of this repository."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from app.align.lexicon import Lexicon, load_lexicon

DATA = Path(os.environ.get("ENFACE_DATA", Path(__file__).resolve().parents[3] / "shared" / "data")) / "align"

FOLDS = Path(__file__).resolve().parent / "folds"

BeadSet = frozenset[tuple[tuple[int, ...], tuple[int, ...]]]


@dataclass(frozen=True, slots=True)
class Document:
    """``group`` is the set it is reported in; ``fold`` the documents it is left out with when weights are judged."""

    name: str
    group: str
    fold: str
    source_language: str
    target_language: str
    source: tuple[str, ...]
    target: tuple[str, ...]
    gold: BeadSet

    @property
    def level(self) -> str:
        return "paragraph" if "paragraphs" in self.name else "sentence"


def development() -> Iterator[Document]:
    for path in sorted(DATA.glob("*.gold.tsv")):
        name = path.name.removesuffix(".gold.tsv")
        stem, pair = name.rsplit(".", 1)
        one, two = pair.split("-")
        source, target = ((DATA / f"{name}.{side}.txt").read_text("utf-8").splitlines() for side in ("src", "tgt"))
        group = stem.rsplit("-", 1)[0] if stem.startswith("mac-dev") else stem.split("-")[0]
        fold = f"{group}-{(int(stem[-1]) - 1) // 2}" if group == "mac-dev" else group
        yield Document(name, group, fold, one, two, tuple(source), tuple(target), read_gold(path))


def read_gold(path: Path) -> BeadSet:
    rows = (line.split("\t") for line in path.read_text("utf-8").splitlines())
    beads = ((_ids(row[0]), _ids(row[1] if len(row) > 1 else "")) for row in rows)
    return frozenset(bead for bead in beads if bead[0] or bead[1])


def _ids(text: str) -> tuple[int, ...]:
    return tuple(int(number) for number in text.split(",") if number.strip())


def read_dictionaries(folder: Path | None) -> Mapping[str, Lexicon]:
    """By language pair: ``zh-en.tsv`` and the like of a folder."""
    return {path.stem: load_lexicon(path) for path in sorted(folder.glob("*-*.tsv"))} if folder else {}
