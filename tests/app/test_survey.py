"""A survey that takes over what the last one left says what a new one would, whatever was edited in between."""

from __future__ import annotations

from dataclasses import fields, replace
from random import Random

import pytest

from app import pipeline
from app.check import CheckContext
from app.clean import RuleSet
from app.model import Block, BlockId, Locator, RevisionSeq, Row, RowId, Shape, Side
from app.pipeline import Snapshot, Survey, survey
from glossary.matcher import compile_matcher
from glossary.model import Concept, Glossary, Term

TEXTS = (
    ("河堤很长。", "The river bank is long."),
    ("河堤有2米宽。", "The river bank is 2 metres wide."),
    ("茶论坛开了。", "The World Tea Forum (WTF) was opened."),
    ("茶论坛关了。", "The WTF was closed &nbsp; today."),
    ("点击：12", "Views: 12"),
    ("分享到：微信 微博", "Share: Facebook Twitter"),
    ("", "© 2020 City News. All rights reserved."),
    ("这一段话很长，所以它在这里说了两次。", "This paragraph is long, and said twice, so that anybody can see it."),
)  # fmt: skip
FORUM = Concept("forum", (Term("茶论坛"),), (Term("World Tea Forum"),))
GLOSSARY = Glossary("own", "zh", "en", (FORUM,))
RULES = pipeline.shipped_rules()


@pytest.fixture
def snapshot() -> Snapshot:
    context = CheckContext("zh", "en", compile_matcher((GLOSSARY,), "zh", "en"))
    return Snapshot((), context, True, {Side.SOURCE: "zh", Side.TARGET: "en"}, RULES, frozenset())


def block(number: int, side: Side, text: str, position: float) -> tuple[Block, ...]:
    if not text:
        return ()
    return (Block(BlockId(number), side, position, text, Shape(), Locator(), RevisionSeq(1), RevisionSeq(1)),)


def row(number: int, position: float, texts: tuple[str, str]) -> Row:
    return Row(
        RowId(number),
        block(2 * number, Side.SOURCE, texts[0], position),
        block(2 * number + 1, Side.TARGET, texts[1], position),
    )


def said(found: Survey) -> dict[str, object]:
    """All of a survey but what is left for the next one."""
    return {part.name: getattr(found, part.name) for part in fields(found) if part.name not in ("kept", "lengths")}


@pytest.mark.parametrize("rules", [RULES, None])
@pytest.mark.parametrize("seed", range(4))
def test_it_says_the_same(snapshot: Snapshot, seed: int, rules: RuleSet | None) -> None:
    chance = Random(seed)
    rows = [row(number, float(number), chance.choice(TEXTS)) for number in range(30)]
    kept = None
    for number in range(30, 50):
        at = chance.randrange(len(rows))
        match chance.randrange(4):
            case 0 | 1:
                rows[at] = row(rows[at].id, float(rows[at].id), chance.choice(TEXTS))
            case 2:
                rows.insert(at, row(number, number - 0.5, chance.choice(TEXTS)))
            case 3:
                del rows[at]
        given = replace(snapshot, rows=tuple(rows), rules=rules, known=kept)
        again, anew = survey(given), survey(replace(given, known=None))
        assert said(again) == said(anew)
        kept = again.kept


def test_other_terms_are_looked_for_in_all_rows(snapshot: Snapshot) -> None:
    given = replace(snapshot, rows=tuple(row(number, float(number), TEXTS[number]) for number in range(4)))
    first = survey(given)
    assert first.ledger
    assert set(first.acronyms.values()) == {("WTF",)}
    without = survey(replace(given, glossaries=(), known=first.kept))
    assert not without.ledger
    assert not without.acronyms


@pytest.mark.parametrize("beside", [0, 1])
def test_of_two_titles_the_one_without_a_source_is_litter(snapshot: Snapshot, beside: int) -> None:
    title, ours = "The town opens its spring meeting on farming", "全镇召开春耕备耕工作会议"
    texts = [(ours if beside == 0 else "", title), (ours if beside == 1 else "", title)]
    texts += [("今年的会议开得很好，大家都来了。", "This year the meeting went well, and everybody came to it.")] * 2
    rows = tuple(
        Row(RowId(n), block(n + 1, Side.SOURCE, source, n), block(-n - 1, Side.TARGET, target, n))
        for n, (source, target) in enumerate(texts)
    )
    found = [p for p in survey(replace(snapshot, rows=rows)).proposals if p.proposal.rule == "title-twice"]
    assert [proposal.block.id for proposal in found] == [BlockId(-(1 - beside) - 1)]
