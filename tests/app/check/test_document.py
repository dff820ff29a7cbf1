"""What takes a whole document: headlines, capitals, marks as a habit; and a second run that looks at edits only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.check import Check, CheckContext, CheckRow, Lengths, document, fit_context, repeats, run_document
from app.check.model import Fault, RowView
from app.errors import Cancelled
from app.model import Finding, Role
from app.tasks import Task
from glossary.matcher import compile_matcher
from glossary.model import Concept, Glossary, Status, Term


def context(source: str = "zh", target: str = "en") -> CheckContext:
    return CheckContext(source, target, compile_matcher((), source, target))


def rows(*targets: str, sources: tuple[str | None, ...] = ()) -> list[CheckRow]:
    return [CheckRow(n, sources[n] if sources else None, target) for n, target in enumerate(targets)]


def found(given: list[CheckRow], check: str) -> list[tuple[int, str, str]]:
    findings = run_document(given, context(), checks=[check]).findings
    return [(f.row, f.code, _text(given, f)) for f in findings]


def _text(given: list[CheckRow], finding: Finding) -> str:
    return given[finding.row].target[slice(*finding.target[0])]


BODY = "The mayor opened the new library, and many came."


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("Mayor opens library.", "Date: 2020-11-26", [(0, "end-headline", ".")]),
        ("Mayor opens library", "Date: 2020-11-26", []),
        ("Mayor opens library.", BODY, []),  # may be a sentence like any other
        ("A firm of Acme Inc.", "Date: 2020-11-26", []),
        ("Mayor opens library. She was glad.", "Date: 2020-11-26", []),
        ("Mayor opens library...", "Date: 2020-11-26", []),
    ],
)
def test_a_title_has_no_full_stop(first: str, second: str, expected: list[tuple[int, str, str]]) -> None:
    assert found(rows(first, second, BODY), "end-punctuation") == expected


def test_the_source_tells_a_title_by_its_end() -> None:
    targets = ("Mayor opens library.", BODY, BODY)
    assert found(rows(*targets, sources=("市长为图书馆剪彩", "好。", "好。")), "end-punctuation")
    assert not found(rows(*targets, sources=("市长为图书馆剪彩。", "好。", "好。")), "end-punctuation")


def test_a_heading_anywhere_is_one() -> None:
    given = rows(BODY, "What comes next.", BODY)
    assert not found(given, "end-punctuation")
    given[1] = replace(given[1], role=Role.HEADING)
    assert found(given, "end-punctuation") == [(1, "end-headline", ".")]


ENDED = [("甲来了。", "The mayor came."), ("乙走了。", "The others left."), ("丙说话。", "Somebody spoke.")]


def pairs(*more: tuple[str, str]) -> list[CheckRow]:
    return [CheckRow(n, *pair) for n, pair in enumerate((*more, *ENDED))]


@pytest.mark.parametrize(
    ("source", "target", "stop"),
    [
        ("开放时间", "Opening Hours.", True),
        ("市议会召开大会并通过新规划", "City Council Holds Its Great Meeting and Adopts the New Plan.", True),
        ("开放时间。", "Opening Hours.", False),
        ("谢谢", "Thank you.", False),  # may be a sentence
        ("张三", "Zhang San.", False),
        ("开放时间", "Opening Hours Inc.", False),
    ],
)
def test_a_stop_behind_a_heading_is_told_by_its_capitals(source: str, target: str, stop: bool) -> None:
    given = pairs(("好。", "Well."), (source, target))
    assert found(given, "end-punctuation") == ([(1, "end-headline", ".")] if stop else [])
    assert not found(given[:2], "end-punctuation"), "nothing says that sentences end with stops here"


def test_a_stop_behind_a_heading_is_told_by_the_other_headings() -> None:
    plain = [("水", "Water and life"), ("人", "Our people"), ("钱", "What it costs")]
    assert found(pairs(("好。", "Well."), *plain, ("年", "The year at a glance.")), "end-punctuation") == [
        (4, "end-headline", ".")
    ]
    assert not found(pairs(("好。", "Well."), *plain[:1], ("年", "The year at a glance.")), "end-punctuation")
    assert not found(pairs(("好。", "Well."), *plain, ("不", "We do not agree.")), "end-punctuation"), "a sentence"


@pytest.mark.parametrize(
    ("heading", "small"),
    [
        ("Current exhibition", "exhibition"),
        ("Sales and Profit Reach record highs", "record highs"),
        ("Getting to the Museum", ""),
        ("Life within the Town", ""),
        ("Open every day: mornings", ""),
        ("Free parking for 40 cars", ""),
        ("A fine day in the country.", ""),
    ],
)
def test_a_heading_in_small_letters_among_those_in_capitals(heading: str, small: str) -> None:
    titled = [("门", "Opening Hours"), ("路", "How to Get Here"), ("馆", "About the Museum")]
    expected = [(3, "capitals-heading", small)] if small else []
    assert found(pairs(*titled, ("展", heading)), "capitals") == expected
    assert not found(pairs(*titled[:2], ("展", heading)), "capitals"), "two are no habit"


@pytest.mark.parametrize(
    ("source", "heading", "odd"),
    [
        ("结果", "results", True),
        ("结果", "Results", False),
        ("结果", "and results", False),
        ("résultats", "results", False),
    ],
)
def test_a_heading_begins_with_a_capital_as_the_others_do(source: str, heading: str, odd: bool) -> None:
    sources, targets = ["背景", "方法", "讨论", "好。", source], ["Background", "Methods", "Discussion", BODY, heading]
    codes = [code for _, code, _ in found(rows(*targets, sources=tuple(sources)), "capitals")]
    assert codes == (["capitals-start"] if odd else [])


def test_other_languages_have_no_capitals_in_titles() -> None:
    titled = [
        ("hours", "Die Großen Zeiten"),
        ("way", "Der Weg Hierher"),
        ("house", "Das Neue Haus"),
        ("x", "Unser leben"),
    ]
    given = [CheckRow(n, *pair) for n, pair in enumerate(titled)]
    codes = [finding.code for finding in run_document(given, context("en", "de"), checks=["capitals"]).findings]
    assert "capitals-heading" not in codes


def test_a_title_that_is_quoted_is_no_name() -> None:
    large, small = (
        "It adopted the Opinions on Making Tea Better Everywhere.",
        "It spoke of making tea better everywhere.",
    )
    assert not found(rows(large, large, large, small), "capitals")


def test_a_capital_out_of_nowhere() -> None:
    given = rows("They improve the whole enterprises Comprehensive service platform.", "A comprehensive plan was made.")
    assert found(given, "capitals") == [(0, "capitals-stray", "Comprehensive")]
    assert not found(rows("They met in the Comprehensive service.", "Comprehensive plans."), "capitals")
    headline = "New Comprehensive Platform Improves many lives"
    assert not found([replace(rows(headline)[0], role=Role.HEADING), *rows("A comprehensive plan.")], "capitals")


def test_a_name_that_is_small_once() -> None:
    large = "The Coin Collection Programme goes on and on."
    small = "This is why the coin collection programme went on."
    assert found(rows(large, large, large, small), "capitals") == [(3, "capitals-name", "coin collection programme")]
    assert not found(rows(large, large, small, small), "capitals"), "two habits, neither odd"


def test_marks_that_face_the_wrong_way_are_a_habit_from_four_on() -> None:
    right = ["He said, “So it is.”"] * 20
    wrong = [f"He said, “This is number {n}. “" for n in range(5)]
    assert [code for _, code, _ in found(rows(*right, *wrong[:3]), "quotes")] == ["quote-facing"] * 3
    assert [code for _, code, _ in found(rows(*right, *wrong), "quotes")] == ["quote-facing-many"]


CONTEXT = context()
SOURCES = ("小雨说，这条新的河堤十分长。", "老王说，这条新的河堤十分长。", "2020年有30只猫。", "他说：“是。", None)
TARGETS = (
    "Xiaoyu said: the colour of the Great River Bank is grey.",
    "Xiaoyue said: the color of the great river bank is grey.",
    "In 2020 the bank's grey cats were 30.",
    "In 2021 the bank’s Grey cats were 31 – or more — or fewer.",
    "He said: “Yes.",
    "He said: “Yes. “",
    'The World Tea Forum (WTF) said "no.',
    "The WTF met under the Grey bridge of the Great River Bank.",
    "",
)
ROW = st.tuples(st.sampled_from(SOURCES), st.sampled_from(TARGETS), st.sampled_from(tuple(Role)))


class TestKnownResults:
    """A run that is given the results of an earlier one says what it would say without them."""

    GIVEN = rows("The the cat.", "Two dogs.", "A bird.", sources=("猫。", "2只狗。", "鸟。"))

    def test_the_same_is_said(self) -> None:
        first = run_document(self.GIVEN, CONTEXT)
        edited = [*self.GIVEN[:2], replace(self.GIVEN[2], target="A bird bird.")]
        again = run_document(edited, CONTEXT, known=first.results)
        assert again.findings == run_document(edited, CONTEXT).findings != first.findings

    @settings(max_examples=60, deadline=None)
    @given(
        st.lists(ROW, min_size=4, max_size=25),
        st.lists(st.tuples(st.integers(0, 24), ROW, st.sampled_from(["edit", "insert", "delete"])), max_size=6),
    )
    def test_the_same_is_said_after_any_edits(
        self, texts: list[tuple[str | None, str, Role]], edits: list[tuple[int, tuple[str | None, str, Role], str]]
    ) -> None:
        known = None
        for place, row, how in [(0, texts[0], "edit"), *edits]:
            at = place % len(texts)
            if how == "delete" and len(texts) > 1:
                del texts[at]
            else:
                texts[at : at + (how == "edit")] = [row]
            given = [CheckRow(n, source, target, role) for n, (source, target, role) in enumerate(texts)]
            again = run_document(given, CONTEXT, known=known)
            assert again.findings == run_document(given, CONTEXT).findings
            known = again.results

    def test_no_row_is_noted_twice(self, monkeypatch: pytest.MonkeyPatch) -> None:
        noted: list[str] = []
        note = repeats._source_key

        def watched(view: RowView) -> repeats._Key:
            noted.append(view.target)
            return note(view)

        monkeypatch.setattr(repeats, "_source_key", watched)
        first = run_document(self.GIVEN, CONTEXT)
        noted.clear()
        run_document([*self.GIVEN[:2], replace(self.GIVEN[2], target="A cow.")], CONTEXT, known=first.results)
        assert noted == ["A cow."]

    def test_only_what_was_edited_is_looked_at(self, monkeypatch: pytest.MonkeyPatch) -> None:
        first = run_document(self.GIVEN, CONTEXT)
        looked: list[str] = []
        check_rows = document.check_rows

        def watched(views: Sequence[RowView], chosen: Sequence[Check]) -> list[list[tuple[Check, Fault]]]:
            looked.extend(view.target for view in views)
            return check_rows(views, chosen)

        monkeypatch.setattr(document, "check_rows", watched)
        run_document([*self.GIVEN[:2], replace(self.GIVEN[2], target="A cow.")], CONTEXT, known=first.results)
        assert looked == ["A cow."]

    def test_a_run_that_is_stopped_leaves_what_was_known(self) -> None:
        first = run_document(self.GIVEN, CONTEXT)
        edited = [*self.GIVEN[:2], replace(self.GIVEN[2], target="A bird bird.")]
        task = Task()
        task.cancel()
        with pytest.raises(Cancelled):
            run_document(edited, CONTEXT, known=first.results, task=task)
        assert first.results.serve(CONTEXT)
        assert run_document(self.GIVEN, CONTEXT, known=first.results).findings == first.findings

    def test_what_was_broken_off_serves_nobody(self, monkeypatch: pytest.MonkeyPatch) -> None:
        first = run_document(self.GIVEN, CONTEXT)
        edited = [*self.GIVEN[:2], replace(self.GIVEN[2], target="A bird bird.")]

        def broken(check: repeats.SameSource, view: RowView) -> None:
            raise MemoryError

        with monkeypatch.context() as patched:
            patched.setattr(repeats.SameSource, "enter", broken)
            with pytest.raises(MemoryError):
                run_document(edited, CONTEXT, known=first.results)
        assert not first.results.serve(CONTEXT)
        assert run_document(edited, CONTEXT, known=first.results).findings == run_document(edited, CONTEXT).findings

    @pytest.mark.parametrize(
        "change", [{"acronyms": {"HKMA": "Hong Kong Monetary Authority"}}, {"lengths": Lengths(9, 1)}]
    )
    def test_nothing_is_known_where_the_document_has_changed(self, change: dict[str, object]) -> None:
        first = run_document(self.GIVEN, CONTEXT)
        assert first.results.serve(CONTEXT) is (CONTEXT.lengths is None)
        assert not first.results.serve(replace(CONTEXT, **change))  # type: ignore[arg-type]

    def test_lengths_that_moved_by_a_hair_stay(self) -> None:
        given = [CheckRow(n, "一二三四五六七八九十" * 3, "abcdefghij " * (7 + n % 2)) for n in range(20)]
        lengths = fit_context(given, CONTEXT).lengths
        assert lengths is not None
        near, far = replace(lengths, ratio=lengths.ratio * 1.01), replace(lengths, ratio=lengths.ratio * 2)
        assert fit_context(given, CONTEXT, near).lengths == near
        assert fit_context(given, CONTEXT, far).lengths == lengths


GLOSSARY = Glossary(
    "own",
    "zh",
    "en",
    (
        Concept(
            "bank", (Term("河堤"),), (Term("river bank"), Term("dike", Status.ADMITTED), Term("levee", Status.ADMITTED))
        ),
        Concept(
            "forum",
            (Term("茶论坛"),),
            (Term("tea forum"), Term("forum on tea", Status.ADMITTED)),
            first=Term("World Tea Forum"),
        ),
    ),
)
MIXED = (
    *zip(SOURCES, TARGETS, strict=False),
    ("河堤很长。", "The river bank is long."), ("河堤很短。", "The dike is short."), ("河堤宽。", "The levee is wide."),
    ("茶论坛开了。", "The tea forum was opened."), ("茶论坛关了。", "The forum on tea was closed."),
    ("茶论坛好。", "They liked the Tea Forum (TF)."), ("TF。", "The TF was good."), ("TF好。", "People liked the TF."),
    ("小雨来了。", "Xiaoyu came."), ("小雨走了。", "Xiaoyue left."), ("小雨笑了。", "Xiaoyu smiled."),
    ("他问：“好吗？", "He asked: “Is it good?"), ("好。”", "It is.”"), ("他说“好”。", "He said “yes “ and left."),
    ("颜色很好。", "The colour of the harbour is a favourite."), ("颜色不好。", "The color is not good."),
    ("它的猫。", "It's the cat's."), ("它的狗。", "It’s the dog’s."), ("去。", "To go—to come—to stay – to see."),
    ("大河堤。", "The Great River Bank is far from the Great River Bank."), ("它。", "Near the great river bank."),
    ("平台。", "They improve the whole enterprises Comprehensive service platform."), ("广。", "A comprehensive plan."),
)  # fmt: skip
NUMBERS = tuple((f"这里有{n}只猫。", f"There are {n} cats here.") for n in range(20, 60))
"""Rows whose numbers tell when they are linked to their neighbours' translations."""


