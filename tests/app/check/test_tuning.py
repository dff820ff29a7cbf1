"""What a project asks of the checks: switched off, graver, choosing otherwise; rules of its own; as a file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.check import CHECKS, CheckContext, CheckRow, Rule, Tuning, load_tuning, read_tuning, run_checks, write_tuning
from app.check.tuning import OPTIONAL, OPTIONS
from app.errors import UserError
from app.model import Finding, Severity
from glossary.matcher import compile_matcher

IDS = [check.id for check in CHECKS]


def findings(tuning: Tuning, *pairs: tuple[str | None, str], source: str = "de") -> tuple[Finding, ...]:
    context = CheckContext(source, "en", compile_matcher((), source, "en"), tuning=tuning)
    return run_checks([CheckRow(n, ours, theirs) for n, (ours, theirs) in enumerate(pairs)], context)


def codes(found: Iterable[Finding]) -> list[str]:
    return [finding.code for finding in found]


TWICE = ("Das Haus ist alt.", "The house is is old , really.")


def test_a_check_that_is_off_says_nothing_and_the_others_speak_on() -> None:
    assert codes(findings(Tuning(), TWICE)) == ["doubled-word", "space-before"]
    assert codes(findings(Tuning(off=frozenset({"spacing"})), TWICE)) == ["doubled-word"]
    assert codes(findings(Tuning().switched("spacing", False).switched("spacing", True), TWICE)) == [
        "doubled-word",
        "space-before",
    ]


def test_a_check_that_is_optional_speaks_when_it_is_wanted() -> None:
    pair = (None, "It is a important matter.")
    assert codes(findings(Tuning(), pair)) == []
    wanted = Tuning().switched("grammar", True)
    assert codes(findings(wanted, pair)) == ["grammar"]
    assert read_tuning(write_tuning(wanted)) == wanted


@pytest.mark.parametrize(
    ("check", "severity", "pair", "expected"),
    [
        ("doubled-word", Severity.CRITICAL, TWICE, Severity.CRITICAL),
        ("doubled-word", Severity.NEUTRAL, TWICE, Severity.NEUTRAL),
        ("doubled-word", None, TWICE, Severity.MINOR),
        # What calls itself graver than its check follows the choice; what calls itself lighter stays so.
        ("omission", Severity.MINOR, ("Das Haus ist alt.", ""), Severity.MINOR),
        ("omission", None, ("Das Haus ist alt.", ""), Severity.MAJOR),
    ],
)
def test_a_severity_can_be_chosen(
    check: str, severity: Severity | None, pair: tuple[str, str], expected: Severity
) -> None:
    found = findings(Tuning().with_severity(check, severity), pair)
    assert [f.severity for f in found if f.check == check] == [expected]


LONG = "Der Bürgermeister eröffnete die neue Bibliothek, und {n} Besucher kamen aus der ganzen Stadt dorthin."
WHOLE = "The mayor opened the new library, and {n} visitors came there from every part of the town."


def test_lengths_may_be_judged_strictly_or_loosely() -> None:
    pairs = [(LONG.format(n=n), WHOLE.format(n=n)) for n in range(100, 200)]
    shorter = [(LONG.format(n=n), WHOLE.format(n=n)[:n] + ".") for n in range(20, 80)]
    said = [
        codes(findings(Tuning().with_choice("omission", "length", value), *pairs, *shorter)).count("omission-short")
        for value in ("loose", "usual", "strict")
    ]
    assert 0 < said[0] < said[1] < said[2]


def test_a_way_of_spelling_can_be_chosen() -> None:
    pairs = ((None, "The colour of the harbour."), (None, "A gray harbor, in color."))
    british = Tuning().with_choice("variants", "spelling", "british")
    found = [f for f in findings(british, *pairs) if f.check == "variants"]
    assert [(f.row, f.code, f.suggestions[0].text) for f in found][-2:] == [
        (1, "variant-spelling-chosen", "harbour"),
        (1, "variant-spelling-chosen", "colour"),
    ]
    assert not [f for f in findings(Tuning(), *pairs) if f.check == "variants"]


def test_one_kind_of_apostrophe_can_be_chosen() -> None:
    straight = Tuning().with_choice("variants", "apostrophe", "straight")
    found = [f for f in findings(straight, (None, "It’s Ann's.")) if f.check == "variants"]
    assert [(f.code, f.suggestions[0].text) for f in found] == [("variant-apostrophe-chosen", "'")]


EURO = Rule("Euro", target="EUR", instead="€")


@pytest.mark.parametrize(
    ("rule", "pair", "expected"),
    [
        (EURO, ("5 EUR", "It costs 5 EUR."), ["EUR"]),
        (EURO, ("5 EUR", "It costs 5 eur."), ["eur"]),
        (replace(EURO, match_case=True), ("5 EUR", "It costs 5 eur."), []),
        (EURO, ("Europa", "Europe is large."), []),
        (EURO, (None, "It costs 5 EUR."), ["EUR"]),
        # Beside a source that says so only.
        (Rule("Sie", source="Sie", target="thou"), ("Sie gehen", "Thou goest"), ["Thou"]),
        (Rule("Sie", source="Sie", target="thou"), ("Wir gehen", "Thou goest"), []),
        (Rule("Sie", source="Sie", target="thou"), (None, "Thou goest"), []),
        # What must stand there.
        (Rule("Legal", source="Haftung", target="liability", missing=True), ("Ohne Haftung", "No warranty"), [""]),
        (Rule("Legal", source="Haftung", target="liability", missing=True), ("Ohne Haftung", "No liability"), []),
        (Rule("Legal", source="Haftung", target="liability", missing=True), ("Ohne Haftung", " "), []),
        (Rule("Look", source="Haftung"), ("Ohne Haftung", "No warranty"), [""]),
        # Expressions, and texts that only look like one.
        (Rule("Plan", target=r"(\d+)th Plan", regex=True, instead=r"Plan \1"), (None, "The 14th Plan"), ["14th Plan"]),
        (Rule("Dots", target="a.c"), (None, "abc"), []),
        (Rule("Han", target="八八"), (None, "八八战略"), ["八八"]),
    ],
)
def test_a_rule_of_ones_own(rule: Rule, pair: tuple[str | None, str], expected: list[str]) -> None:
    found = [f for f in findings(Tuning(rules=(rule,)), pair) if f.check == "checklist"]
    assert ["".join(pair[1][s.start : s.end] for s in f.target) for f in found] == expected


def test_what_a_rule_says() -> None:
    plan = Rule("Plan", target=r"(\d+)th Plan", regex=True, instead=r"Plan \1", severity=Severity.MAJOR)
    (finding,) = findings(Tuning(rules=(plan,)), (None, "The 14th Plan."))
    assert (finding.code, finding.severity, finding.suggestions[0].text) == (
        "checklist-found", Severity.MAJOR, "Plan 14",
    )  # fmt: skip
    (finding,) = findings(Tuning(rules=(replace(plan, message="Ask Ann."),)), (None, "The 14th Plan."))
    assert (finding.code, dict(finding.facts)["message"]) == ("checklist-said", "Ask Ann.")
    # A group that is not there stands for itself.
    (finding,) = findings(Tuning(rules=(replace(plan, instead=r"\7"),)), (None, "The 14th Plan."))
    assert finding.suggestions[0].text == r"\7"


def test_a_rule_that_takes_too_long_says_so_once() -> None:
    slow = Rule("Slow", target=r"(a|aa|b?a?)+$", regex=True)
    texts = ["a" * n + "!" for n in (60, 61)]
    found = [f for f in findings(Tuning(rules=(slow,)), *((None, text) for text in texts)) if f.check == "checklist"]
    assert [(f.row, f.code) for f in found] == [(0, "checklist-slow")]


@pytest.mark.parametrize(
    "rule",
    [Rule(""), Rule("nothing"), Rule("must", source="a", missing=True), Rule("bad", target="(", regex=True),
     Rule("long", target="a" * 501)],
)  # fmt: skip
def test_a_rule_that_cannot_be_applied_is_refused(rule: Rule) -> None:
    with pytest.raises(UserError):
        Tuning(rules=(rule,))


FILE = """\
[omission]
severity = "major"
length = "strict"

