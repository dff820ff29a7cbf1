"""What the command line does so that nothing is lost: verify, list and restore backups, keep one before it writes."""

from __future__ import annotations

import re
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import click

from app.cli import inout
from app.cli.inout import as_json, emit
from app.errors import UserError
from app.places import backups_path
from app.project import Project
from app.store.backups import Backup, BackupShelf, Kind
from app.store.repair import examine
from app.store.restoring import restore
from app.words import Words

_FAULTS = 1


@click.command()
@click.argument("project", type=inout.PATH)
@click.option("--format", "format_", type=click.Choice(inout.FORMATS), default="text")
@click.pass_obj
def verify(words: Words, project: Path, format_: str) -> int:
    """Check a project file to the last revision, without writing to it."""
    found = examine(project)
    revisions = dict(found.readable)["revision"]
    if format_ == "json":
        faults = [asdict(fault) for fault in found.faults]
        emit(as_json({"sound": found.sound, "revisions": revisions, "faults": faults}), None)
    elif found.sound:
        emit(words.say("backups.sound", n=revisions, file=str(project)), None)
    else:
        lines = [
            words.say("doctor.fault", what=words.say(f"doctor.kind-{f.kind}"), where=f.where) for f in found.faults
        ]
        emit("\n".join([words.say("backups.not-sound", n=len(lines), file=str(project)), *lines]), None)
    return 0 if found.sound else _FAULTS


def list_backups(project: Path, format_: str, words: Words) -> int:
    """Prints the backups of a project, the newest first, numbered from 1 as ``restore_backup`` takes them."""
    backups = BackupShelf(backups_path()).find(project)
    if format_ == "json":
        emit(as_json({"backups": [_shape(number, backup) for number, backup in enumerate(backups, 1)]}), None)
        return 0
    lines = [_line(number, backup, words) for number, backup in enumerate(backups, 1)]
    emit("\n".join([*lines, words.say("backups.listed", n=len(backups), file=str(project))]), None)
    return 0


def restore_backup(project: Path, which: str, words: Words) -> int:
    """Puts a backup, by its number in the list or ``latest``, in the project's place and says what became of that.

    Raises UserError ``no-such-backup``, and what ``restore`` raises.
    """
    shelf = BackupShelf(backups_path())
    backups = shelf.find(project)
    number = 1 if which == "latest" else int(which) if re.fullmatch("[0-9]{1,6}", which) else 0
    if not 1 <= number <= len(backups):
        raise UserError("no-such-backup", which=which, file=str(project))
    done = restore(shelf, backups[number - 1], project)
    emit(words.say("backups.restored", when=local(backups[number - 1].made), file=str(project)), None)
    if done.kept is not None:
        emit(words.say("backups.before-kept", file=str(done.kept.path)), None)
    if done.aside is not None:
        emit(words.say("backups.before-aside", file=str(done.aside)), None)
    return 0


def keep_first(project: Project, words: Words) -> None:
    """Keeps a project that is about to be written to, when its last backup is old; what prevents it is only said."""
    shelf, store = BackupShelf(backups_path()), project.store
    if store.read_only or not shelf.due(store.path, store.identity):
        return
    try:
        shelf.keep(store.image(), store.path, Kind.SCHEDULE)
    except UserError as error:
        click.echo(words.error(error), err=True)


def local(made: datetime) -> str:
    return made.astimezone().strftime("%Y-%m-%d %H:%M")


def _line(number: int, backup: Backup, words: Words) -> str:
    return words.say(
        "backups.line",
        number=f"{number:>3}",
        when=local(backup.made),
        kind=words.say(f"backups.kind-{backup.kind}"),
        size=f"{backup.size / 1e6:.1f}",
        revisions=backup.revisions,
        project=str(backup.project),
    )


def _shape(number: int, backup: Backup) -> dict[str, str | int]:
    return {
        "number": number,
        "made": backup.made.isoformat().replace("+00:00", "Z"),
        "kind": backup.kind.value,
        "project": str(backup.project),
        "identity": backup.identity,
        "head": backup.head,
        "revisions": backup.revisions,
        "size": backup.size,
        "path": str(backup.path),
    }
