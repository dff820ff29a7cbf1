"""Glossaries other programs wrote: what is read of them, which rows are set aside, what is refused as a whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from glossary.errors import GlossaryError
from glossary.formats import Columns, Imported, load_glossary, preview, read_glossary
from glossary.formats.columns import guess_columns, language_of, status_of
from glossary.model import Status

P, A, D, F = Status.PREFERRED, Status.ADMITTED, Status.DEPRECATED, Status.FORBIDDEN


def read(text: str | bytes, source: str = "en", target: str = "de") -> Imported:
    return read_glossary(text if isinstance(text, bytes) else text.encode("utf-8"), "test", (source, target))


def terms(imported: Imported) -> list[tuple[list[str], list[tuple[str, Status]]]]:
    return [([s.text for s in c.source], [(t.text, t.status) for t in c.target]) for c in imported.glossary.concepts]


def faults(imported: Imported) -> list[tuple[int, str]]:
    return [(fault.line, fault.code) for fault in imported.faults]


# --- TBX

V2 = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<martif type="TBX" xml:lang="en"><martifHeader><fileDesc><sourceDesc><p>mine</p></sourceDesc></fileDesc></martifHeader>
<text><body>
<termEntry id="c1"><descrip type="subjectField">law</descrip>
 <descripGrp><descrip type="definition">an agreement
   of two</descrip><admin type="source">Code</admin></descripGrp>
 <langSet xml:lang="en"><ntig><termGrp><term>contract</term>
  <termNote type="partOfSpeech">noun</termNote></termGrp></ntig></langSet>
 <langSet xml:lang="de"><tig><term>Kontrakt</term>
   <termNote type="normativeAuthorization">deprecatedTerm</termNote></tig>
  <tig><term>Ver<hi>trag</hi></term>
   <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote><note>usual</note></tig></langSet>
 <langSet xml:lang="fr"><tig><term>contrat</term></tig></langSet>
</termEntry>
<termEntry id="c2"><langSet xml:lang="en"><tig><term>lease</term></tig></langSet></termEntry>
</body></text></martif>
"""


def test_tbx_version_2() -> None:
    imported = read(V2)
    assert terms(imported) == [(["contract"], [("Vertrag", P), ("Kontrakt", D)])]
    (concept,) = imported.glossary.concepts
    assert (concept.id, concept.domain, concept.note) == ("c1", "law", "an agreement of two (Code)\nusual")
    assert (imported.languages, imported.elsewhere, imported.faults) == (("en", "de", "fr"), 1, ())


def test_the_languages_of_a_file_are_chosen_or_named() -> None:
    assert terms(read(V2, "fr", "en")) == [(["contrat"], [("contract", P)])]
    with pytest.raises(GlossaryError) as caught:
        read(V2, "", "")
    assert (caught.value.code, caught.value.facts["there"]) == ("glossary-languages", "en, de, fr")
    two = V2.replace('<langSet xml:lang="fr"><tig><term>contrat</term></tig></langSet>', "")
    assert read(two, "", "").glossary.target_language == "de"
    assert faults(read(two, "", "")) == [(16, "glossary-no-language")]


V3 = """<?xml version="1.0"?>
<tbx type="TBX-Basic" style="{style}" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"
 xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic">
<tbxHeader><fileDesc><sourceDesc><p>mine</p></sourceDesc></fileDesc></tbxHeader><text><body>
<conceptEntry id="c7">{subject}
 <langSec xml:lang="en"><termSec><term>contract</term></termSec></langSec>
 <langSec xml:lang="de-AT"><termSec><term>Vertrag</term>{admitted}</termSec>
  <termSec><term>Kontrakt</term>{old}</termSec><termSec><term>Abmachung</term></termSec></langSec>
</conceptEntry></body></text></tbx>
"""
DCA = V3.format(
    style="dca",
    subject='<descrip type="subjectField">law</descrip>',
    admitted='<termNote type="administrativeStatus">admittedTerm-admn-sts</termNote>',
    old='<termNote type="administrativeStatus">supersededTerm-admn-sts</termNote>',
)
DCT = V3.format(
    style="dct",
    subject="<min:subjectField>law</min:subjectField>",
    admitted="<min:administrativeStatus>admittedTerm-admn-sts</min:administrativeStatus>",
    old="<min:administrativeStatus>supersededTerm-admn-sts</min:administrativeStatus>",
)


@pytest.mark.parametrize("text", [DCA, DCT])
def test_tbx_version_3_in_both_styles(text: str) -> None:
    imported = read(text)
    # Where no term is preferred, the first that says nothing of itself is.
    assert terms(imported) == [(["contract"], [("Abmachung", P), ("Vertrag", A), ("Kontrakt", D)])]
    assert imported.glossary.concepts[0].domain == "law"
    assert imported.glossary.target_language == "de-AT"
    assert imported.faults == ()


