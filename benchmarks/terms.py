"""What the term check costs and how often it cries wolf.

    python benchmarks/terms.py

Throughput: 50,000 synthetic terms over synthetic rows, both directions of writing. False alarms: official reports with
their own term list, if the development data is there (ENFACE_DATA, default ../shared/data): every occurrence of a term
that a human translated and we call *missing* or *forbidden*.
"""

from __future__ import annotations

import csv
import gzip
import os
import random
import time
from collections import Counter
from pathlib import Path

from glossary.matcher import compile_matcher
from glossary.model import Concept, Glossary, LedgerEntry, Status, Term, Verdict
from glossary.verdict import judge

TERMS, ROWS = 50_000, 10_000
DATA = Path(os.environ.get("ENFACE_DATA", Path(__file__).resolve().parent.parent.parent / "shared" / "data"))
HAN = [chr(code) for code in range(0x4E00, 0x4E00 + 1500)]


def main() -> None:
    throughput("zh", "en")
    throughput("en", "zh")
    alarms()


def throughput(source_language: str, target_language: str) -> None:
    rng = random.Random(1)
    words = ["".join(rng.choices("abcdefghilmnoprstuvw", k=rng.randint(3, 9))) for _ in range(20_000)]
    half = len(words) // 2

    def term(language: str) -> str:
        if language == "zh":
            return "".join(rng.choices(HAN[:1000], k=rng.randint(2, 5)))
        return " ".join(rng.choices(words[:half], k=rng.randint(1, 3)))

    def row(language: str, terms: list[str]) -> str:
        """About fifty characters of Chinese or thirty words, four of its stretches terms."""
        if language == "zh":
            return "".join("".join(rng.choices(HAN[1000:], k=9)) + one for one in terms)
        return " ".join(" ".join(rng.choices(words[half:], k=5)) + " " + one for one in terms)

    pairs = [(term(source_language), term(target_language)) for _ in range(TERMS)]
    concepts = tuple(Concept(str(i), (Term(one),), (Term(two),)) for i, (one, two) in enumerate(pairs))
    start = time.perf_counter()
    matcher = compile_matcher(
        [Glossary("synthetic", source_language, target_language, concepts)], source_language, target_language
    )
    matcher.source_hits("")
    matcher.source_hits(pairs[0][0])
    built = time.perf_counter() - start
    start = time.perf_counter()
    judge(matcher, None, pairs[0][1])
    opened = time.perf_counter() - start
    rows = []
    for _ in range(ROWS):
        chosen = rng.sample(pairs, 4)
        rows.append((row(source_language, [a for a, _ in chosen]), row(target_language, [b for _, b in chosen])))
    for name, count in (("source_hits", 0), ("judge", 1)):
        start = time.perf_counter()
        found = sum(len(judge(matcher, a, b) if count else matcher.source_hits(a)) for a, b in rows)
        spent = time.perf_counter() - start
        print(f"{source_language}-{target_language} {name}: {ROWS / spent:,.0f} rows/s, {found} hits")
    print(f"{source_language}-{target_language} build {built:.2f} s, first row {opened:.2f} s, {TERMS} terms")


def alarms() -> None:
    terms, lines = DATA / "qa/refs/hkma-terms.zh-en.csv", DATA / "qa/refs/hkma.zh-en.tsv.gz"
    if not terms.exists() or not lines.exists():
        print("no development data: false alarms not measured")
        return
    # Their list has no statuses: the first rendering is preferred, the others are admitted. It says in which year's
    # report a term stands; a project has the terms of its own document, so each year is also measured alone.
    by_year: dict[str, list[Concept]] = {}
    everything: list[Concept] = []
    with terms.open(encoding="utf-8", newline="") as file:
        for number, record in enumerate(csv.DictReader(file)):
            first, *others = record["targets"].split("|")
            targets = (Term(first), *(Term(text, Status.ADMITTED) for text in others))
            concept = Concept(str(number), (Term(record["source"]),), targets)
            everything.append(concept)
            for year in record["years"].split("|"):
                by_year.setdefault(year, []).append(concept)
    with gzip.open(lines, "rt", encoding="utf-8") as packed:
        rows = [line.rstrip("\n").split("\t") for line in packed]
    _report("one list", rows, dict.fromkeys(by_year, everything))
    _report("year by year", rows, by_year)


def _report(name: str, rows: list[list[str]], concepts: dict[str, list[Concept]]) -> None:
    matchers = {
        year: compile_matcher([Glossary("hkma", "zh", "en", tuple(known))], "zh", "en")
        for year, known in concepts.items()
    }
    start = time.perf_counter()
    ledger = [judge(matchers[year], source, target) for source, target, year in rows]
    spent = time.perf_counter() - start
    entries = [entry for row in ledger for entry in row]
    refused = [entry for entry in entries if entry.verdict not in (Verdict.OK, Verdict.ADMITTED)]
    loud = [entry for entry in refused if not entry.again]
    print(f"official reports, {name}: {len(rows)} rows, {len(entries)} occurrences, {len(rows) / spent:,.0f} rows/s")
    print(f"  not accepted {len(refused) / len(entries):.1%}; without later mentions {len(loud) / len(entries):.1%}")
    print(f"  commonest: {Counter(map(_label, loud)).most_common(6)}")


def _label(entry: LedgerEntry) -> str:
    return f"{entry.term} = {entry.concept.preferred}"


if __name__ == "__main__":
    main()
