from __future__ import annotations

from pathlib import Path

import pytest

from app.clean import RuleSet, apply, load_rules, propose
from app.errors import UserError
from app.model import Role, Shape, Span
from app.resources import resource
from app.words import load_words

RULES = load_rules(resource("litter"))
EXAMPLES = [(rule.id, example) for rule in RULES.rules for example in rule.examples]
COUNTER_EXAMPLES = [(rule.id, example) for rule in RULES.rules for example in rule.counter_examples]


@pytest.fixture(scope="module")
def rules() -> RuleSet:
    return load_rules(resource("litter"))


@pytest.mark.parametrize(("rule", "paragraphs"), EXAMPLES)
def test_every_example_is_found(rules: RuleSet, rule: str, paragraphs: tuple[str, ...]) -> None:
    assert rule in {proposal.rule for proposal in propose(paragraphs, rules)}


@pytest.mark.parametrize(("rule", "paragraphs"), COUNTER_EXAMPLES)
def test_no_counter_example_is_found_by_any_rule(rules: RuleSet, rule: str, paragraphs: tuple[str, ...]) -> None:
    assert propose(paragraphs, rules) == ()


def test_every_rule_has_its_sentence(rules: RuleSet) -> None:
    words = load_words()
    for rule in rules.rules:
        assert words.say(f"clean.{rule.id}", n=3, other=2, reads="x")


SCRAPED = [
    "The Bureau Opens a Bridge", "[ad_1]", "The bureau opens a bridge", "Release date: 2020-11-26 14:47",
    "Source: The Bureau", "Points of view:", "The bridge was opened on Monday by the mayor of the town.", "[ad_2]",
]  # fmt: skip
ORIGINAL = ["局里新桥正式开通", "发布日期：2020-11-26", "来源：局办公室", "浏览次数：", "周一，市长出席新桥开通仪式。"]


def test_a_scraped_page_with_and_without_its_source(rules: RuleSet) -> None:
    expected = [("title-twice", 0), ("ad-code", 1), ("counter", 5), ("ad-code", 7)]
    alone = propose(SCRAPED, rules)
    beside = propose(SCRAPED, rules, partner=ORIGINAL)
    assert [(one.rule, one.index) for one in alone] == expected
    assert [(one.rule, one.index, one.partner) for one in beside] == [
        (rule, index, 3 if index == 5 else None) for rule, index in expected
    ]


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("The meeting ended. [ad_2]", "The meeting ended."),
        ("[ad_1] The meeting began.", "The meeting began."),
        ("He said [ad_1] nothing.", "He said nothing."),
        ("First<br>second", "First\nsecond"),
        ('<p class="lead">One &amp; two</p>', "One & two"),
        ("Itâ€™s a cafÃ©", "It’s a café"),
        ("ä¸­å›½ï¼ŒÂ£5", "中国，£5"),
        ("Ã¢â‚¬â„¢", "’"),
        ("РџСЂРёРІРµС‚, РјРёСЂ", "Привет, мир"),
        ("cÅ“ur", "cœur"),
        ("trans\u00adla\u200btion", "translation"),
        ("one\n\n\ntwo", "one\ntwo"),
        ("R&amp;amp;D", "R&D"),
        ("one&nbsp;two", "one two"),
        ("re&shy;pair", "repair"),
        ("می&zwnj;خواهم", "می\u200cخواهم"),
        ("â€œYes,â€ he said.", "“Yes,” he said."),
    ],
)
def test_spans_are_applied(rules: RuleSet, text: str, cleaned: str) -> None:
    assert apply(text, propose([text], rules)) == cleaned


def test_blank_lines_sit_on_the_paragraph_after_them(rules: RuleSet) -> None:
    shapes = (Shape(gap=0), Shape(gap=3), Shape(gap=1))
    (proposal,) = propose(["One line", "Two lines", "Three lines"], rules, shapes=shapes)
    assert (proposal.rule, proposal.index, proposal.span, proposal.facts) == (
        "blank-lines", 1, Span(0, 0), (("n", 3),),
    )  # fmt: skip


def test_a_text_that_always_leaves_two_blank_lines_is_left_alone(rules: RuleSet) -> None:
    assert propose([f"Line {n}" for n in range(8)], rules, shapes=[Shape(gap=2)] * 8) == ()


LONG = "The bridge was opened on Monday by the mayor of the town, who had come on foot."


@pytest.mark.parametrize("role", [Role.LIST_ITEM, Role.TABLE_CELL, Role.HEADING, Role.CODE])
def test_repeats_are_legitimate_in_lists_tables_and_headings(rules: RuleSet, role: Role) -> None:
    shapes = [Shape(), Shape(role), Shape(), Shape(role)]
    assert propose(["Start here.", LONG, "Go on.", LONG], rules, shapes=shapes) == ()


def test_of_a_body_paragraph_the_later_copy_goes(rules: RuleSet) -> None:
    (proposal,) = propose(["A title", LONG, LONG, "Go on."], rules)
    assert (proposal.rule, proposal.index, proposal.facts) == ("paragraph-twice", 2, (("other", 2),))


@pytest.mark.parametrize("role", [Role.TABLE_CELL, Role.CODE])
def test_a_table_may_have_a_column_for_views(rules: RuleSet, role: Role) -> None:
    assert propose(["Views:", "Source:"], rules, shapes=[Shape(role)] * 2) == ()