BENT = [
    (("<term>Kontrakt</term>", "<term>Kontrakt</term><term>zwei</term>"), "tbx-one-term"),
    (("<termSec><term>Kontrakt", "<termSec><note>x</note><term>Kontrakt"), "tbx-term-first"),
    (("supersededTerm-admn-sts", "old"), "tbx-value"),
    (('type="subjectField"', ""), "tbx-no-type"),
    (("<p>mine</p>", "mine"), "tbx-bare-text"),
    (("<body>", '<admin type="x">y</admin><body>'), "tbx-misplaced"),
    (("<term>contract</term>", '<term>contract</term><descrip type="definition">x</descrip>'), "tbx-misplaced"),
]


@pytest.mark.parametrize(("change", "code"), BENT)
def test_what_the_dialect_does_not_allow_is_told_and_kept(change: tuple[str, str], code: str) -> None:
    imported = read(DCA.replace(*change))
    assert [fault.code for fault in imported.faults] == [code]
    assert all(fault.kept for fault in imported.faults)
    assert imported.glossary.concepts


# --- XML that hides something

SUBSET = '<!DOCTYPE martif [<!ENTITY x "y">]>'
HOSTILE = [
    (V2.replace('SYSTEM "TBXcoreStructV02.dtd"', '[<!ENTITY x "y">]'), "glossary-dtd"),
    (V2.replace('"TBXcoreStructV02.dtd"', '"TBXcoreStructV02.dtd" [ ]'), "glossary-dtd"),
    (V2.replace('SYSTEM "TBXcoreStructV02.dtd"', "[<!ENTITY % x SYSTEM 'http://x'> %x;]"), "glossary-dtd"),
    (V2.replace('"UTF-8"', '"UTF-16"').replace("SYSTEM", '[<!ENTITY x "y">] SYSTEM').encode("utf-16"), "glossary-dtd"),
    (f'<?xml version="1.0" encoding="UTF-32"?>{SUBSET}<martif/>'.encode("utf-32"), "glossary-dtd"),
    ('<?xml version="1.0" encoding="UTF-7"?><martif/>', "glossary-xml"),
    (V2.replace("</termEntry>", ""), "glossary-xml"),
    ("<martif>" + "<a>" * 5000 + "</a>" * 5000 + "</martif>", "glossary-xml"),
    ("<html><body>source,target</body></html>", "glossary-unknown-xml"),
]


@pytest.mark.parametrize(("text", "code"), HOSTILE)
def test_hostile_xml_is_refused(text: str | bytes, code: str) -> None:
    with pytest.raises(GlossaryError) as caught:
        read(text)
    assert caught.value.code == code


def test_an_entry_with_a_name_nobody_explains_is_set_aside() -> None:
    imported = read(
        V2.replace("</body>", V2[V2.index("<termEntry") : V2.index('<termEntry id="c2')] + "</body>").replace(
            "contract<", "con&tract;<", 1
        )
    )
    assert faults(imported) == [(5, "glossary-entity")]
    assert len(imported.glossary.concepts) == 1


# --- UTX

UTX = """#UTX 1.11; en-US/de-DE; 2024-01-01; copyright: nobody;
#src\ttgt\tsrc:pos\tterm status\tsrc:comment\tconcept ID
contract\tVertrag\tnoun\tapproved\tlaw\t1
contract\tKontrakt\tnoun\tforbidden\t\t1
agreement\tVertrag\tnoun\t\t-\t1
lease\tMiete\tnoun\tprovisional\t\t
lease\t\tnoun\t\t\t
rent\tMiete\tnoun\tbest\t\t
"""


def test_utx() -> None:
    imported = read(UTX, "", "")
    assert terms(imported) == [
        (["contract", "agreement"], [("Vertrag", P), ("Kontrakt", F)]),
        (["lease"], [("Miete", A)]),
    ]
    assert (imported.glossary.source_language, imported.glossary.target_language) == ("en-US", "de-DE")
    assert faults(imported) == [(7, "glossary-no-target"), (8, "glossary-bad-value")]


def test_utx_the_other_way_round() -> None:
    assert terms(read(UTX, "de", "en"))[-1] == (["Miete"], [("lease", A)])


def test_utx_without_columns() -> None:
    with pytest.raises(GlossaryError, match="glossary-no-columns"):
        read("#UTX 1.20; en/de\na\tb\n")


# --- MultiTerm

