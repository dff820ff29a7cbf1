"""Every code has its sentence: what the core may raise or say is looked up in its sources, not remembered here."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.check.comparison import How
from app.words import Words, load_words
from glossary.model import Verdict

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def words() -> Words:
    return load_words()


def calls(*folders: str) -> Iterator[tuple[str, ast.Call]]:
    for folder in folders:
        for path in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Call):
                    yield str(path.relative_to(ROOT)), node


def name_of(call: ast.Call) -> str:
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def literal(call: ast.Call) -> str | None:
    first = call.args[0] if call.args else None
    return first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else None


def test_every_error_raised_has_its_sentence(words: Words) -> None:
    codes = {(where, code) for where, call in calls("app", "glossary", "ui")
             if name_of(call) in ("UserError", "GlossaryError") and (code := literal(call))}  # fmt: skip
    assert len(codes) > 30
    missing = sorted((where, code) for where, code in codes if f"errors.{code}" not in words)
    assert missing == []


def test_every_notice_given_has_its_sentence(words: Words) -> None:
    codes = {code for _, call in calls("app") if name_of(call) == "Notice" and (code := literal(call))}
    assert codes
    assert [code for code in sorted(codes) if f"notices.{code}" not in words] == []


def test_every_literal_key_said_exists(words: Words) -> None:
    keys = {key for _, call in calls("app", "ui") if name_of(call) == "say" and (key := literal(call)) and "." in key}
    assert len(keys) > 100
    prefixes = ("dialogs.",)
    known = set(words.keys)
    missing = sorted(k for k in keys if k not in known and not any(p + k in known for p in prefixes))
    assert missing == []


def test_edit_labels_have_words(words: Words) -> None:
    labels = {label for _, call in calls("app/review") if name_of(call) == "Edit" and (label := literal(call))}
    assert labels
    assert [label for label in sorted(labels) if f"edits.{label}" not in words] == []


def test_verdicts_have_words(words: Words) -> None:
    assert [v for v in (*Verdict, *How) if f"inspector.verdict.{v}" not in words] == []


def test_one_is_said_in_the_singular(words: Words) -> None:
    assert words.say("cli.proposals", n=1) == "1 proposal."
    assert words.say("cli.proposals", n=2) == "2 proposals."


def test_an_unknown_key_is_a_bug(words: Words) -> None:
    with pytest.raises(KeyError):
        words.say("no.such-key")


def test_every_literal_sentence_gets_the_facts_it_names(words: Words) -> None:
    wrong = []
    for where, call in calls("app", "ui"):
        key = literal(call) if name_of(call) == "say" else None
        if key is None or key not in words or any(keyword.arg is None for keyword in call.keywords):
            continue
        facts = {str(keyword.arg): 2 for keyword in call.keywords}
        try:
            words.say(key, **facts)
        except KeyError as error:
            wrong.append((where, key, str(error)))
    assert wrong == []
