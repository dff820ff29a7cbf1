"""Every code has its sentence: what the core may raise or say is looked up in its sources, not remembered here."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from app.check import CHECKS
from app.check.comparison import How
from app.resources import languages
from app.samples import all_samples
from app.words import Words, load_words, plain
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


def test_every_code_of_a_finding_that_is_written_out_has_its_sentence(words: Words) -> None:
    """Whatever looks like a code of a known check, wherever a check writes it."""
    ids = sorted((key.removeprefix("check.name.") for key in words.keys if key.startswith("check.name.")), key=len)
    begins = re.compile(rf"(?:{'|'.join(ids)}|quote|bracket|end|space|capitals|variant|litter)-[a-z-]*[a-z]")
    written = {
        node.value
        for path in (ROOT / "app" / "check").glob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and begins.fullmatch(node.value)
    }
    assert len(written) > 40
    codes = written.difference(ids, (check.mqm for check in CHECKS))
    assert [code for code in sorted(codes) if f"check.{code}" not in words] == []


def test_samples_have_words(words: Words) -> None:
    assert all_samples()
    keys = [f"samples.{sample.id}.{part}" for sample in all_samples() for part in ("title", "about")]
    assert [key for key in keys if key not in words] == []


def test_verdicts_have_words(words: Words) -> None:
    """Those that are named by a type, and those that a check writes itself."""
    written = {
        str(keyword.value.value)
        for _, call in calls("app/check")
        for keyword in call.keywords
        if keyword.arg == "verdict" and isinstance(keyword.value, ast.Constant)
    }
    assert {"unit", "swapped", "calendar"} <= written
    assert [v for v in (*Verdict, *How, *sorted(written - {""})) if f"inspector.verdict.{v}" not in words] == []


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


def fields(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


def catalogue(language: str) -> dict[str, str]:
    """The sentences of one language as they stand in its folder, by their keys."""
    found: dict[str, str] = {}
    for path in (ROOT / "resources/i18n" / language).glob("*.toml"):
        for key, value in tomllib.loads(path.read_text("utf-8")).items():
            inner = value if isinstance(value, dict) else {"": value}
            found |= {".".join(part for part in (path.stem, key, name) if part): text for name, text in inner.items()}
    return found


ENGLISH = catalogue("en")
TRANSLATED = [language for language in languages() if language != "en"]


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_sentence_is_untranslated(words: Words, language: str) -> None:
    """Lists what resources/i18n/LANGUAGE lacks: whoever adds an English sentence adds it there too."""
    own = catalogue(language)
    missing = {key: ENGLISH[key] for key in words.keys if key not in own and not key.endswith(".one")}
    listed = "\n".join(f"{key} = {said!r}" for key, said in missing.items())
    assert not missing, f"resources/i18n/{language} lacks these sentences:\n{listed}"
    assert [key for key in own if key not in words] == [], "no English sentence has these keys"


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_has_the_facts_of_the_english(words: Words, language: str) -> None:
    own = catalogue(language)
    pairs = [(key, fields(ENGLISH[key]), fields(said)) for key, said in own.items() if key in words]
    assert [pair for pair in pairs if pair[1] != pair[2]] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_keeps_its_filters_and_is_filled_in(words: Words, language: str) -> None:
    for key, said in catalogue(language).items():
        assert said.strip() or key == "window.between-sentences", key
        assert re.findall(r"\*\.?\w*", said) == re.findall(r"\*\.?\w*", ENGLISH[key]), key


def test_a_language_without_a_singular_never_falls_back_to_the_english_one() -> None:
    chinese = load_words("zh")
    assert chinese.say("cli.proposals", n=1) == "1 条建议。"
    assert chinese.say("linking.weak", n=1, at=1) == "唯一一处可疑对应。"


@pytest.mark.parametrize(("name", "said"), [("&File", "File"), ("Ter&ms", "Terms"), ("文件(&F)", "文件"), ("a", "a")])
def test_names_without_their_letter(name: str, said: str) -> None:
    assert plain(name) == said


def test_a_sentence_names_the_keys_in_force() -> None:
    said = Words(
        {
            "a.tip": "{key_next_todo} goes on, {single_pin} pins, {key_pin} too: {n}",
            "actions.named": "“{what}”",
            "actions.next-todo": "Next row",
            "actions.pin": "Pin",
        }
    )
    assert said.say("a.tip", n=2) == "“Next row” goes on, “Pin” pins, “Pin” too: 2"
    said.name_keys({"next-todo": "Ctrl+G", "pin": ""}, {"pin": "Space"})
    assert said.say("a.tip", n=2) == "Ctrl+G goes on, Space pins, Space too: 2"
    with pytest.raises(KeyError):
        said.say("a.tip")


ACTION_KEYS = ("Ctrl+Z", "Ctrl+T", "Ctrl+F8", "Ctrl+Shift+A", "Ctrl+O")


@pytest.mark.parametrize("language", languages())
def test_no_sentence_writes_the_key_of_an_action_out(language: str) -> None:
    """Keys are a person's own: a sentence names the action (``{key_undo}``), and the key in force is put in."""
    allowed = {"dialogs.change-keys.filter"}
    found = {key for key, said in catalogue(language).items() if any(k in said for k in ACTION_KEYS)}
    assert found <= allowed


@pytest.mark.parametrize("language", languages())
def test_every_key_named_is_that_of_an_action(language: str) -> None:
    words = load_words(language)
    named = {name for said in catalogue(language).values() for name in fields(said) if re.match("(key|single)_", name)}
    assert len(named) > 10
    assert all(words.key_named(name) for name in named)