@pytest.mark.parametrize("seed", range(12))
def test_an_edit_is_judged_as_if_the_document_were_new(seed: int) -> None:
    """Long documents, where the thresholds of habits are crossed to and fro, and stretches are linked wrongly."""
    chance = Random(seed)
    context = CheckContext("zh", "en", compile_matcher((GLOSSARY,), "zh", "en"))
    texts = [chance.choice(MIXED) if chance.random() < 0.6 else pair for pair in NUMBERS]
    known = None
    for _ in range(25):
        at, row = chance.randrange(len(texts)), chance.choice(MIXED)
        match chance.randrange(6):
            case 0 | 1:
                texts[at] = row
            case 2:
                texts.insert(at, row)
            case 3:
                del texts[at]
            case 4:
                # All translations from here on stand one row further down.
                targets = [target for _, target in texts[at:]]
                moved = [targets[-1], *targets[:-1]]
                texts[at:] = [(source, target) for (source, _), target in zip(texts[at:], moved, strict=True)]
            case 5:
                other = chance.randrange(len(texts))
                texts[at], texts[other] = texts[other], texts[at]
        roles = Random(len(texts))
        given = [
            CheckRow(2 * n, source, target, roles.choice((Role.PARAGRAPH, Role.PARAGRAPH, Role.HEADING)))
            for n, (source, target) in enumerate(texts)
        ]
        again, anew = run_document(given, context, known=known), run_document(given, context)
        assert again.findings == anew.findings
        assert again.entries == anew.entries
        # Lengths are of the whole document; that they are fitted anew would hide what is kept.
        context = again.results.context
        known = again.results
