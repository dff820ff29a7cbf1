"""What the term check costs, in CPU time of one core."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from itertools import accumulate

from app.resources import resource
from glossary.formats import read_csv
from glossary.language.numerals import load_numerals
from glossary.language.simplified import load_simplified
from glossary.matcher import Matcher, compile_matcher
from glossary.model import Concept, Glossary, Term
from glossary.patterns import PatternEngine, compile_patterns, load_tables
from glossary.verdict import judge

TERMS, ROWS = 50_000, 100_000
KEY_TERMS, KEYS, SEGMENT = 10_000, 400, 400
HOSTILE = 100_000
_HAN = [chr(code) for code in range(0x4E00, 0x4E00 + 1500)]
HEAD = "| what | limit | CPU time |\n|---|---|---|"
TEXTS = (
    ("十", "the First Plenary Session of the 19th "),
    ("十九届五中全会", "XIX "),
    ("第1年2月", "twenty-one hundred and "),
    ("第", "the "),
    ("第十九届中央委员会第五次全体会议", "Fifth Plenary Session of the 19th CPC Central Committee "),
    ("一二三", "one two three "),
    ("1", "1,1,1,1"),
    ("二", "1 "),
    ("五中全会", "X "),
)


def lines() -> Iterator[str]:
    """The lines of the table, each as soon as it is known."""
    for pair in (("zh", "en"), ("en", "zh")):
        yield from _throughput(*pair)
    yield from _keystroke()
    yield from _hostile()


def _throughput(source: str, target: str) -> Iterator[str]:
    text = _Words(random.Random(1))
    matcher, pairs = _matcher(text, source, target, TERMS)
    yield _line(f"{source}-{target}: {TERMS:,} terms made ready", "–", _seconds(lambda: _warm(matcher, pairs[0])))
    rows = []
    for _ in range(ROWS):
        chosen = [text.rng.choice(pairs)]
        rows.append((text.row(source, [one for one, _ in chosen]), text.row(target, [two for _, two in chosen])))
    found = _seconds(lambda: [len(matcher.source_hits(one)) for one, _ in rows])
    judged = _seconds(lambda: [len(judge(matcher, one, two)) for one, two in rows])
    yield _line(f"{source}-{target}: terms found in {ROWS:,} segments", "8 s", found)
    yield _line(f"{source}-{target}: found and judged in {ROWS:,} segments", "8 s", judged)


def _keystroke() -> Iterator[str]:
    text = _Words(random.Random(2))
    matcher, pairs = _matcher(text, "zh", "en", KEY_TERMS)
    _warm(matcher, pairs[0])
    chosen = [text.rng.choice(pairs) for _ in range(4)]
    source = text.row("zh", [one for one, _ in chosen])
    target = " ".join(text.row("en", [two]) for _, two in chosen)
    target = (target + " " + text.row("en", []) * 9)[:SEGMENT]
    states = [target[:end] + "x" + target[end:] for end in range(KEYS)]
    each = _seconds(lambda: [judge(matcher, source, state) for state in states]) / KEYS
    yield _line(f"one keystroke: {SEGMENT} characters, {KEY_TERMS:,} terms, judged anew", "1 ms", each)


def _hostile() -> Iterator[str]:
    engine = _shipped_patterns()
    for source, target in TEXTS:
        left, right = ((part * HOSTILE)[:HOSTILE] for part in (source, target))
        alone = _seconds(lambda right=right: engine.judge(None, right))  # type: ignore[misc]
        found = _seconds(lambda left=left: engine.source_hits(left))  # type: ignore[misc]
        yield _line(f"shipped zh-en patterns, source full of “{source}”", "0.5 s", found)
        yield _line(f"shipped zh-en patterns, translation full of “{target.strip()}”", "0.5 s", alone)


def _shipped_patterns() -> PatternEngine:
    table = resource("glossaries", "numbered-names.zh-en.csv").read_text("utf-8")
    tables = load_tables(resource("glossaries", "tables.toml"))
    numerals = load_numerals(resource("language"))
    return compile_patterns([read_csv(table, "patterns", "zh", "en")], "zh", "en", numerals, tables)


class _Words:
    """Made-up words and signs, some much more frequent than others, as in any language."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self._words = ["".join(rng.choices("abcdefghilmnoprstuvw", k=rng.randint(3, 9))) for _ in range(20_000)]
        self._weights = {size: list(accumulate(1 / rank for rank in range(1, size + 1))) for size in (500, 10_000)}

    def term(self, language: str) -> str:
        if language == "zh":
            return "".join(self.rng.choices(_HAN[:1000], k=self.rng.randint(2, 5)))
        return " ".join(self.rng.choices(self._words[:10_000], k=self.rng.randint(1, 3)))

    def row(self, language: str, terms: list[str]) -> str:
        """About forty signs of Chinese or twenty-five words, with the terms in them and no other."""
        if language == "zh":
            parts = self.rng.choices(_HAN[1000:], cum_weights=self._weights[500], k=40)
        else:
            parts = self.rng.choices(self._words[10_000:], cum_weights=self._weights[10_000], k=25)
        for term in terms:
            parts.insert(self.rng.randrange(len(parts)), term)
        return ("" if language == "zh" else " ").join(parts)


def _matcher(text: _Words, source: str, target: str, count: int) -> tuple[Matcher, list[tuple[str, str]]]:
    pairs = [(text.term(source), text.term(target)) for _ in range(count)]
    concepts = tuple(Concept(str(i), (Term(one),), (Term(two),)) for i, (one, two) in enumerate(pairs))
    simplified = load_simplified(resource("language", "simplified.tsv"))
    glossary = Glossary("made up", source, target, concepts)
    return compile_matcher([glossary], source, target, simplified=simplified), pairs


def _warm(matcher: Matcher, pair: tuple[str, str]) -> None:
    judge(matcher, *pair)
    judge(matcher, None, pair[1])


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def _line(what: str, limit: str, seconds: float) -> str:
    spent = f"{seconds * 1000:.2f} ms" if limit.endswith("ms") else f"{seconds:.2f} s"
    return f"| {what} | {limit} | {spent} |"
