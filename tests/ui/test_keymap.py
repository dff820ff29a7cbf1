"""Profiles of keys: none clashes, all have their actions; a person's changes go over them and into the settings."""

from __future__ import annotations

import pytest

from app.resources import languages
from app.words import load_words
from ui.keymap import Keymap, Where, changes_of, load_keymap, load_profile, menu_keys, profiles, refusal

ANYWHERE, ROWS, ALIGN = Where


@pytest.fixture(params=sorted(profiles()))
def profile(request: pytest.FixtureRequest) -> Keymap:
    return load_profile(request.param)


def test_the_profiles_there_are() -> None:
    assert profiles() == {"enface": "Enface", "memoq": "memoQ", "omegat": "OmegaT", "trados": "Trados Studio"}


def test_no_profile_has_a_clash(profile: Keymap) -> None:
    assert profile.clashes() == []


@pytest.mark.parametrize("language", languages())
def test_no_profile_has_a_key_that_a_person_could_not_give(profile: Keymap, language: str) -> None:
    words = load_words(language)
    assert len(menu_keys(words)) == 8
    # Ctrl+Ins copies in other programs; here the source. Tab and Space are single keys of the rows.
    refused = {(k, w): refusal(k, w, words) for (_, w), keys in profile.keys.items() for k in keys}
    assert {key: why for key, why in refused.items() if why} == {}


def test_every_profile_names_actions_there_are(profile: Keymap) -> None:
    import tomllib

    from app.resources import resource

    if profile.profile == "enface":
        return
    data = tomllib.loads(resource("keymaps", f"{profile.profile}.toml").read_text("utf-8"))
    named = {(action, where) for where in Where for action in data.get(where, {})}
    assert named
    assert named <= set(profile.keys)
    plain = load_profile("enface").keys
    assert [b for b in named if profile.keys[b] == plain[b]] == []  # what is as in the table need not be said


def test_align_mode_has_its_own_keys_and_keeps_the_others() -> None:
    keymap = load_profile("enface")
    review, align = keymap.single_keys(aligning=False), keymap.single_keys(aligning=True)
    assert (review["R"], align["R"]) == ("reject", "realign")
    assert (review["A"], align["A"]) == ("confirm", "confirm")
    assert set(review) <= set(align)


@pytest.mark.parametrize(
    ("key", "where", "users"),
    [
        ("Ctrl+T", ANYWHERE, [("split", ANYWHERE)]),
        ("ctrl+t", ROWS, [("split", ANYWHERE)]),
        ("R", ROWS, [("reject", ROWS)]),
        ("R", ALIGN, [("realign", ALIGN)]),
        ("R", ANYWHERE, [("reject", ROWS), ("realign", ALIGN)]),
        ("Ctrl+Alt+Shift+F12", ANYWHERE, []),
    ],
)
def test_who_has_a_key(key: str, where: Where, users: list[tuple[str, Where]]) -> None:
    assert load_profile("enface").users(key, where) == users


def test_a_key_that_is_taken_goes_from_where_it_was() -> None:
    made = load_profile("enface").taking(("comment", ANYWHERE), ["Ctrl+T", "Ctrl+M"])
    assert made.of("comment", ANYWHERE) == ("Ctrl+T", "Ctrl+M")
    assert made.of("split", ANYWHERE) == ()
    assert made.of("split", ROWS) == ("S",)
    assert made.clashes() == []


def test_changes_go_into_the_settings_and_come_back() -> None:
    made = load_profile("memoq").taking(("comment", ANYWHERE), ["Ctrl+T"]).with_keys(("reject", ROWS), ())
    lines = changes_of(made)
    assert set(lines) == {"anywhere comment Ctrl+T", "anywhere split", "rows reject"}
    assert load_keymap("memoq", lines) == made
    assert changes_of(load_profile("memoq")) == ()


@pytest.mark.parametrize("line", ["", "rows", "rows no-such-action X", "nowhere confirm X", "anywhere", "x y z"])
def test_lines_of_another_version_are_passed_by(line: str) -> None:
    assert load_keymap("no-such-profile", [line]) == load_profile("enface")


@pytest.mark.parametrize(
    ("key", "where", "why"),
    [
        ("Ctrl+T", ANYWHERE, ""),
        ("F5", ANYWHERE, ""),
        ("Shift+F5", ANYWHERE, ""),
        ("T", ANYWHERE, "refused-text"),
        ("Shift+T", ANYWHERE, "refused-text"),
        ("Return", ANYWHERE, "refused-text"),
        ("Shift+Left", ANYWHERE, "refused-text"),
        ("Ctrl+C", ANYWHERE, "refused-text"),
        ("T", ROWS, ""),
        ("Space", ROWS, ""),
        ("Tab", ALIGN, ""),
        ("Down", ROWS, "refused-rows"),
        ("Escape", ROWS, "refused-rows"),
        ("Ctrl+Space", ROWS, "refused-input-method"),
        ("Alt+F", ANYWHERE, "refused-menu"),
        ("Ctrl+K, Ctrl+C", ANYWHERE, "refused-odd"),
        ("", ANYWHERE, "refused-odd"),
    ],
)
def test_what_no_action_may_have(key: str, where: Where, why: str) -> None:
    assert refusal(key, where, load_words()) == why
