"""How quiet the checks are on human translations, and how much they find in spoilt ones.

    python benchmarks/checks.py [--show CHECK] [--only SET]

Prints flagged rows per 1,000 of each check, beside a plain comparison of digit runs (what OmegaT's rule does), and the
recall on DEMETR's perturbations. Reads ``ENFACE_DATA/qa/refs``; says so and stops where that is absent.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from app.check import CheckContext, CheckRow, run_checks, run_row_checks  # noqa: E402
from app.model import Finding  # noqa: E402
from glossary.matcher import compile_matcher  # noqa: E402

DATA = Path(os.environ.get("ENFACE_DATA", ROOT.parent / "shared" / "data")) / "qa" / "refs"
TUNED = ("zh-en.21", "zh-en.22", "zh-en.22B", "en-de.21", "en-de.22", "de-en.21", "de-en.22", "ja-en.21", "ja-en.22",
         "en-zh.21", "en-zh.22", "en-ru.21", "en-ru.22", "fr-de.21", "fr-de.22")  # fmt: skip
UNTOUCHED = ("ted-noerror.zh-en", "ted-noerror.en-de", "hkma.zh-en")
PLANTED = ("zh-en.22", "en-de.22", "ja-en.22", "en-zh.22", "en-ru.22", "hkma.zh-en")
PERTURBED = {"id10": ("number", "date"), "id1": ("doubled-word",), "id2": ("doubled-word",), "id4": ("untranslated",),
             "id28": ("end-punctuation",)}  # fmt: skip


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--show", help="print the findings of a check")
    arguments.add_argument("--only", help="only the sets whose name holds this")
    options = arguments.parse_args()
    if not DATA.is_dir():
        print(f"No data at {DATA}: set ENFACE_DATA to the folder that holds qa/refs.")
        return
    for title, names in (("tuned on", TUNED), ("not looked at while tuning", UNTOUCHED)):
        print(f"\n{title}: flagged rows per 1,000")
        for name in names:
            if not options.only or options.only in name:
                false_alarms(name, options.show)
    print("\nplanted in references: edits that give a new number or date finding")
    for name in PLANTED:
        if not options.only or options.only in name:
            planted(name, options.show)
    print("\nDEMETR: items with a finding that the unspoilt text has not")
    for name, checks in PERTURBED.items():
        if not options.only or options.only in name:
            recall(name, checks, options.show)


def false_alarms(name: str, show: str | None) -> None:
    rows = list(pairs(name))
    source, target = re.findall("[a-z]{2}-[a-z]{2}", name)[0].split("-")
    began = time.perf_counter()
    findings = check(rows, source, target)
    seconds = time.perf_counter() - began
    flagged: dict[str, set[int]] = defaultdict(set)
    for finding in findings:
        flagged[finding.check].add(finding.row)
        if finding.check == show:
            print(f"  {finding.row} {finding.code} {dict(finding.facts)}", *rows[finding.row], sep="\n    ")
    anywhere = {finding.row for finding in findings}
    numbers = flagged["number"] | flagged["date"]
    per = 1000 / len(rows)
    numeric = sum(any(map(str.isdigit, s + t)) for s, t in rows)
    naive = sum(digit_runs(s) != digit_runs(t) for s, t in rows)
    parts = "  ".join(f"{id_} {len(hit) * per:.1f}" for id_, hit in sorted(flagged.items(), key=by_size))
    print(
        f"{name} ({len(rows)} rows, {len(rows) / seconds:.0f}/s): number+date {len(numbers) * per:.1f} "
        f"(of rows with figures {len(numbers) * 1000 / max(1, numeric):.0f}; digit runs {naive * per:.0f}); "
        f"any {len(anywhere) * per:.1f}\n    {parts}"
    )


def planted(name: str, show: str | None) -> None:
    """Changes one number of each target that has one; every row is checked alone, so that no edit hides another."""
    source, target = re.findall("[a-z]{2}-[a-z]{2}", name)[0].split("-")
    context = CheckContext(source, target, compile_matcher((), source, target))
    choose = random.Random(1)
    hits: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for text, translation in pairs(name):
        numbers = list(re.finditer(r"\d[\d.,]*", translation))
        if not numbers:
            continue
        before = keys(numeric(text, translation, context))
        place = choose.choice(numbers)
        for edit, spoilt in edits(place, translation, choose):
            if spoilt == translation:
                continue
            total[edit] += 1
            if keys(numeric(text, spoilt, context)) - before:
                hits[edit] += 1
            elif show == edit:
                print(f"  missed {text}", translation, spoilt, sep="\n    ")
    print(f"{name}: " + ", ".join(f"{edit} {100 * hits[edit] / total[edit]:.0f} % of {total[edit]}" for edit in total))


def edits(place: re.Match[str], text: str, choose: random.Random) -> Iterator[tuple[str, str]]:
    digits = [at for at in range(*place.span()) if text[at].isdigit()]
    at = choose.choice(digits)
    yield "digit", text[:at] + choose.choice([d for d in "123456789" if d != text[at]]) + text[at + 1 :]
    yield "dropped", text[: place.start()] + text[place.end() :]
    last = digits[-1] + 1
    yield "extra zero", text[:last] + "0" + text[last:]
    for one, two in (
        ("million", "billion"),
        ("Million", "Milliard"),
        ("billion", "million"),
        ("万", "亿"),
        ("млн", "млрд"),
    ):
        if one in text[place.end() : place.end() + len(one) + 1]:
            yield "magnitude", text[: place.end()] + text[place.end() :].replace(one, two, 1)
            break


def numeric(source: str, target: str, context: CheckContext) -> list[Finding]:
    return [f for f in run_row_checks(CheckRow(0, source, target), context) if f.check in ("number", "date")]


def by_size(entry: tuple[str, set[int]]) -> int:
    return -len(entry[1])


def recall(name: str, checks: Sequence[str], show: str | None) -> None:
    with gzip.open(DATA / f"demetr.{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        items = [item for item in map(json.loads, lines) if item["changed"]]
    found: Counter[str] = Counter()
    total: Counter[str] = Counter()
    naive = price = 0
    for language in sorted({item["source_lang"] for item in items}):
        own = [item for item in items if item["source_lang"] == language]
        clean, spoilt, reference = (
            keys(check([(item["source"], item[kind]) for item in own], language, "en", checks))
            for kind in ("mt", "perturbed", "reference")
        )
        price += len({row for row, _ in reference})
        for row, item in enumerate(own):
            total[language] += 1
            before = digit_runs(item["source"])
            naive += digit_runs(item["mt"]) == before != digit_runs(item["perturbed"])
            if {key for at, key in spoilt if at == row} - {key for at, key in clean if at == row}:
                found[language] += 1
            elif show in checks:
                print(f"  missed {item['source']}\n    {item['mt']}\n    {item['perturbed']}")
    hits, count = sum(found.values()), sum(total.values())
    by_language = " ".join(f"{code} {found[code]}/{total[code]}" for code in total)
    print(
        f"{name} {'/'.join(checks)}: recall {hits}/{count} = {100 * hits / max(1, count):.1f} % "
        f"({by_language}); digit runs {100 * naive / max(1, count):.1f} %; "
        f"references flagged {1000 * price / max(1, count):.0f} per 1,000"
    )


def keys(findings: Iterable[Finding]) -> set[tuple[int, str]]:
    return {(finding.row, finding.evidence) for finding in findings}


def check(
    rows: Sequence[tuple[str, str]], source: str, target: str, checks: Sequence[str] | None = None
) -> tuple[Finding, ...]:
    context = CheckContext(source, target, compile_matcher((), source, target))
    return run_checks([CheckRow(n, s, t) for n, (s, t) in enumerate(rows)], context, checks=checks)


def pairs(name: str) -> Iterator[tuple[str, str]]:
    with gzip.open(DATA / f"{name}.tsv.gz", "rt", encoding="utf-8", newline="\n") as lines:
        for line in lines:
            fields = line.rstrip("\n").split("\t")
            if len(fields) >= 2:
                yield fields[0], fields[1]


def digit_runs(text: str) -> list[str]:
    """The runs of digits of a text, sorted: the rule of a plain checker."""
    return sorted(re.findall(r"\d+", text))


if __name__ == "__main__":
    main()
