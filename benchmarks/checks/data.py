"""The development data as rows, in two halves: rules are mended by reading one, figures are reported of the other."""

from __future__ import annotations

import gzip
import json
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from app.check import CheckContext, CheckRow, run_checks
from app.model import Finding
from glossary.matcher import compile_matcher

DATA = Path(os.environ.get("ENFACE_DATA", Path(__file__).resolve().parents[3] / "shared" / "data")) / "qa" / "refs"
NEWS = ("zh-en.21", "zh-en.22", "zh-en.22B", "en-de.21", "en-de.22", "ja-en.21", "ja-en.22", "de-en.21", "de-en.22",
        "en-zh.21", "en-zh.22", "en-ru.21", "en-ru.22", "fr-de.21", "fr-de.22")  # fmt: skip
OTHERS = ("ted-noerror.zh-en", "ted-noerror.en-de", "hkma.zh-en")


@dataclass(frozen=True, slots=True)
class Set:
    """A set of rows that humans translated. ``rows`` are numbered from 0."""

    name: str
    source: str
    target: str
    rows: tuple[CheckRow, ...]

    @property
    def context(self) -> CheckContext:
        """What its rows are checked with: no glossary."""
        return CheckContext(self.source, self.target, compile_matcher((), self.source, self.target))


def is_reported(row: int) -> bool:
    """Whether a row is of the half that figures are given of; the other half is read when a rule is mended."""
    return row % 2 == 1


@cache
def read_set(name: str) -> Set:
    found = re.search(r"(?<![a-z])([a-z]{2})-([a-z]{2})(?![a-z])", name)
    assert found, name
    with gzip.open(DATA / f"{name}.tsv.gz", "rt", encoding="utf-8", newline="\n") as lines:
        fields = [line.rstrip("\n").split("\t") for line in lines]
    pairs = [(cells[0], cells[1]) for cells in fields if len(cells) >= 2]
    return Set(name, found[1], found[2], tuple(CheckRow(n, s, t) for n, (s, t) in enumerate(pairs)))


def demetr(name: str, *, changed: bool = True) -> list[dict[str, Any]]:
    """The items of one perturbation of DEMETR that were really changed, or those that had nothing to change."""
    with gzip.open(DATA / f"demetr.{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [item for item in map(json.loads, lines) if bool(item["changed"]) is changed]


def check_pairs(pairs: Sequence[tuple[str, str]], source: str, target: str) -> tuple[Finding, ...]:
    context = CheckContext(source, target, compile_matcher((), source, target))
    return run_checks([CheckRow(n, s, t) for n, (s, t) in enumerate(pairs)], context)


def digit_runs(text: str) -> list[str]:
    """The runs of digits of a text, sorted: what a plain number check compares."""
    return sorted(re.findall(r"\d+", text))
