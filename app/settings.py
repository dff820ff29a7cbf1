"""What a person chose for the program itself: one typed record, read once at start and passed down.

What belongs to a project (languages, glossaries) stands in the project; window geometry stands apart, in the window.
"""

from __future__ import annotations

import ctypes
import getpass
import json
import locale
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from app.model import ReviewRole
from app.resources import languages

_RECENT = 8


@dataclass(frozen=True, slots=True)
class Settings:
    """Defaults stand here, in sight."""

    author: str = ""
    theme: str = "light"
    language: str = "en"
    role: str = "reviewer"
    source_size: int = 14
    target_size: int = 14
    smart_quotes: bool = True
    """Straight quotation marks become those of the language as they are typed."""
    keymap: str = "enface"
    """The profile of keys: a file of ``resources/keymaps``, or the table of actions as it is."""
    own_keys: tuple[str, ...] = ()
    """What a person changed over the profile, a line for each action and place (``ui/keymap``)."""
    recent: tuple[str, ...] = ()
    filters: tuple[str, ...] = ()
    """Saved filters, a line each (``app/review/sieve``)."""
    spelling: bool = True
    dictionaries: str = ""
    """A folder of hunspell's dictionaries beside those of the machine, "" for none."""

    def with_recent(self, path: Path) -> Settings:
        """The same settings with a project moved to the top of the recent ones."""
        name = str(path.resolve())
        return replace(self, recent=(name, *(other for other in self.recent if other != name))[:_RECENT])


def settings_path() -> Path:
    from platformdirs import user_config_path

    return user_config_path("enface", appauthor=False) / "settings.json"


def load_settings(path: Path) -> Settings:
    """Reads the settings; whatever is missing or of the wrong type has its default, so an odd file never stops us."""
    try:
        data = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        data = {}
    defaults = Settings(author=user_name(), language=system_language(os.environ, languages()))
    if not isinstance(data, dict):
        return defaults
    return replace(defaults, **{field.name: _fit(data, field.name, defaults) for field in fields(Settings)})


def role_of(settings: Settings) -> ReviewRole:
    """What the person is to the texts they work on; a role nobody knows, e.g. of a newer program, is a reviewer."""
    return ReviewRole(settings.role) if settings.role in set(ReviewRole) else ReviewRole.REVIEWER


def save_settings(settings: Settings, path: Path) -> None:
    """Writes the settings aside and swaps them in; a folder that cannot be written loses only the settings."""
    aside = path.with_suffix(".tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        aside.write_text(json.dumps(asdict(settings), ensure_ascii=False, indent=1), "utf-8")
        aside.replace(path)
    except OSError:
        return


def user_name() -> str:
    """Who signs revisions until another name is set."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "reviewer"


def system_language(environ: Mapping[str, str], known: Iterable[str]) -> str:
    """The language the system speaks, if it is one of ours; English for any other, until one is chosen.

    Our Chinese is the simplified one: a system in traditional Chinese gets English, which its users know to change.
    """
    said = next((environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(name)), "") or _of_windows()
    parts = re.split(r"[-_.@]", said)
    language = parts[0].lower()
    traditional = language == "zh" and not {"TW", "HK", "MO", "Hant"}.isdisjoint(parts)
    return language if language in known and not traditional else "en"


def _of_windows() -> str:
    """The display language of Windows, which sets no variable; "" elsewhere."""
    windows = getattr(ctypes, "windll", None)
    return locale.windows_locale.get(windows.kernel32.GetUserDefaultUILanguage(), "") if windows else ""


def _fit(data: dict[str, Any], name: str, defaults: Settings) -> Any:
    default = getattr(defaults, name)
    value = data.get(name, default)
    if isinstance(default, tuple):
        return tuple(item for item in value if isinstance(item, str)) if isinstance(value, list) else default
    if isinstance(default, str) and not value:
        return default
    return value if type(value) is type(default) else default
