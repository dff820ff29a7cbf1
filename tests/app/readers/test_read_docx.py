"""Word files: the accepted view, roles and paths, and a package layer that refuses before it reads."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
from collections.abc import Callable

import pytest
from lxml import etree

from app.errors import UserError
from app.model import Imported, Role
from app.readers import read
from app.readers.wordml import read_numbering

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
MATH = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'

STYLES = f"""<w:styles {W}>
<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/><w:basedOn w:val="N"/></w:style>
<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="My Head"/><w:basedOn w:val="H2"/></w:style>
<w:style w:type="paragraph" w:styleId="Level"><w:name w:val="Clause"/><w:pPr><w:outlineLvl w:val="3"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="Q"><w:name w:val="Quote"/></w:style>
<w:style w:type="paragraph" w:styleId="Ring"><w:name w:val="a"/><w:basedOn w:val="Ring"/></w:style>
<w:style w:type="paragraph" w:styleId="LB"><w:name w:val="List Bullet"/>
<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
</w:styles>"""
NUMBERING = f"""<w:numbering {W}>
<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl>
<w:lvl w:ilvl="1"><w:numFmt w:val="lowerLetter"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
</w:numbering>"""
NOTES = f"""<w:footnotes {W}><w:footnote w:type="separator" w:id="0"><w:p><w:r><w:t>--</w:t></w:r></w:p></w:footnote>
<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/><w:t xml:space="preserve"> A note.</w:t></w:r></w:p></w:footnote>
</w:footnotes>"""
HEADER = f"<w:hdr {W}><w:p><w:r><w:t>Page head</w:t></w:r></w:p></w:hdr>"
PARTS = {"styles": STYLES, "numbering": NUMBERING, "footnotes": NOTES, "header": HEADER}


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{r(text)}</w:p>"


def r(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def style(name: str) -> str:
    return f'<w:pStyle w:val="{name}"/>'


def parts_of(body: str, kinds: tuple[str, ...] = (), head: str = "") -> dict[str, str]:
    links = "".join(f'<Relationship Id="{kind}" Type="{OFFICE}/{kind}" Target="{kind}.xml"/>' for kind in kinds)
    return {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" Type="{OFFICE}/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}">{links}</Relationships>',
        "word/document.xml": f"{head}<w:document {W} {MATH} {MC}><w:body>{body}</w:body></w:document>",
        **{f"word/{kind}.xml": PARTS[kind] for kind in kinds},
    }


def packed(parts: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


def word(body: str, *kinds: str) -> Imported:
    return read("a.docx", packed(parts_of(body, kinds)))


def texts(body: str) -> list[str]:
    return [block.text for block in word(body).blocks]


def notices(imported: Imported) -> dict[str, object]:
    return {notice.code: dict(notice.facts).get("n") for notice in imported.notices}


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        (r("one ") + r("two"), "one two"),
        ("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:cr/><w:t>d</w:t></w:r>", "a\tb\nc\nd"),
        ('<w:r><w:t>a</w:t><w:br w:type="page"/><w:noBreakHyphen/><w:softHyphen/><w:t>b</w:t></w:r>', "a\u2011\u00adb"),
        ('<w:r><w:sym w:font="Symbol" w:char="00B1"/><w:sym w:char="zz"/><w:t>5</w:t></w:r>', "±5"),
        (f"<w:hyperlink>{r('link')}</w:hyperlink><w:smartTag>{r(' tag')}</w:smartTag>", "link tag"),
        (f"<w:sdt><w:sdtPr><w:alias/></w:sdtPr><w:sdtContent>{r('held')}</w:sdtContent></w:sdt>", "held"),
        (f"<w:ins>{r('new')}</w:ins><w:del><w:r><w:delText>old</w:delText></w:r></w:del>", "new"),
        (f"<w:moveTo>{r('here')}</w:moveTo><w:moveFrom>{r('there')}</w:moveFrom>", "here"),
        (f"<w:del><w:ins>{r('gone')}</w:ins></w:del>{r('stays')}", "stays"),
        ("<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>", "x=1"),
        (f"<w:r><w:ruby><w:rt>{r('かん')}</w:rt><w:rubyBase>{r('漢')}</w:rubyBase></w:ruby></w:r>", "漢"),
        (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText><w:t>hidden</w:t></w:r>'
            f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r("7")}'
            f'<w:r><w:fldChar w:fldCharType="end"/></w:r>{r("!")}',
            "7!",
        ),
        (f'<w:fldSimple w:instr="PAGE">{r("8")}</w:fldSimple>', "8"),
        (f"<mc:AlternateContent><mc:C>{r('1')}</mc:C><mc:Fallback>{r('2')}</mc:Fallback></mc:AlternateContent>", "1"),
        (f"<w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r>{r('shown')}", "shown"),
        ('<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>shown</w:t></w:r>', "shown"),
    ],
)  # fmt: skip
def test_text_of_a_paragraph(inside: str, text: str) -> None:
    assert texts(f"<w:p>{inside}</w:p>") == [text]


@pytest.mark.parametrize("mark", ["del", "moveFrom"])
def test_a_paragraph_whose_end_is_deleted_continues_in_the_next(mark: str) -> None:
    ended = p("one ", f"<w:rPr><w:{mark}/></w:rPr>")
    blocks = word(ended + "<w:bookmarkStart/>" + p("two", style("H2")) + p("three"), "styles").blocks
    assert [(block.text, block.shape.level) for block in blocks] == [("one two", 2), ("three", 0)]
    assert [block.locator.path for block in blocks] == ["body/p[0]", "body/p[2]"]
    assert texts(ended + "<w:tbl><w:tr><w:tc>" + p("cell") + "</w:tc></w:tr></w:tbl>") == ["one", "cell"]


def test_tracked_changes_are_counted() -> None:
    inside = f"<w:ins>{r('a')}</w:ins><w:del><w:r><w:delText>b</w:delText></w:r></w:del>"
    body = f"<w:p>{inside}</w:p>{p('c', '<w:rPr><w:ins/><w:rPrChange/></w:rPr>')}"
    assert notices(word(body)) == {"tracked-changes": 3}
    assert not word(p("plain")).notices


@pytest.mark.parametrize(
    ("properties", "role", "level", "ordered"),
    [
        ("", Role.PARAGRAPH, 0, False),
        (style("H2"), Role.HEADING, 2, False),
        (style("Own"), Role.HEADING, 2, False),
        (style("Level"), Role.HEADING, 4, False),
        (style("T"), Role.HEADING, 1, False),
        ('<w:outlineLvl w:val="0"/>', Role.HEADING, 1, False),
        (style("H2") + '<w:outlineLvl w:val="9"/>', Role.HEADING, 2, False),
        (style("Q"), Role.QUOTE, 0, False),
        (style("Ring"), Role.PARAGRAPH, 0, False),
        (style("missing"), Role.PARAGRAPH, 0, False),
        (style("LB"), Role.LIST_ITEM, 0, False),
        ('<w:numPr><w:ilvl w:val="1"/><w:numId w:val="2"/></w:numPr>', Role.LIST_ITEM, 1, True),
        ('<w:numPr><w:numId w:val="2"/></w:numPr>', Role.LIST_ITEM, 0, True),
        ('<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>', Role.PARAGRAPH, 0, False),
        ('<w:numPr><w:ilvl w:val="x"/><w:numId w:val="77"/></w:numPr>', Role.PARAGRAPH, 0, False),
        (style("LB") + '<w:numPr><w:numId w:val="0"/></w:numPr>', Role.PARAGRAPH, 0, False),
    ],
)
def test_shapes(properties: str, role: Role, level: int, ordered: bool) -> None:
    shape = word(p("x", properties), "styles", "numbering").blocks[0].shape
    assert (shape.role, shape.level, shape.ordered) == (role, level, ordered)


def test_tables_are_read_by_grid_column_and_nested_ones_into_their_cell() -> None:
    inner = f"<w:tbl><w:tr><w:tc>{p('inner')}</w:tc></w:tr></w:tbl>"
    wide = f'<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{p("wide")}{inner}{p("")}</w:tc>'
    gone = f"<w:tr><w:trPr><w:del/></w:trPr><w:tc>{p('gone')}</w:tc></w:tr>"
    table = f"<w:tbl><w:tr>{wide}<w:tc>{p('b')}</w:tc></w:tr>{gone}<w:tr><w:tc>{p('c')}</w:tc></w:tr></w:tbl>"
    found = [(b.text, b.shape.table, b.shape.row, b.shape.column, b.locator.path) for b in word(table + table).blocks]
    assert found[:4] == [
        ("wide", 0, 0, 0, "body/tbl[0]/tr[0]/tc[0]/p[0]"),
        ("inner", 0, 0, 0, "body/tbl[0]/tr[0]/tc[0]/tbl[0]/tr[0]/tc[0]/p[0]"),
        ("b", 0, 0, 2, "body/tbl[0]/tr[0]/tc[1]/p[0]"),
        ("c", 0, 1, 0, "body/tbl[0]/tr[1]/tc[0]/p[0]"),
    ]
    assert found[4][1] == 1


def test_notes_boxes_and_what_is_left_out() -> None:
    box = f"<w:r><w:pict><w:txbxContent>{p('in the box')}</w:txbxContent></w:pict></w:r>"
    comment = '<w:r><w:commentReference w:id="1"/></w:r>'
    imported = word(f"<w:p>{r('text')}{box}{comment}</w:p>", "footnotes", "header")
    found = [(block.text, block.shape.role, block.locator.part, block.locator.path) for block in imported.blocks]
    assert found == [
        ("text", Role.PARAGRAPH, "word/document.xml", "body/p[0]"),
        ("in the box", Role.PARAGRAPH, "word/document.xml", "body/p[0]/box[0]/p[0]"),
        ("A note.", Role.FOOTNOTE, "word/footnotes.xml", "footnote[2]/p[0]"),
    ]
    assert notices(imported) == {"comments-left-out": 1, "margins-left-out": 1}


def test_strict_files_are_read() -> None:
    parts = parts_of(p("strict", style("H2")), ("styles",))
    twins = (
        (W[9:-1], "http://purl.oclc.org/ooxml/wordprocessingml/main"),
        (OFFICE, "http://purl.oclc.org/ooxml/officeDocument/relationships"),
    )
    strict = parts
    for transitional, own in twins:
        strict = {name: text.replace(transitional, own) for name, text in strict.items()}
    block = read("a.docx", packed(strict)).blocks[0]
    assert (block.text, block.shape.level) == ("strict", 2)


def refusal(raw: bytes) -> str:
    with pytest.raises(UserError) as caught:
        read("a.docx", raw)
    return caught.value.code


@pytest.mark.parametrize(
    ("head", "text"),
    [
        ('<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]>', "a&x;b"),
        ('<!DOCTYPE r SYSTEM "http://127.0.0.1:9/x.dtd">', "a"),
        ('<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>', "&b;"),
    ],
)
def test_a_document_type_is_refused(head: str, text: str) -> None:
    assert refusal(packed(parts_of(p(text), head=head))) == "docx-has-dtd"


def test_a_document_type_in_utf16_is_refused() -> None:
    parts = parts_of("")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in parts.items():
            head = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE r []>' if name == "word/document.xml" else ""
            archive.writestr(name, (head + text).encode("utf-16") if head else text)
    assert refusal(out.getvalue()) == "docx-has-dtd"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("<w:sdt><w:sdtContent>" * 300 + p("x") + "</w:sdtContent></w:sdt>" * 300, "docx-part-broken"),
        ("<w:p>", "docx-part-broken"),
        (p("a\x0bb"), "docx-part-broken"),
        (p("a&#xFFFE;b"), "docx-part-broken"),
        (p("a" * 1_000_001), "paragraph-too-long"),
    ],
)
def test_bad_bodies(body: str, code: str) -> None:
    assert refusal(packed(parts_of(body))) == code


def test_bombs_are_refused_before_they_are_read() -> None:
    assert refusal(packed(parts_of(p("a" * 11_000_000)))) == "docx-bomb"
    assert refusal(packed(parts_of("") | {f"word/{n}.bin": "" for n in range(5000)})) == "docx-too-many-parts"
    assert refusal(lying(packed(parts_of(p("b" * 100_000))))) == "docx-part-broken"
    assert refusal(claiming(packed(parts_of("")), 300_000_000)) == "docx-too-big"


def test_a_list_of_entries_that_is_a_bomb_itself_is_not_opened() -> None:
    many = packed(parts_of("")) + b"PK\x01\x02" * 20_001
    assert refusal(many) == "docx-too-many-parts"


@pytest.mark.parametrize("method", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_packings_that_no_word_file_has_are_not_unpacked(method: int) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, text in parts_of(p("x")).items():
            archive.writestr(name, text)
    assert refusal(out.getvalue()) == "docx-part-broken"


def test_a_part_is_named_in_one_short_plain_line() -> None:
    name = "word/a\n\x1b[31m" + "b" * 3000
    with pytest.raises(UserError) as caught:
        read("a.docx", packed(parts_of("") | {name: "c" * 11_000_000}))
    shown = str(caught.value.facts["part"])
    assert (caught.value.code, shown.startswith("word/a [31mb"), len(shown)) == ("docx-bomb", True, 81)


def test_the_number_of_a_note_is_not_copied_at_any_length() -> None:
    notes = NOTES.replace('w:id="2"', f'w:id="{"2" * 5000}"')
    parts = parts_of(p("x"), ("footnotes",)) | {"word/footnotes.xml": notes}
    assert read("a.docx", packed(parts)).blocks[-1].locator.path == f"footnote[{'2' * 12}]/p[0]"


def test_a_list_has_nine_levels() -> None:
    levels = "".join(f'<w:lvl w:ilvl="{n}"><w:numFmt w:val="bullet"/></w:lvl>' for n in range(2_000))
    numbers = "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="0"/></w:num>' for n in range(2_000))
    root = etree.fromstring(
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>{numbers}</w:numbering>'
    )
    assert len(read_numbering(root, {}).formats) == 9 * 2_000


def test_fields_that_never_end_cost_their_share_only(growth: Callable[[Callable[[int], object], int], float]) -> None:
    open_field = '<w:r><w:fldChar w:fldCharType="begin"/><w:fldChar w:fldCharType="separate"/><w:t>x</w:t></w:r>'
    assert growth(lambda n: word(f"<w:p>{open_field * n}</w:p>"), 2_000) < 24
    assert growth(lambda n: word(f"<w:p>{open_field}</w:p>" * n), 2_000) < 24


def test_broken_packages() -> None:
    good = parts_of(p("x"))
    assert (
        refusal(packed({name: text for name, text in good.items() if name != "word/document.xml"}))
        == "docx-no-document"
    )
    assert refusal(packed(good | {"word/document.xml": "<html/>"})) == "docx-no-document"
    assert refusal(packed(good)[:-40]) == "incomplete-zip"
    assert refusal(patched(packed(good), b"PK\x01\x02", 8, 1)) == "docx-locked"
    method = patched(patched(packed(good), b"PK\x03\x04", 8, 97), b"PK\x01\x02", 10, 97)
    assert refusal(method) == "docx-part-broken"
    out = io.BytesIO(packed(good))
    with zipfile.ZipFile(out, "a") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        archive.writestr("word/document.xml", good["word/document.xml"].replace("x<", "y<"))
    assert refusal(out.getvalue()) == "docx-twin-parts"


def test_odd_names_are_told_and_never_written() -> None:
    imported = read(
        "a.docx", packed(parts_of(p("x")) | {"../../evil.txt": "e", "Word/Document.xml": "e", "/etc/x": "e"})
    )
    assert notices(imported) == {"odd-parts": 3}
    assert [block.text for block in imported.blocks] == ["x"]


def patched(data: bytes, signature: bytes, offset: int, value: int) -> bytes:
    out, at = bytearray(data), data.find(signature)
    while at >= 0:
        struct.pack_into("<H", out, at + offset, value)
        at = data.find(signature, at + 4)
    return bytes(out)


def lying(data: bytes) -> bytes:
    """The same file, whose headers claim 100 bytes for its biggest part."""
    return claiming(data, 100)


def claiming(data: bytes, size: int) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entry = max(archive.infolist(), key=lambda info: info.file_size)
    out = bytearray(data)
    struct.pack_into("<I", out, entry.header_offset + 22, size)
    central = data.rfind(entry.filename.encode())
    struct.pack_into("<I", out, central - 46 + 24, size)
    return bytes(out)
