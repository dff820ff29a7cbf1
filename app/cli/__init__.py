"""The command line: ``enface`` with no command opens the window; commands are what scripts and other people's CI call.

Exit 0: done · 1: findings at or above ``--fail-on`` · 2: the input or the call is at fault, one plain line on stderr.
"""

from __future__ import annotations

import sys
import tempfile
import traceback
from collections.abc import Sequence
from pathlib import Path

import click

from app.cli.commands import commands
from app.cli.doctor import doctor
from app.cli.inout import possible
from app.cli.window import open_window
from app.errors import Cancelled, UserError
from app.settings import load_settings, settings_path
from app.words import load_words

commands.add_command(doctor)

_FAULT = 2
_BUG = 70


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs ``enface`` and returns its exit code; the one place where anything that went wrong becomes a sentence."""
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    words = load_words(load_settings(settings_path()).language)
    try:
        if not arguments or not (arguments[0].startswith("-") or arguments[0] in commands.commands):
            return open_window(_projects(arguments), words)
        result = commands.main(arguments, prog_name="enface", standalone_mode=False, obj=words)
        return int(result or 0)
    except UserError as error:
        return _say(words.error(error), _FAULT)
    except click.ClickException as error:
        return _say(" ".join(error.format_message().split()), _FAULT)
    except (click.Abort, KeyboardInterrupt, Cancelled):
        return _say(words.say("cli.cancelled"), _FAULT)
    except (BrokenPipeError, SystemExit):  # click turns the first into the second; it exits so for nothing else
        return 0
    except MemoryError:
        return _say(words.say("cli.no-memory"), _FAULT)
    except Exception:  # noqa: BLE001 (the entry point: a bug of ours is reported, not shown)
        with tempfile.NamedTemporaryFile("w", prefix="enface-", suffix=".txt", delete=False, encoding="utf-8") as file:
            traceback.print_exc(file=file)
        return _say(words.say("cli.bug", file=file.name), _BUG)


def _projects(arguments: Sequence[str]) -> list[Path]:
    """The project to open, if one is named. Raises UserError for a word that is neither a command nor a file."""
    paths = [possible(Path(name)) for name in arguments[:1]]
    for path in paths:
        if not path.exists():
            raise UserError("no-such-command", name=str(path))
    return paths


def _say(sentence: str, code: int) -> int:
    click.echo(f"enface: {sentence}", err=True)
    return code
