"""Lemmas, plurals and articles."""

from __future__ import annotations

import pytest

from glossary.language.inflection import Inflection, articles, plural
from glossary.language.reading import Reader


@pytest.mark.parametrize(
    ("language", "one", "two"),
    [
        ("en", "Deputy Secretary", "deputy secretaries"),
        ("en", "development zone", "the Development Zones"),
        ("en", "study and implement", "studied and implemented"),
        ("en", "Five-Year Plan", "Five Year Plans"),
        ("en", "leading Party members' group", "leading party members group"),
        ("de", "Verordnung", "Verordnungen"),
        ("de", "Kaufvertrag", "des Kaufvertrages"),
        ("de", "personenbezogene Daten", "personenbezogenen Daten"),
        ("de", "Käufer", "Käufern"),
        ("de", "Vertrag", "die Verträge"),
        ("de", "betroffene Person", "betroffenen Personen"),
        ("de", "gesetzliche Vertretung", "der gesetzlichen Vertretungen"),
        ("ru", "центральный комитет", "Центрального комитета"),
        ("fr", "l’accord", "les accords"),
        ("cs", "statické embeddingy", "statických embeddingů"),
        ("cs", "jazykový pár", "jazykových párů"),
        ("cs", "výstupní věta", "výstupní větou"),
        ("pl", "tabela wynikowa", "tabeli wynikowych"),
        ("en", "restenosis", "restenoses"),
        ("en", "differential diagnosis", "differential diagnoses"),
        ("en", "tumour centre", "tumor centers"),
        ("en", "organisation of colour catalogues", "organization of color catalogs"),
        ("en", "aerobic anaemia", "aerobic anemia"),
        ("en", "statistical", "statistically"),
        ("de", "offenes Fenster", "offenen Fenster"),
        ("de", "enger Kontakt", "engen Kontakt"),
        ("de", "maligne Melanome", "malignen Melanoms"),
        ("de", "statistischer Test", "statistische Tests"),
        ("de", "Prüfungsvertrag", "Prüfungsverträge"),
        ("de", "Zweitgutachtens", "Zweitgutachten"),
        ("cs", "syntetická data", "syntetických dat"),
        ("cs", "nesystémové chování", "nesystémového chování"),
    ],
)
def test_inflected_forms_read_alike(language: str, one: str, two: str) -> None:
    reader = Reader(language)
    assert reader.loose_key(one) == reader.loose_key(two)


@pytest.mark.parametrize(
    ("language", "one", "two"),
    [
        ("en", "General Secretary", "Secretary-General"),
        ("en", "food security", "food safety"),
        ("en", "party", "counterparty"),
        ("en", "base", "basis"),
        ("en", "economic", "economical"),
        ("de", "Verkäufer", "Käufer"),
        ("de", "Miete", "Mieter"),
        ("de", "Prüfung", "Prüfer"),
        ("cs", "jazykový model", "jazyk model"),
        ("cs", "překlad", "překladatel"),
    ],
)
def test_other_words_do_not(language: str, one: str, two: str) -> None:
    reader = Reader(language)
    assert reader.loose_key(one) != reader.loose_key(two)


@pytest.mark.parametrize("language", ["de", "en"])
def test_what_is_too_long_for_a_word_stays_as_it_is(language: str) -> None:
    assert Inflection(language).lemma("verträge" * 100) == "verträge" * 100


@pytest.mark.parametrize("language", ["xx", "", "zh", "ja"])
def test_an_unknown_language_is_matched_as_written(language: str) -> None:
    assert Inflection(language).lemma("goals") == "goals"


@pytest.mark.parametrize(
    ("word", "expected"),
    [("dream", "dreams"), ("party", "parties"), ("day", "days"), ("tax", "taxes"), ("goals", ""), ("8", "")],
)
def test_plural(word: str, expected: str) -> None:
    assert plural(word, "en-GB") == expected


def test_only_english_has_a_rule_for_plurals() -> None:
    assert plural("vertrag", "de") == ""


def test_articles() -> None:
    assert "the" in articles("en-US")
    assert articles("zh") == frozenset()
