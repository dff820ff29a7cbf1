"""Names that sound alike in two scripts."""

from __future__ import annotations

from app.align.names import sounding_pairs


def words(source: list[str], target: list[str], source_tokens: list[str], target_tokens: list[str]) -> dict[str, float]:
    found = sounding_pairs(source, target, source_tokens, target_tokens)
    return {f"{source_tokens[one]}={target_tokens[two]}": round(weight, 2) for one, two, weight in found}


def test_pinyin_by_the_whole_name_and_by_its_syllables() -> None:
    found = words(["夏末来了。"], ["Then Xiamo came."], ["夏末", "夏", "末", "来"], ["then", "xiamo", "came"])
    assert found == {"夏末=xiamo": 0.6, "夏=xiamo": 0.5, "末=xiamo": 0.5}


def test_a_syllable_many_words_share_vouches_less() -> None:
    found = words(["是事实世"], ["Shi came. Then Shi left."], list("是事实世"), ["shi", "came"])
    assert set(found.values()) == {0.25}


def test_a_word_that_is_also_written_small_is_no_name() -> None:
    assert words(["龙"], ["Long ago. A long day."], ["龙"], ["long", "ago"]) == {}


def test_the_other_direction() -> None:
    assert words(["Xia came."], ["夏来了。"], ["xia", "came"], ["夏", "来"]) == {"xia=夏": 0.5}


def test_alphabets() -> None:
    assert words(["Москва"], ["Moskau"], ["москва"], ["moskau"]) == {"москва=moskau": 0.3}
