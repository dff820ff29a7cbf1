"""Projects of every sort, made from a number: short and long texts, a history, flags, links, some left by a crash."""

from __future__ import annotations

import shutil
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from app.model import Bead, Imported, ImportedBlock, Locator, RowState, Severity, Side, Span
from app.review import decisions, edits, flags, links, terms
from app.review.decisions import Reach
from app.store import Edit, Store
from glossary.model import Concept, Glossary, Term

_WORDS = {
    Side.SOURCE: ["市交通局", "学习贯彻", "全会精神", "会议指出", "八八战略", "客运站", "群众"],
    Side.TARGET: ["the bureau", "studied", "a plenum", "must be", "carried out", "coaches", "people", "ça", "😀"],
}


@dataclass(frozen=True, slots=True)
class Made:
    """A project as it lies on the disk: its file, its log ("" when it was closed well), a backup made on the way."""

    main: bytes
    log: bytes
    backup: bytes


class _Hasty(sqlite3.Connection):
    """Waits for no disk: these projects are made to be damaged, not to be kept."""

    def execute(self, sql: str, *rest: Any) -> sqlite3.Cursor:
        return super().execute(sql.replace("synchronous = FULL", "synchronous = OFF"), *rest)


def hasty(path: Path, **options: Any) -> sqlite3.Connection:
    return sqlite3.connect(path, factory=_Hasty, **options)


def make(folder: Path, random: Random) -> Made:
    """A project with a few to two hundred blocks and up to a hundred and fifty changes."""
    folder.mkdir(parents=True)
    path = folder / "work.enface"
    store = Store.create(path, "Ann", connect=hasty)
    long = random.random() < 0.3
    count = random.choice((2, 10, 30, 60, 100))
    documents = {side: _imported(random, side, count, long) for side in Side}
    beads = [Bead((n,), (n,), round(random.random(), 3)) for n in range(count)]
    settings = {"source_language": "zh", "target_language": "en"}
    store.import_documents(documents, {Side.SOURCE: "zh", Side.TARGET: "en"}, beads, settings)
    concepts = [Concept(f"词{n}", (Term(f"词{n}"),), (Term(f"term {n}"),)) for n in range(random.choice((1, 20, 300)))]
    store.apply(terms.add_glossary(store, terms.as_kept(Glossary("house", "zh", "en", tuple(concepts)))))
    changes = random.randrange(150)
    backup_at = random.randrange(changes + 1)
    backup = store.image()
    for number in range(changes):
        store.author = random.choice(("Ann", "Ben"))
        edit = _edit(store, random, long)
        if edit:
            done, _ = store.apply(edit)
            if random.random() < 0.1:
                store.apply(edit.inverse, reverts=done)
        if random.random() < 0.02:
            store._connection.execute("PRAGMA wal_checkpoint(RESTART)")
        if number == backup_at:
            backup = store.image()
    crashed = random.random() < 0.4
    if not crashed:
        store.close()
    log = path.with_name(path.name + "-wal")
    made = Made(path.read_bytes(), log.read_bytes() if log.exists() else b"", backup)
    store.close()
    shutil.rmtree(folder)
    return made


def _imported(random: Random, side: Side, count: int, long: bool) -> Imported:
    blocks, parts, at = [], [], 0
    for _ in range(count):
        text = _text(random, side, long)
        blocks.append(ImportedBlock(text, locator=Locator("", "", at, at + len(text))))
        parts.append(text)
        at += len(text) + 1
    whole = "\n".join(parts)
    return Imported(f"{side}.txt", "txt", whole.encode(), whole, tuple(blocks), "utf-8")


def _text(random: Random, side: Side, long: bool) -> str:
    words = random.choice((3, 12, 40, 40, 900 if long else 25))
    return " ".join(random.choices(_WORDS[side], k=random.randrange(1, words + 1)))


def _edit(store: Store, random: Random, long: bool) -> Edit | None:
    """One thing a person does."""
    rows = store.row_ids()
    row = store.row(random.choice(rows))
    blocks = row.target or row.source
    open_flags = store.flags()
    match random.randrange(12):
        case 0 if open_flags:
            return flags.reply(store, random.choice(open_flags), _text(random, Side.TARGET, False))
        case 1 if open_flags:
            return flags.set_resolved(random.choice(open_flags), True)
        case 2 if blocks:
            end = random.randrange(len(blocks[0].text) + 1)
            return flags.add_flag(store, blocks[0], Span(0, end), "accuracy", Severity.MAJOR, "Is that so?")
        case 3:
            return edits.set_state([row], random.choice(list(RowState)))
        case 4 if len(rows) > 2:
            first = random.randrange(len(rows) - 1)
            return links.merge(store, store.rows(rows[first : first + 2])).edit
        case 5 if len(row.target) > 1:
            return links.split(store, row, len(row.source), 1).edit
        case 6:
            return decisions.remember(store, "doubled-word", "the", "dd16", Reach.SPOT, "so it is written")
        case 7 if blocks:
            return edits.exclude(blocks[:1], "by-hand")
        case _ if blocks:
            return edits.edit_text(store, {random.choice(blocks).id: _text(random, Side.TARGET, long)})
    return None
