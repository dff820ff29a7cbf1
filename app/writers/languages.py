"""What an exported file has to know of its language: direction, and the font for East Asian characters."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass

from app.resources import resource


@dataclass(frozen=True, slots=True)
class Script:
    """How a language is set. ``font`` is "" outside East Asia."""

    language: str
    right_to_left: bool
    font: str


def script_of(language: str) -> Script:
    """The setting of a BCP 47 code; an unknown or empty one is set from left to right."""
    facts = tomllib.loads(resource("export", "languages.toml").read_text("utf-8"))
    primary, _, rest = language.partition("-")
    fonts: dict[str, str] = facts["east_asian_fonts"]
    parts = [f"{primary}-{part}" for part in rest.split("-") if part]
    font = next((fonts[part] for part in (*parts, primary) if part in fonts), "")
    return Script(language, primary in facts["right_to_left"], font)