[spacing]
on = false

[[rule]]
name = "Euro sign"
target = "EUR"
match-case = true
instead = "€"
severity = "critical"
"""


def test_the_file() -> None:
    tuning = read_tuning(FILE)
    assert tuning.off == {"spacing"}
    assert tuning.severity("omission") is Severity.MAJOR
    assert tuning.choice("omission", "length") == "strict"
    assert tuning.rules == (
        Rule("Euro sign", target="EUR", match_case=True, instead="€", severity=Severity.CRITICAL),
    )  # fmt: skip
    assert read_tuning(write_tuning(tuning)) == tuning
    assert write_tuning(Tuning()) == ""


TEXT = st.text(st.characters(blacklist_categories=["Cs"]), min_size=1, max_size=20).filter(str.strip)


@given(
    st.frozensets(st.sampled_from(IDS)),
    st.dictionaries(st.sampled_from(IDS), st.sampled_from(Severity)),
    st.lists(st.sampled_from([(o.check, o.id, v) for o in OPTIONS for v in o.values])),
    st.lists(st.builds(Rule, TEXT, TEXT, TEXT, st.booleans(), message=TEXT, instead=TEXT), max_size=3),
)
def test_what_is_written_is_read_again(
    off: frozenset[str], graver: dict[str, Severity], choices: list[tuple[str, str, str]], rules: list[Rule]
) -> None:
    tuning = Tuning(rules=tuple(rules))
    for check in off:
        tuning = tuning.switched(check, check in OPTIONAL)
    for check, severity in graver.items():
        tuning = tuning.with_severity(check, severity)
    for choice in choices:
        tuning = tuning.with_choice(*choice)
    assert read_tuning(write_tuning(tuning)) == tuning


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[spacing", "bad-tuning"),
        ("spacing = 3", "bad-tuning"),
        ('[spacing]\non = "no"', "bad-tuning"),
        ('[spacing]\nseverity = "grim"', "bad-tuning"),
        ("[spacing]\nseverity = [1]", "bad-tuning"),
        ('[omission]\nlength = "none"', "bad-tuning"),
        ('rule = "x"', "bad-tuning"),
        ("rule = [3]", "bad-tuning"),
        ('[[rule]]\nname = "a"\ntarget = 3', "bad-tuning"),
        ('[[rule]]\nname = "a"\ntarget = "b"\nodd = "c"', "bad-tuning"),
        ('[[rule]]\nname = "a"', "bad-rule"),
        ("[[rule]]\nname = 'a'\ntarget = '('\nregex = true", "bad-expression"),
        ("\n".join("[[rule]]\nname = 'a'\ntarget = 'b'" for _ in range(501)), "too-many-rules"),
        ("[no-such]\non = false", "unknown-check"),
        ("a = " + "[" * 5_000, "bad-tuning"),
    ],
)
def test_a_file_that_is_none_is_refused_with_its_place(text: str, code: str, tmp_path: Path) -> None:
    path = tmp_path / "checks.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(UserError) as caught:
        load_tuning(path, IDS)
    assert caught.value.code == code


def test_a_file_that_is_no_text(tmp_path: Path) -> None:
    path = tmp_path / "checks.toml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UserError, match="bad-tuning"):
        load_tuning(path, IDS)