def test_words_of_one_latin_language_do_not_judge_another(rules: RuleSet) -> None:
    assert propose(["Drucken"], rules, language="fr") == ()
    assert propose(["Drucken"], rules, language="de-AT")[0].rule == "page-tools"
    assert propose(["相关阅读"], rules, language="en")[0].rule == "related-links"


def test_links_below_a_heading_end_where_prose_begins(rules: RuleSet) -> None:
    prose = "The bridge was opened on Monday by the mayor."
    page = ["Related articles", "A tram for the town", "New roads", "A heading", prose]
    assert [one.index for one in propose(page, rules)] == [0, 1, 2]
    assert [one.index for one in propose([prose, *page[:3]], rules)] == [1, 2, 3]
    assert [one.index for one in propose([*page[:3], "© 2020 City News. All rights reserved."], rules)] == [0, 1, 2, 3]


def test_a_repeated_label_is_a_speaker(rules: RuleSet) -> None:
    assert propose(["记者：", "您好，请介绍一下情况。", "记者：", "谢谢您接受我们的采访。"], rules) == ()


def test_nothing_in_nothing_out(rules: RuleSet) -> None:
    assert propose([], rules, partner=[]) == ()
    assert propose(["", " "], rules) == ()
    assert apply("as it is", ()) == "as it is"


def test_hostile_lines_take_no_time(rules: RuleSet) -> None:
    hostile = ["<p " + "a=" * 40000, "&amp;" * 20000, "Ã" * 40000, "- " * 30000, "[ad_" * 20000, "Home > " * 20]
    assert len(propose(hostile, rules)) >= 1


@pytest.mark.parametrize(
    "table",
    ["not toml", '[[rule]]\nid = "x"\nkind = "odd"', '[[rule]]\nid = "x"\nkind = "line"\nexamples = []',
     '[[rule]]\nid = "x"\nkind = "line"\nexamples = []\ncounter_examples = []\npatterns = { any = ["("] }'],
)  # fmt: skip
def test_rules_that_cannot_be_used_are_refused_in_words(tmp_path: Path, table: str) -> None:
    (tmp_path / "mine.toml").write_text(table, "utf-8")
    with pytest.raises(UserError) as fault:
        load_rules(tmp_path)
    assert "mine.toml" in load_words().error(fault.value)


NEWS = ["The bridge was opened on Monday by the mayor of the town, who had come on foot.",
        "It is made of steel and will carry trams from the summer on, the builders say.",
        "The old one, which had stood since the flood, was taken down in the spring."]  # fmt: skip
TITLE = "The town of Elm opens its bridge of 2019"


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ([TITLE, *NEWS, TITLE], [4]),
        ([TITLE, *NEWS, TITLE.replace("2019", "2010")], [4]),
        (["Home > News", TITLE, *NEWS, TITLE, "© 2020 City News"], [5]),
        ([TITLE, *NEWS, "The town of Elm closes its old bridge"], []),
        ([TITLE + ".", *NEWS, TITLE + "."], []),
        ([TITLE, NEWS[0], "A tram went by", "A bell rang", TITLE], []),
        (["Elm: a bridge", *NEWS, "Elm: a bridge"], []),
        ([NEWS[0], *NEWS[1:], NEWS[0].removesuffix(".")], []),
    ],
)
def test_a_title_below_its_text(rules: RuleSet, texts: list[str], expected: list[int]) -> None:
    assert [proposal.index for proposal in propose(texts, rules) if proposal.rule == "title-twice"] == expected


def test_rows_of_labels_are_furniture_at_the_edges_only(rules: RuleSet) -> None:
    bar = "Visitors | Press | Contact us | EN"
    middle = [TITLE, *NEWS, *NEWS[:2], bar, *(f"Line {number} of the report" for number in range(9))]
    assert [proposal.rule for proposal in propose(middle, rules) if proposal.index == 6] == []
    assert [proposal.rule for proposal in propose([bar, *NEWS, TITLE], rules)] == ["link-bar"]
    shapes = [Shape(Role.TABLE_CELL), *[Shape()] * 4]
    assert propose([bar, *NEWS, TITLE], rules, shapes=shapes) == ()


CHINESE = [
    "周一，新桥正式开通，市长步行前来主持仪式，附近居民数百人到场。",
    "桥身为钢结构，夏天起电车也从桥上通过。",
    "旧桥已于春天拆除。",
]


@pytest.mark.parametrize(
    ("line", "other", "rule"),
    [
        ("Font: [Grand] [Middle] [Tiny]", "字体：【大】【中】【小】", "page-tools"),
        ("The up one: no more", "上一篇：没有了", "navigation"),
        ("Return to the summit", "返回顶部", "navigation"),
        ("Print this and close it.", "打印 关闭", ""),
        ("The bridge was opened on Monday by the mayor, and many came", "返回顶部", ""),
        ("Return to the summit", "大桥的历史", ""),
    ],
)
def test_furniture_is_known_by_its_other_side(rules: RuleSet, line: str, other: str, rule: str) -> None:
    found = propose([*NEWS, TITLE, line], rules, partner=[*CHINESE, "新桥", other], language="en")
    assert [(one.rule, one.index, one.partner) for one in found] == ([(rule, 4, 4)] if rule else [])
    assert propose([*NEWS, line], rules, partner=[*CHINESE, "新桥", other], language="en") == ()
