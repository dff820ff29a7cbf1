from __future__ import annotations

import random
from pathlib import Path

import pytest

from app.align import Lexicon, align, load_lexicon, make_lexicon
from app.errors import Cancelled, UserError
from app.model import Alignment
from app.tasks import Task
from app.words import load_words

SOURCE = [
    "新桥于2020年11月26日开通。", "市长出席仪式并讲话。", "桥长1250米，耗资3亿元。", "居民表示欢迎。",
    "第十九届会议下周召开。", "会议将讨论交通问题。", "预计有480人参加。", "报名截止到12月1日。",
]  # fmt: skip
TARGET = [
    "The new bridge was opened on November 26, 2020.", "The mayor attended the ceremony and made a speech.",
    "The bridge is 1,250 metres long.", "It cost 300 million yuan.", "The residents welcomed it.",
    "The XIX conference will be held next week.", "It will discuss traffic.", "About 480 people are expected.",
    "Registration ends on December 1.",
]  # fmt: skip


def pairs(alignment: Alignment) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    return [(bead.source, bead.target) for bead in alignment.beads]


def covers(alignment: Alignment, sources: int, targets: int) -> bool:
    ones = [unit for bead in alignment.beads for unit in bead.source]
    twos = [unit for bead in alignment.beads for unit in bead.target]
    return ones == list(range(sources)) and twos == list(range(targets))


def synthetic(count: int, seed: int = 1) -> tuple[list[str], list[str]]:
    """A made-up language word for word: every source word has one target word, sentences of 4 to 16 words."""
    maker = random.Random(seed)
    letters = "bcdfghklmnprstvz"
    words = ["".join(maker.choice(letters) + maker.choice("aeiou") for _ in range(3)) for _ in range(600)]
    other = {word: "".join(maker.choice(letters) + maker.choice("aeiou") for _ in range(4)) for word in words}
    source = [[maker.choice(words) for _ in range(maker.randint(4, 16))] for _ in range(count)]
    return [" ".join(line) + "." for line in source], [" ".join(other[word] for word in line) + "." for line in source]


def test_a_small_text_with_numbers() -> None:
    found = align(SOURCE, TARGET, source_language="zh", target_language="en")
    assert pairs(found) == [((0,), (0,)), ((1,), (1,)), ((2,), (2, 3)), *(((n,), (n + 1,)) for n in range(3, 8))]
    assert all(0 <= bead.confidence <= 1 for bead in found.beads)


@pytest.mark.parametrize(
    ("source", "target", "beads"),
    [
        ([], [], []),
        (["One."], [], [((0,), ())]),
        ([], ["One.", "Two."], [((), (0,)), ((), (1,))]),
        (["One."], ["Eins."], [((0,), (0,))]),
        ([""], [""], None),
        (["", "One.", ""], ["Eins.", "", ""], None),
        ([" "] * 5, ["x"], None),
    ],
)
def test_empty_sides_are_legal(source: list[str], target: list[str], beads: list[object] | None) -> None:
    found = align(source, target)
    assert covers(found, len(source), len(target))
    assert beads is None or pairs(found) == beads