MTF = """<?xml version="1.0" encoding="UTF-16"?>
<mtf><conceptGrp><concept>12</concept>
 <descripGrp><descrip type="Subject">law</descrip></descripGrp>
 <languageGrp><language type="English" lang="EN-GB"/>
  <termGrp><term>contract</term>
   <descripGrp><descrip type="Definition">an agreement</descrip></descripGrp></termGrp></languageGrp>
 <languageGrp><language type="German"/>
  <termGrp><term>Kontrakt</term><descripGrp><descrip type="Status">verboten</descrip></descripGrp></termGrp>
  <termGrp><term>Vertrag</term><descripGrp><descrip type="Quelle">BGB</descrip></descripGrp></termGrp></languageGrp>
</conceptGrp></mtf>
"""


def test_multiterm() -> None:
    imported = read(MTF.encode("utf-16"))
    assert terms(imported) == [(["contract"], [("Vertrag", P), ("Kontrakt", F)])]
    (concept,) = imported.glossary.concepts
    assert (concept.id, concept.domain, concept.note, concept.citation) == ("12", "law", "an agreement", "BGB")
    assert imported.languages == ("en-GB", "de")


# --- tables

HEADINGS = [
    (["source", "target"], ("source", "target")),
    (["Ausgangsterm", "Zielterm", "Bemerkung"], ("source", "target", "note")),
    (["源语", "译文", "备注", "禁用"], ("source", "target", "note", "forbidden")),
    (["Entry_ID", "English", "German", "Status"], ("", "source", "target", "status")),
    (["No.", "English (source)", "German (approved)", "Verboten (alt)"], ("", "source", "target", "forbidden")),
    (["de-DE", "en-GB"], ("target", "source")),
    (["stringID", "pos", "description", "sourceString", "targetString"], ("", "", "note", "source", "target")),
    (["fr", "it"], None),
    (["contract", "Vertrag"], None),
]  # fmt: skip


@pytest.mark.parametrize(("headings", "fields"), HEADINGS)
def test_columns_are_known_by_their_headings(headings: list[str], fields: tuple[str, ...] | None) -> None:
    found = guess_columns(headings, "en", "de")
    assert (found and found.fields) == fields


@pytest.mark.parametrize(
    ("word", "status"),
    [("Verboten", F), ("首选", P), ("deprecatedTerm-admn-sts", D), ("preferred term", P), ("admitted", A), ("?", None)],
)
def test_status_words(word: str, status: Status | None) -> None:
    assert status_of(word) is status


@pytest.mark.parametrize(
    ("heading", "code"), [("German", "de"), ("zh_CN", "zh-CN"), ("英语", "en"), ("no", ""), ("id", "")]
)
def test_languages_by_name(heading: str, code: str) -> None:
    assert language_of(heading) == code


def test_bad_rows_are_set_aside_and_the_rest_is_read() -> None:
    imported = read('source,target,status\ncontract,Vertrag,\n,x,\nlease,"Mi"ete,\nrent,Miete,best\nloan,Darlehen,\n')
    assert terms(imported) == [(["contract"], [("Vertrag", P)]), (["loan"], [("Darlehen", P)])]
    assert faults(imported) == [(3, "glossary-no-source"), (4, "glossary-quotes"), (5, "glossary-bad-value")]
    assert imported.lines == (2, 6)
    with pytest.raises(GlossaryError, match="glossary-no-source"):
        imported.strictly()


def test_the_columns_can_be_given() -> None:
    raw = b"1;Vertrag;contract\n2;Miete;lease\n"
    assert terms(read_glossary(raw, "x", ("en", "de"), columns=Columns(("", "target", "source"), header=False))) == [
        (["contract"], [("Vertrag", P)]),
        (["lease"], [("Miete", P)]),
    ]
    seen = preview(raw, "x")
    assert seen is not None
    assert seen.rows == (("1", "Vertrag", "contract"), ("2", "Miete", "lease"))
    assert preview(UTX.encode("utf-8"), "x") is None


@pytest.mark.parametrize(
    ("encoding", "head", "guessed"),
    [("utf-8", "", False), ("utf-16", "", False), ("cp932", "# -*- coding: cp932 -*-\n", False), ("cp932", "", True)],
)
def test_omegats_encodings(encoding: str, head: str, guessed: bool) -> None:
    raw = f"{head}省委員会の決定\tprovincial committee\n会議の開催について\tmeeting\n".encode(encoding)
    imported = read_glossary(raw, "x", ("ja", "en"))
    assert terms(imported)[0] == (["省委員会の決定"], [("provincial committee", P)])
    assert imported.guessed is guessed


def test_the_file_name_gives_the_languages_of_any_format(tmp_path: Path) -> None:
    path = tmp_path / "law.fr-de.tbx"
    path.write_text(V2, "utf-8")
    assert load_glossary(path).concepts[0].source[0].text == "contrat"
