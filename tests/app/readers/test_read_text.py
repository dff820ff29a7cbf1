"""Plain text: blocks, gaps, offsets into the decoded text, and what is cleaned at the border."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import UserError
from app.model import Imported
from app.readers import clean_characters, read, read_pasted
from app.readers.limits import BLOCK_CHARACTERS, FILE_BYTES


def codes(imported: Imported) -> dict[str, object]:
    return {notice.code: dict(notice.facts) for notice in imported.notices}


@pytest.mark.parametrize(
    ("raw", "texts", "gaps"),
    [
        (b"one\ntwo\n\n\nthree", ["one", "two", "three"], [0, 0, 2]),
        (b"\n\n  one  \r\n\r\ntwo\rthree\n", ["one", "two", "three"], [0, 1, 0]),
        ("\u3000\u3000中文。\n \t \n译文".encode(), ["中文。", "译文"], [0, 1]),
        (b"\xef\xbb\xbfone\n", ["one"], [0]),
        ("a\u2028b\n".encode(), ["a\u2028b"], [0]),
        (b"one\x00two\n\x07\nx\x0cy", ["onetwo", "x y"], [0, 1]),
        ("ze\u200bro s\u00adoft \u202eb\u202c".encode(), ["ze\u200bro s\u00adoft \u202eb\u202c"], [0]),
        (b"", [], []),
        (b"\n \n", [], []),
    ],
)
def test_a_block_for_every_line_that_is_not_blank(raw: bytes, texts: list[str], gaps: list[int]) -> None:
    blocks = read("a.txt", raw).blocks
    assert [block.text for block in blocks] == texts
    assert [block.shape.gap for block in blocks] == gaps


@given(st.text(alphabet=st.sampled_from("ab 中\u3000\t\n\r\u2028é😀"), max_size=60))
def test_locators_point_into_the_decoded_text(text: str) -> None:
    imported = read("a.txt", text.encode())
    assert imported.text == text
    for block in imported.blocks:
        assert text[block.locator.start : block.locator.end] == block.text
    assert " ".join(block.text for block in imported.blocks).split() == text.split()


def test_a_locator_holds_where_characters_were_cleaned_inside() -> None:
    imported = read("a.txt", b"\x07 \x01one\x02two \x03\nthree")
    first, second = (block.locator for block in imported.blocks)
    assert imported.text[first.start : first.end] == "one\x02two"
    assert imported.text[second.start : second.end] == "three"
    assert codes(imported)["characters-cleaned"] == {"n": 4}


@pytest.mark.parametrize(
    ("text", "cleaned", "count"),
    [
        ("plain\tand\nlines", "plain\tand\nlines", 0),
        ("a\r\nb\rc", "a\nb\nc", 0),
        ("nul\0 esc\x1b[31m del\x7f", "nul esc[31m del", 3),
        ("page\x0cpage\x0bline\x85line", "page page line line", 3),
        ("lone\ud800 pair😀", "lone pair😀", 1),
        ("\ufdd0\ufffe\U0001ffff\U0010fffe", "", 4),
        (
            "kept: \u200b \u00ad \ufeff \u2060 \u202e \U000e0041",
            "kept: \u200b \u00ad \ufeff \u2060 \u202e \U000e0041",
            0,
        ),
    ],
)
def test_clean_characters(text: str, cleaned: str, count: int) -> None:
    assert clean_characters(text) == (cleaned, count)


@given(st.text(st.characters()))
def test_cleaned_text_can_be_stored_and_needs_no_second_cleaning(text: str) -> None:
    cleaned, _ = clean_characters(text)
    assert clean_characters(cleaned) == (cleaned, 0)
    assert "\0" not in cleaned
    cleaned.encode("utf-8")


def test_pasted_text_is_cleaned_and_its_page_preferred() -> None:
    pasted = read_pasted("a\ud800\n\nb", "")
    assert [block.text for block in pasted.blocks] == ["a", "b"]
    assert pasted.raw == b"a\n\nb"
    assert codes(pasted) == {"characters-cleaned": {"n": 1}}
    page = read_pasted("plain", "<p>of <b>the</b> page</p>")
    assert (page.format, [block.text for block in page.blocks]) == ("html", ["of the page"])
    assert [block.text for block in read_pasted("plain", "<img src=x>").blocks] == ["plain"]
    assert "empty-file" in codes(read_pasted(""))


@pytest.mark.parametrize(
    ("name", "raw", "code"),
    [
        ("a.txt", b"x" * (FILE_BYTES + 1), "file-too-big"),
        ("a.txt", b"x" * (BLOCK_CHARACTERS + 1), "paragraph-too-long"),
        ("a.txt", b"a\n" * 10 + b"x" * (4 * BLOCK_CHARACTERS + 1) + b"\n", "line-too-long"),
        ("a.txt", b"x" * (4 * BLOCK_CHARACTERS + 1) + b"\rb", "line-too-long"),
        ("a.txt", b"a\n" * 500_001, "too-many-paragraphs"),
    ],
)
def test_limits(name: str, raw: bytes, code: str) -> None:
    with pytest.raises(UserError) as caught:
        read(name, raw)
    assert caught.value.code == code


def test_a_long_file_of_short_lines_has_no_long_line() -> None:
    assert read("a.txt", (b"x" * 999_999 + b"\n") * 9 + b"y" * 999_999).blocks[9].text == "y" * 999_999


def test_nothing_found_is_said() -> None:
    assert "empty-file" in codes(read("a.txt", b""))
    assert "no-text" in codes(read("a.txt", b"\xef\xbb\xbf\n"))
    assert "looks-like-page" in codes(read("a.txt", b"<!DOCTYPE html><p>x"))
