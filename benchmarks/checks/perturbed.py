"""DEMETR: errors that others planted, found where the unspoilt machine translation is silent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from app.model import Finding
from benchmarks.checks.alarms import NUMERIC
from benchmarks.checks.data import check_pairs, demetr, digit_runs, is_reported

HEAD = (
    "| what was done | found | of these by language | digit runs find | false alarms per 1,000: references, machine "
    "| of all items of the file: references, machine |\n|---|---|---|---|---|---|"
)
_KINDS = (
    ("id10", "a number changed", NUMERIC),
    ("id1", "last word twice", frozenset({"doubled-word"})),
    ("id2", "last word four times", frozenset({"doubled-word"})),
    ("id4", "words left untranslated", frozenset({"untranslated"})),
    ("id28", "final mark removed", frozenset({"end-punctuation"})),
)


def lines(*, reported: bool = True) -> Iterator[str]:
    for name, title, checks in _KINDS:
        hits: dict[str, int] = defaultdict(int)
        total: dict[str, int] = defaultdict(int)
        runs = references = machine = 0
        for language, items in _by_language(name, reported=reported).items():
            clean, spoilt, human = (_said(items, kind, language, checks) for kind in ("mt", "perturbed", "reference"))
            total[language] = len(items)
            hits[language] = sum(bool(said - clean.get(row, set())) for row, said in spoilt.items())
            references += len(human)
            machine += len(clean)
            for item in items:
                wanted = digit_runs(item["source"])
                runs += digit_runs(item["mt"]) == wanted != digit_runs(item["perturbed"])
        n = max(1, sum(total.values()))
        others, more = _of_others(name, checks, reported=reported)
        each = ", ".join(f"{language} {hits[language]}/{total[language]}" for language in total)
        plain = f"{100 * runs / n:.1f} %" if name == "id10" else "–"
        yield (
            f"| {title} | **{100 * sum(hits.values()) / n:.1f} %** of {n} | {each} | {plain} "
            f"| {1000 * references / n:.0f}, {1000 * machine / n:.0f} "
            f"| {1000 * (references + more[0]) / (n + others):.0f}, {1000 * (machine + more[1]) / (n + others):.0f} |"
        )


def _of_others(name: str, checks: frozenset[str], *, reported: bool) -> tuple[int, tuple[int, int]]:
    """How many items had nothing to change (no number, for one), and how many of their references and machine
    translations are flagged."""
    items = [item for number, item in enumerate(demetr(name, changed=False)) if is_reported(number) is reported]
    flagged = {"reference": 0, "mt": 0}
    for language in {item["source_lang"] for item in items}:
        own = [item for item in items if item["source_lang"] == language]
        for kind in flagged:
            flagged[kind] += len(_said(own, kind, language, checks))
    return len(items), (flagged["reference"], flagged["mt"])


def missed(name: str) -> Iterator[dict[str, Any]]:
    """Items of the half that is read whose change is not found."""
    checks = next(checks for id_, _, checks in _KINDS if id_ == name)
    for language, items in _by_language(name, reported=False).items():
        clean, spoilt = (_said(items, kind, language, checks) for kind in ("mt", "perturbed"))
        yield from (item for row, item in enumerate(items) if not spoilt.get(row, set()) - clean.get(row, set()))


def _by_language(name: str, *, reported: bool) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for number, item in enumerate(demetr(name)):
        if is_reported(number) is reported:
            found[item["source_lang"]].append(item)
    return found


def _said(
    items: Sequence[dict[str, Any]], kind: str, language: str, checks: frozenset[str]
) -> dict[int, set[tuple[str, str]]]:
    found: dict[int, set[tuple[str, str]]] = defaultdict(set)
    for finding in check_pairs([(item["source"], item[kind]) for item in items], language, "en"):
        if finding.check in checks:
            found[finding.row].add(_name(finding))
    return found


def _name(finding: Finding) -> tuple[str, str]:
    return finding.check, finding.evidence
