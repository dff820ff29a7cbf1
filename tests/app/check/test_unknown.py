"""Words no list has: one slip away from a word, or two words run together; and those that only look so."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.check import CheckContext, CheckRow, run_checks
from glossary.matcher import compile_matcher


def context(source: str, target: str) -> CheckContext:
    return CheckContext(source, target, compile_matcher((), source, target))


def said(check: str, target: str, text: str, source: str = "甲", *, given: CheckContext | None = None) -> list[str]:
    """What would stand there instead, by the findings of one check."""
    rows = [CheckRow(0, source, text), CheckRow(1, "乙", "")]
    findings = run_checks(rows, given or context("zh", target), checks=[check])
    return [dict(finding.facts).get("suggestion") or dict(finding.facts)["words"] for finding in findings]  # type: ignore[misc]


@pytest.mark.parametrize(
    ("language", "text", "meant"),
    [
        ("en", "They recieve an accomodation grant from the goverment.", ["receive", "accommodation", "government"]),
        ("en", "It is seperate and independant.", ["separate", "independent"]),
        ("en", "An unfavourable, unauthorised, modernised programme of livestreams.", []),
        ("en", "A grassroots microprudential workflow, reconfigurability", []),
        ("en", "The weblog of the gilets and the longan.", []),
        ("en", "The Goverment and Zhengjiang", []),  # with a capital it may be a name
        ("en", "See recieve.example.org, /recieve and recieve@tea.example", []),
        ("en", "They recieve what others recieve.", []),  # twice is meant so
        ("de", "Das ist vorrübergehend und wahrscheinlcih so.", ["vorübergehend", "wahrscheinlich"]),
        ("de", "Die Versamlung war groß.", ["Versammlung"]),
        ("de", "Die Probenahme, der Grundwasserpegel und Bürgermeister Schmittke.", []),
        ("de", "ein zweiminütiges, supermassereiches, handgefertigtes Stück", []),
        ("fr", "Le developpement est parmis nous, pourtant.", ["parmi"]),  # of others its list knows too little
        ("es", "El desarollo puede modificarse.", ["desarrollo"]),
        ("en", "all the countrys", ["countries"]),
        ("en", "it occured", ["occurred"]),  # which the list has
        ("en", "alot of developed land", ["a lot"]),
        ("en", "The vistors met other visitors.", ["visitors"]),  # the document tells which is meant
        ("en", "The vistors met.", []),
        ("de", "viele Patientinen und Hoffmann, Nélson", ["Patientinnen"]),
        ("xx", "recieve", []),
    ],
)
def test_slips(language: str, text: str, meant: list[str]) -> None:
    assert said("spelling", language, text) == meant


def test_words_of_the_source_and_of_the_glossary_are_right() -> None:
    assert said("spelling", "en", "They recieve it.", "“recieve”") == []
    assert (
        said("spelling", "en", "They recieve it.", given=replace(context("zh", "en"), own_words=frozenset({"recieve"})))
        == []
    )


def test_dictionaries_decide_where_there_are_any() -> None:
    class Anything:
        def may_be_right(self, word: str, *, begins: bool) -> bool:
            return True

    assert said("spelling", "en", "They recieve it.", given=replace(context("zh", "en"), spelling=Anything())) == []


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("en", "The provincialgovernment met.", ["provincial government"]),
        ("en", "It came fromthe city.", ["from the"]),
        ("en", "It points outthat much.", ["out that"]),
        ("en", "A grassroots livestream in primetime, a curveball and a shuttlecraft.", []),
        ("en", "An electroprobe of intercountry countermeasures.", []),
        ("fr", "pourquoi une ville extraordinairement belle", []),
        ("es", "El ayuntamiento provincialmunicipal", ["provincial municipal"]),
        ("de", "die gemeindeverwaltungsinterne Frage", []),
    ],
)
def test_words_run_together(language: str, text: str, words: list[str]) -> None:
    assert said("spacing", language, text) == words
