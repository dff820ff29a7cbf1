"""``enface history`` and ``enface revert``: what was done to a project, and the way back for one change of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from app import pipeline
from app.cli import inout
from app.cli.inout import as_json, emit, short
from app.cli.keeping import keep_first
from app.cli.shapes import Json
from app.model import ChangesetId
from app.project import Project
from app.report.compare_page import marked
from app.review.revert import Item, Kind, change_sentence, summary
from app.store.changes import ChangesetInfo
from app.words import Words

_NEWEST = 50
_LEFT = 1
_MOST = 2**31


@click.command()
@click.argument("project", type=inout.PATH)
@click.option(
    "--limit", type=click.IntRange(1, _MOST), default=_NEWEST, show_default=True, help="How many, the newest."
)
@click.option("--format", "format_", type=click.Choice(inout.FORMATS), default="text")
@click.pass_obj
def history(words: Words, project: Path, limit: int, format_: str) -> int:
    """List what was done to a project, the newest first, with the numbers `enface revert` takes."""
    opened = Project.open(project, inout.author(), pipeline.shipped_rules(), read_only=True)
    try:
        changesets = opened.store.changesets(limit)
    finally:
        opened.close()
    if format_ == "json":
        emit(as_json({"changesets": [_changeset_shape(info) for info in changesets]}), None)
    else:
        emit("\n".join(_line(info, words) for info in changesets), None)
    return 0


@click.command()
@click.argument("project", type=inout.PATH)
@click.argument("changeset", type=click.IntRange(0, _MOST))
@click.option("--dry-run", is_flag=True, help="Only say what would go back.")
@click.option("--format", "format_", type=click.Choice(inout.FORMATS), default="text")
@click.pass_obj
def revert(words: Words, project: Path, changeset: int, dry_run: bool, format_: str) -> int:
    """Take one change of a project back (see `enface history`). What is newer stays; exit 1 when something is left."""
    opened = Project.open(project, inout.author(), pipeline.shipped_rules(), read_only=dry_run)
    try:
        plan = opened.revert_plan(ChangesetId(changeset))
        numbers = {row: number for number, row in enumerate(opened.store.row_ids())}
        if not dry_run:
            keep_first(opened, words)
            opened.revert(plan)
    finally:
        opened.close()
    items = [_item_shape(item, numbers.get(item.row) if item.row is not None else None, words) for item in plan.items]
    if format_ == "json":
        counts = {kind.value: len(plan.of(kind)) for kind in Kind}
        emit(as_json({"changeset": changeset, "dry_run": dry_run, "counts": counts, "items": items}), None)
    else:
        emit("\n".join([*_readable(items, words), summary(plan, words, done=not dry_run)]), None)
    return _LEFT if plan.of(Kind.CONFLICT) else 0


def _changeset_shape(info: ChangesetInfo) -> Json:
    return {
        "changeset": info.id,
        "at": info.at,
        "author": info.author,
        "label": info.label,
        "origin": info.origin,
        "paragraphs": info.blocks,
        "rows": info.rows,
        "reverts": info.reverts,
        "reverted_by": info.reverted_by,
    }


def _line(info: ChangesetInfo, words: Words) -> str:
    said = [change_sentence(info, words)]
    if info.reverts is not None:
        said.append(words.say("revert.reverts", number=info.reverts))
    if info.reverted_by is not None:
        said.append(words.say("revert.reverted-by", number=info.reverted_by))
    return f"{info.id:>5}  {info.at}  {info.author:16}  {', '.join(said)}"


def _item_shape(item: Item, row: int | None, words: Words) -> Json:
    return {
        "key": item.key,
        "kind": item.kind.value,
        "what": item.what.value,
        "row": row,
        "now": item.now,
        "then": item.then,
        "reason": item.reason.value,
        "message": words.say(f"revert.reason-{item.reason}") if item.reason else "",
        "author": item.who,
        "at": item.at,
    }


def _readable(items: Sequence[Json], words: Words) -> list[str]:
    """The items by kind: what goes back, then what is left with its reason."""
    lines = []
    for kind in Kind:
        own = [item for item in items if item["kind"] == kind]
        if own:
            lines.append(words.say(f"revert.kind-{kind}") + ":")
        for item in own:
            facts = {"what": words.say(f"revert.what-{item['what']}"), "text": _change(item)}
            if item["row"] is None:
                lines.append("  " + words.say("revert.item-nowhere", **facts))
            else:
                lines.append("  " + words.say("revert.item", row=item["row"] + 1, **facts))
            if item["message"]:
                lines.append(f"      {item['message']}")
    return lines


def _change(item: Json) -> str:
    """The words that go and come where a text changes, else the text it is about."""
    if item["kind"] not in (Kind.CLEAN, Kind.MERGED) or item["now"] == item["then"]:
        return short(item["now"])
    return marked(item["now"], item["then"])
