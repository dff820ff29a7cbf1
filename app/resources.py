"""Where the shipped data lies: litter rules, glossaries, words, themes, samples. Read only."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent / "resources"


def resource(*parts: str) -> Path:
    """The path of a shipped file or folder, e.g. ``resource("litter", "en.toml")``."""
    return ROOT.joinpath(*parts)


def languages() -> tuple[str, ...]:
    """The languages the program can speak: the folders of the word catalogue."""
    return tuple(sorted(path.name for path in resource("i18n").iterdir() if path.is_dir()))
