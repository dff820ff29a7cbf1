"""``enface doctor``: what is wrong with a project, a sound one made of what can be read, and its backups."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from app.cli import inout
from app.cli.inout import as_json, emit
from app.cli.keeping import list_backups, restore_backup
from app.errors import UserError
from app.places import backups_path
from app.store.backups import BackupShelf
from app.store.repair import Diagnosis, Report, TableCount, examine, repair
from app.tasks import Task
from app.words import Words

_FAULTS = 1
_COLUMNS = ("read", "loose", "history", "backup", "made", "lost")


@click.command()
@click.argument("project", type=inout.PATH)
@click.option("--repair", "wanted", is_flag=True, help="Set the damaged files aside and make a sound project.")
@click.option("--backups", is_flag=True, help="List the backups there are.")
@click.option("--restore", metavar="N", help="Put a backup in its place, by its number in the list or `latest`.")
@click.option("--format", "format_", type=click.Choice(inout.FORMATS), default="text")
@click.pass_obj
def doctor(words: Words, project: Path, wanted: bool, backups: bool, restore: str | None, format_: str) -> int:
    """Say what is wrong with a project (exit 1), without touching it; repair it, or restore a backup."""
    if wanted + backups + (restore is not None) > 1:
        raise UserError("doctor-one-thing")
    if backups:
        return list_backups(project, format_, words)
    if restore is not None:
        return restore_backup(project, restore, words)
    found = examine(project)
    if not wanted:
        emit(as_json(_diagnosis_shape(found)) if format_ == "json" else _diagnosis(found, project, words), None)
        return 0 if found.sound else _FAULTS
    kept = [backup.path for backup in BackupShelf(backups_path()).find(project, found.identity)]
    report = repair(project, kept, Task(), spare=backups_path())
    emit(as_json(_report_shape(report)) if format_ == "json" else _report(report, words), None)
    return 0


def _diagnosis(found: Diagnosis, project: Path, words: Words) -> str:
    if found.sound:
        return words.say("doctor.sound", file=str(project))
    lines = [words.say("doctor.damaged", n=len(found.faults), file=str(project))]
    lines += [
        "  " + words.say("doctor.fault", what=words.say(f"doctor.kind-{fault.kind}"), where=fault.where)
        for fault in found.faults
    ]
    lines.append(words.say("doctor.readable"))
    lines += [f"  {words.say(f'doctor.table-{table}'):22}{number:>8}" for table, number in found.readable if number]
    return "\n".join([*lines, words.say("doctor.advice", file=str(project))])


def _report(report: Report, words: Words) -> str:
    if not report.repaired:
        return words.say("doctor.sound", file=str(report.project))
    heads = "".join(f"{words.say(f'doctor.column-{column}'):>16}" for column in _COLUMNS)
    lines = [words.say("doctor.repaired", file=str(report.project)), f"  {'':22}{heads}"]
    lines += [_line(count, words) for count in report.tables]
    if report.aside is not None:
        lines.append(words.say("doctor.aside", folder=str(report.aside)))
    else:
        lines.append(words.say("doctor.elsewhere", file=str(report.project)))
    for name in ("texts", "empty", "dropped", "gaps"):
        if number := getattr(report, name):
            lines.append(words.say(f"doctor.{name}", n=number))
    return "\n".join(lines)


def _line(count: TableCount, words: Words) -> str:
    numbers = "".join(f"{getattr(count, column) or '-':>16}" for column in _COLUMNS)
    return f"  {words.say(f'doctor.table-{count.table}'):22}{numbers}"


def _diagnosis_shape(found: Diagnosis) -> dict[str, object]:
    return {
        "sound": found.sound,
        "faults": [asdict(fault) for fault in found.faults],
        "readable": dict(found.readable),
    }


def _report_shape(report: Report) -> dict[str, object]:
    shape = asdict(report)
    shape["tables"] = {count["table"]: {name: count[name] for name in _COLUMNS} for count in shape["tables"]}
    return shape | {"project": str(report.project), "aside": str(report.aside) if report.aside else None}