def test_blank_lines_do_not_move_the_rest() -> None:
    source = [line for one in SOURCE for line in (one, "")]
    found = align(source, TARGET, source_language="zh", target_language="en")
    together = {frozenset({x // 2, y}) for ones, twos in pairs(found) for x in ones for y in twos if source[x]}
    assert frozenset({0}) in together
    assert {(x // 2, y) for ones, twos in pairs(found) for x in ones if source[x] for y in twos} >= {
        (0, 0),
        (1, 1),
        (7, 8),
    }


def test_the_same_input_gives_the_same_result() -> None:
    source, target = synthetic(60)
    assert align(source, target) == align(source, target)


def test_pins_are_kept_and_the_rest_goes_round_them() -> None:
    found = align(SOURCE, TARGET, source_language="zh", target_language="en", pins=[((3, 4), (4,)), ((6,), ())])
    assert ((3, 4), (4,)) in pairs(found)
    assert ((6,), ()) in pairs(found)
    assert covers(found, len(SOURCE), len(TARGET))


def test_a_pin_without_counterpart_may_have_several_units() -> None:
    source, target = synthetic(30)
    found = align(source, target, pins=[((4, 5), ()), ((), (20,))])
    assert ((4, 5), ()) in pairs(found)
    assert ((), (20,)) in pairs(found)
    assert covers(found, 30, 30)


@pytest.mark.parametrize(
    "pins",
    [[((0,), (1,)), ((1,), (0,))], [((0, 2), (0,))], [((0,), (0,)), ((0,), (1,))], [((9,), (0,))], [((-1,), (0,))]],
)
def test_impossible_pins_are_refused(pins: list[tuple[tuple[int, ...], tuple[int, ...]]]) -> None:
    with pytest.raises(ValueError, match="pin"):
        align(["a", "b", "c"], ["a", "b", "c"], pins=pins)


def test_deleted_sentences_are_found() -> None:
    source, target = synthetic(80)
    gone = [10, 37, 38, 60]
    kept = [n for n in range(80) if n not in gone]
    found = align(source, [target[n] for n in kept])
    right = {((n,), (kept.index(n),)) for n in kept}
    assert len(right & set(pairs(found))) >= 72
    assert covers(found, 80, 76)


def test_a_lexicon_outweighs_lengths() -> None:
    source = ["alpha beta", "gamma delta", "epsilon zeta"]
    target = ["eins zwei", "drei", "vier", "fuenf sechs"]
    words = [("alpha", "eins"), ("beta", "zwei"), ("gamma", "drei"), ("delta", "vier"), ("epsilon", "fuenf")]
    found = align(source, target, lexicon=make_lexicon(words))
    assert pairs(found) == [((0,), (0,)), ((1,), (1, 2)), ((2,), (3,))]


def test_a_word_of_many_senses_vouches_less() -> None:
    assert make_lexicon([("a", "b"), (" ", "c")]) == Lexicon((("a", "b", 1.0),))
    assert make_lexicon([("a", "b"), ("a", "c"), ("a", "d"), ("a", "e")]).entries[0][2] == 0.5


def test_a_cancelled_task_stops() -> None:
    task = Task()
    task.cancel()
    with pytest.raises(Cancelled):
        align(SOURCE, TARGET, task=task)


def test_three_hundred_units_find_their_partners() -> None:
    source, target = synthetic(300)
    assert sum(one == two for one, two in pairs(align(source, target))) > 290


@pytest.mark.parametrize("text", ["a b", "", "x 1"])
def test_any_small_size_is_aligned_whole(text: str) -> None:
    for sources in range(5):
        for targets in range(5):
            beads = align([text] * sources, [text] * targets).beads
            assert sorted(i for bead in beads for i in bead.source) == list(range(sources))
            assert sorted(i for bead in beads for i in bead.target) == list(range(targets))


@pytest.mark.parametrize(
    ("sources", "targets"), [(1, 1000), (1000, 1), (2, 3000), (3000, 2), (0, 900), (900, 0), (750, 2000), (800, 40)]
)
def test_every_unit_is_somewhere_however_long_one_side_is(sources: int, targets: int) -> None:
    source, target = synthetic(max(sources, targets), seed=4)
    found = align(source[:sources], target[:targets])
    assert sorted(unit for bead in found.beads for unit in bead.source) == list(range(sources))
    assert sorted(unit for bead in found.beads for unit in bead.target) == list(range(targets))


def test_a_long_text_finds_its_way_in_pieces() -> None:
    source, target = synthetic(1600, seed=5)
    found = align(source, [*target[:500], *target[560:]])
    right = {((n,), (n if n < 500 else n - 60,)) for n in range(1600) if not 500 <= n < 560}
    assert len(right & set(pairs(found))) > 0.95 * len(right)


def test_texts_that_have_nothing_in_common_are_not_trusted() -> None:
    source, _ = synthetic(60, seed=1)
    _, target = synthetic(60, seed=2)
    found = align(source, target)
    assert not found.trusted
    assert load_words().say(found.note)


def test_numbers_in_other_rows_are_a_reason_not_to_trust() -> None:
    source = [f"The house at number {1000 + 7 * n} was sold on that day." for n in range(30)]
    target = [f"Das Haus Nummer {1000 + 7 * n} wurde an jenem Tag verkauft." for n in range(30)]
    assert align(source, target).trusted
    found = align(source, target[::-1])
    assert (found.trusted, found.note in ("align.anchors-apart", "align.unsure")) == (False, True)


def test_a_short_pair_is_not_judged() -> None:
    assert align(["One."], ["Something quite different, and much longer."]).trusted


def test_every_note_has_its_sentence() -> None:
    words = load_words()
    assert all(f"align.{note}" in words for note in ("unsure", "anchors-apart", "drift"))


def test_a_dictionary_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "words.tsv"
    path.write_text("# own words\n会议\tmeeting\tnoun\nno tab\n市长\tmayor\n", "utf-8-sig")
    assert load_lexicon(path).entries == (("会议", "meeting", 1.0), ("市长", "mayor", 1.0))


def test_a_dictionary_that_cannot_be_read_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "bad.tsv").write_bytes(b"\xff\xfe\x00a\tb")
    for name in ("bad.tsv", "missing.tsv"):
        with pytest.raises(UserError) as fault:
            load_lexicon(tmp_path / name)
        assert name in load_words().error(fault.value)
