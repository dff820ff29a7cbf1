"""Encodings: what is found, how sure it is, and that the person's choice wins."""

from __future__ import annotations

import codecs

import pytest

from app.errors import UserError
from app.readers import guess_encoding, read

CHINESE = "我们认为，本协议自双方签字之日起生效。\t1\n译文如有歧义，以中文文本为准。请在签字之前仔细阅读。\n"
TAIWAN = "本合約自雙方簽署之日起生效。\t1\n譯文如有歧義，以中文文本為準。請在簽署之前仔細閱讀。\n"
JAPANESE = "本契約は署名の日に効力を生ずる。\nカタカナとひらがなの文もある。よく読んでください。\n"
KOREAN = "본 계약은 서명일로부터 효력이 발생한다. 서명하기 전에 자세히 읽어 주십시오.\n"
RUSSIAN = "Настоящий договор вступает в силу с момента подписания. Прочтите его перед подписанием.\n"
GERMAN = "Die Vereinbarung tritt mit Unterzeichnung in Kraft. Prüfen Sie größere Änderungen.\n"
CZECH = "Příliš žluťoučký kůň úpěl ďábelské ódy. Smlouva nabývá účinnosti dnem podpisu.\n"
FRENCH = "Le présent accord entre en vigueur dès sa signature à Genève. Lisez-le avant de signer.\n"


@pytest.mark.parametrize(
    ("text", "codec", "found", "how"),
    [
        (CHINESE, "utf-8", "utf-8", "utf-8"),
        (CHINESE, "utf-8-sig", "utf-8", "bom"),
        (CHINESE, "gb18030", "gb18030", "guess"),
        (CHINESE, "gbk", "gb18030", "guess"),
        (CHINESE, "gb2312", "gb18030", "guess"),
        (CHINESE, "hz", "hz", "guess"),
        (CHINESE, "utf-16-le", "utf-16-le", "nul"),
        (CHINESE, "utf-16-be", "utf-16-be", "nul"),
        (CHINESE, "utf-32-le", "utf-32-le", "nul"),
        (CHINESE, "utf-32-be", "utf-32-be", "nul"),
        (TAIWAN, "big5", "big5", "guess"),
        (JAPANESE, "shift_jis", "cp932", "guess"),
        (JAPANESE, "euc_jp", "euc_jp", "guess"),
        (JAPANESE, "iso2022_jp", "iso2022_jp", "guess"),
        (KOREAN, "euc_kr", "cp949", "guess"),
        (RUSSIAN, "cp1251", "cp1251", "guess"),
        (RUSSIAN + "Agreed and signed.\n", "koi8_r", "koi8-r", "guess"),
        (FRENCH, "cp1252", "cp1252", "guess"),
        (GERMAN, "cp1252", "cp1252", "guess"),
        (CZECH, "cp1250", "cp1250", "guess"),
        ("plain ASCII\n", "ascii", "utf-8", "utf-8"),
    ],
)
def test_found(text: str, codec: str, found: str, how: str) -> None:
    raw = text.encode(codec)
    guess = guess_encoding(raw)
    assert (guess.encoding, guess.how) == (found, how)
    assert guess.candidates[0] == found
    imported = read("a.txt", raw)
    assert imported.text == text
    assert ("encoding-guessed" in {notice.code for notice in imported.notices}) == (how == "guess")


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_a_mark_is_no_part_of_the_text(codec: str) -> None:
    mark = "\ufeff".encode(codec)
    imported = read("a.txt", mark + CHINESE.encode(codec))
    assert (imported.text, imported.encoding) == (CHINESE, codec)
    assert read("a.txt", mark + CHINESE.encode(codec), encoding=codec[:6]).text == CHINESE


def test_the_choice_wins() -> None:
    raw = CHINESE.encode("gb18030")
    imported = read("a.txt", raw, encoding="big5")
    assert imported.encoding == "big5"
    assert {notice.code for notice in imported.notices} == {"undecodable"}
    assert read("a.txt", raw, encoding="GBK").text == CHINESE


@pytest.mark.parametrize(
    ("raw", "count"),
    [
        ((CHINESE.encode() * 3)[:-2], 1),
        (b"before \xed\xa0\x80 after\n", 3),
        ((CHINESE * 3).encode() + b"\xff\n", 1),
    ],
)
def test_damaged_utf8_stays_utf8(raw: bytes, count: int) -> None:
    imported = read("a.txt", raw)
    facts = {notice.code: dict(notice.facts) for notice in imported.notices}
    assert imported.encoding == "utf-8"
    assert facts["undecodable"] == {"n": count, "encoding": "utf-8"}


@pytest.mark.parametrize("name", ["klingon", "hex", "", "a\0b"])
def test_an_encoding_that_does_not_exist(name: str) -> None:
    if not name:  # no choice
        assert read("a.txt", b"x", encoding=name).text == "x"
        return
    with pytest.raises(UserError) as caught:
        read("a.txt", b"x", encoding=name)
    assert caught.value.code == "encoding-unknown"


@pytest.mark.parametrize(
    ("page", "codec", "text"),
    [
        ('<meta charset="gb2312"><p>{}', "gb18030", "镕基同志"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=windows-1251"><p>{}', "cp1251", "Договор"),
        ("<meta charset=iso-8859-1><p>{}", "cp1252", "“déjà”"),
        ('<meta charset="gb2312"><p>{}', "utf-8", "译文"),
    ],
)
def test_a_page_is_believed_unless_it_is_utf8(page: str, codec: str, text: str) -> None:
    imported = read("a.html", page.format(text).encode(codec))
    assert [block.text for block in imported.blocks] == [text]
    assert imported.encoding == codec
    assert not imported.notices


def test_utf16_page() -> None:
    raw = codecs.BOM_UTF16_LE + "<p>译文".encode("utf-16-le")
    assert read("a.html", raw).blocks[0].text == "译文"


@pytest.mark.parametrize("name", ["punycode", "idna", "utf-7", "unicode_escape", "zlib_codec", "rot13", "undefined"])
def test_what_is_no_encoding_of_texts_is_never_used(name: str) -> None:
    with pytest.raises(UserError, match="encoding-unknown"):
        read("a.txt", b"text", encoding=name)
    page = f'<html><head><meta charset="{name}"></head><body><p>caf\xe9 +ADw-b+AD4-</p></body></html>'
    imported = read("a.html", page.encode("latin-1"))
    assert imported.blocks[0].text.endswith("+ADw-b+AD4-")
