"""A translator's session against the real store, on a disk that notes everything: other seeds, other sessions."""

from __future__ import annotations

import hashlib
import sqlite3
import tempfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from unittest.mock import patch

from app.errors import UserError
from app.files import replace_file
from app.history import History
from app.model import Bead, Block, Imported, ImportedBlock, LinkOrigin, RowState, Severity, Side, Span
from app.review.decisions import Reach, remember
from app.review.edits import edit_text, exclude, set_state, write_target
from app.review.flags import add_flag, reply, set_resolved
from app.review.links import merge, split
from app.review.terms import add_concepts, remove_concepts
from app.store import Edit, Origin, Store
from app.store.backups import BackupShelf, Kind
from glossary.model import Concept, Term
from tests.durability.adapter import Rewrite, connector
from tests.durability.disk import Disk, SyncLostError, Vfs
from tests.durability.notes import Entry, Promise

PROJECT = "work.enface"
OLD_PROJECT = Path(__file__).parents[1] / "fixtures" / "projects" / "v1.enface"

_TABLES = {
    **dict.fromkeys(("document", "row", "changeset", "block", "revision", "flag", "comment", "decision"), "*"),
    # Not their uuid: the third migration draws it by lot, and a cut one is done again.
    "glossary": "id, name, source_language, target_language, position",
    "concept": "id, glossary_id, position, cells",
}
_PROSE = (
    "the mayor said that a strategy of new firms must be carried out in Beijing next year by every city and county "
    "临溪 会议 新闻 八八战略 企业 去年 新增 élan 🙂"
)
_WORDS = _PROSE.split()


@dataclass(frozen=True, slots=True)
class Content:
    """All a project holds; two are the same work when they are equal. ``identity`` "" is one not yet given."""

    digest: str
    revisions: int
    changesets: int
    identity: str

    def holds(self, promised: Content) -> bool:
        return self.digest == promised.digest and promised.identity in ("", self.identity)


def content_of(connection: sqlite3.Connection) -> Content:
    digest = hashlib.md5(usedforsecurity=False)
    meta = dict(connection.execute("SELECT key, value FROM meta ORDER BY key"))
    identity = meta.pop("identity", "")
    meta.pop("seal", None)
    digest.update(repr(meta).encode())
    for table, columns in _TABLES.items():
        digest.update(repr(connection.execute(f"SELECT {columns} FROM {table} ORDER BY 1").fetchall()).encode())
    revisions = connection.execute("SELECT count(*) FROM revision").fetchone()[0]
    changesets = connection.execute("SELECT count(*) FROM changeset").fetchone()[0]
    return Content(digest.hexdigest(), revisions, changesets, identity)


def _clock() -> datetime:
    return datetime(2026, 11, 1, 9, tzinfo=UTC)


class WorkLostError(Exception):
    """A power cut within the session took something that was promised."""


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder in memory where the system has one: nothing here needs a disk."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(prefix="enface-", dir=memory if memory.is_dir() else None) as folder:
        yield Path(folder)


def record(seed: int, *, steps: int = 40, rewrite: Rewrite = lambda sql: sql, weak: bool = False) -> list[Entry]:
    """Runs a session to its end and returns the notes. ``rewrite`` weakens pragmas, for the controls.

    A ``weak`` one ends where it loses its own work; else that raises WorkLostError. The same seed does the same again,
    but for the random numbers inside SQLite.
    """
    rng = Random(seed)

    def numbered() -> uuid.UUID:
        return uuid.UUID(int=rng.getrandbits(128), version=4)

    with scratch() as root:
        disk = Disk(root)
        name = f"session-{seed}-{id(disk)}"
        vfs = Vfs(name, disk)
        with disk.watching(), patch("app.store.store._LONG_LOG", 60_000), patch("uuid.uuid4", numbered):
            try:
                Session(disk, rng, connector(name, rewrite)).run(steps)
            except WorkLostError:
                if not weak:
                    raise
            finally:
                vfs.unregister()
    return disk.log


class Session:
    """Does what a person does, in an order the seed decides, and notes what was promised."""

    def __init__(
        self, disk: Disk, rng: Random, connect: Callable[..., sqlite3.Connection], *, dull: bool = False
    ) -> None:
        """``dull``: the disk is left alone, somebody else makes it fail."""
        self.disk, self.rng, self.connect = disk, rng, connect
        self.path = disk.root / PROJECT
        self.shelf = BackupShelf(disk.root / "backups", _clock)
        self._dull = dull
        self._store: Store | None = None
        self._history: History | None = None

    @property
    def is_open(self) -> bool:
        return self._store is not None

    @property
    def store(self) -> Store:
        assert self._store is not None
        return self._store

    @property
    def history(self) -> History:
        assert self._history is not None
        return self._history

    def run(self, steps: int) -> None:
        for step in self.plan(steps):
            step(self)

    def plan(self, steps: int) -> list[Step]:
        """What is done, from making or finding the project to closing it."""
        begin = (
            [Session.lay_old, Session.open_old] if self.rng.random() < 0.3 else [Session.begin_new, Session.begin_text]
        )
        chosen = self.rng.choices(_STEPS, _WEIGHTS, k=steps)
        if self._dull:
            chosen = [step for step in chosen if step not in (Session.power_cut, Session.edit_while_a_sync_fails)]
        return [*begin, *chosen, Session.close]

    # Opening and closing -----------------------------------------------------------------------------------------

    def begin_new(self) -> None:
        with self.promised():
            self._take(Store.create(self.path, "Ann", clock=_clock, connect=self.connect))

    def begin_text(self) -> None:
        with self.promised():
            self.import_()

    def lay_old(self) -> None:
        with scratch() as aside:
            (aside / PROJECT).write_bytes(OLD_PROJECT.read_bytes())
            store = Store.open(aside / PROJECT, "Ann")
            found = content_of(store._connection)
            store.close()
        self.disk.lay(PROJECT, OLD_PROJECT.read_bytes())
        with self.disk.promised(PROJECT) as promise:
            promise.value = replace(found, identity="")

    def open_old(self) -> None:
        with self.promised():
            self.open()

    def open(self) -> None:
        hook = self.shelf.before_migration(self.path)
        self._take(Store.open(self.path, "Ann", before_migration=hook, clock=_clock, connect=self.connect))

    def close(self) -> None:
        self.store.close()
        self._store = self._history = None

    def reopen(self) -> None:
        if self._store is not None:
            self.close()
        with self.promised():
            self.open()

    def power_cut(self) -> None:
        """The session itself goes through one, so that what follows is written over what was recovered."""
        dead, self._store = self.store, None
        noted = list(self.disk.log)
        # Its close tidies up, which a dead process does not: not noted, and undone by the restart.
        dead._connection.close()
        self.disk.log[:] = noted
        allowed = self.disk.restart(self.rng).get(PROJECT, ())
        with self.promised() as promise:
            try:
                self.open()
            except UserError as error:
                raise WorkLostError(str(error)) from error
        promised = [each.value for each in allowed if isinstance(each.value, Content)]
        found = promise.value
        if not isinstance(found, Content) or not any(map(found.holds, promised)):
            raise WorkLostError(f"{found} after a restart")

    def _take(self, store: Store) -> None:
        self._store, self._history = store, History(store)

    @contextmanager
    def promised(self) -> Iterator[Promise]:
        with self.disk.promised(PROJECT) as promise:
            yield promise
            with self.disk.spared():
                promise.value = content_of(self.store._connection)

    # What a person does ------------------------------------------------------------------------------------------

    def import_(self) -> None:
        count = self.rng.randrange(3, 25)
        texts = {side: tuple(self._text() for _ in range(count)) for side in Side}
        documents = {
            side: Imported("a.txt", "txt", "\n".join(each).encode(), "\n".join(each), tuple(map(ImportedBlock, each)))
            for side, each in texts.items()
        }
        beads = [Bead((n,), (n,)) for n in range(count - 1)] + [Bead((count - 1,), ()), Bead((), (count - 1,))]
        self.store.import_documents(documents, {Side.SOURCE: "zh", Side.TARGET: "en"}, beads, {"source_language": "zh"})

    def edit(self) -> None:
        block = self._block()
        self.do(edit_text(self.store, {block.id: self._text()}))

    def replace_all(self) -> None:
        blocks = self.store.blocks(Side.TARGET)
        old, new = self.rng.sample(_WORDS, 2)
        texts = {block.id: block.text.replace(old, new) + "." for block in blocks}
        self.do(edit_text(self.store, texts, label="replace", origin=Origin.REPLACE))

    def flag(self) -> None:
        flags = self.store.flags()
        if not flags or self.rng.random() < 0.5:
            self.do(add_flag(self.store, self._block(), Span(0, 3), "accuracy", Severity.MAJOR, self._text()))
        elif self.rng.random() < 0.5:
            self.do(reply(self.store, self.rng.choice(flags), self._text()))
        else:
            self.do(set_resolved(self.rng.choice(flags), self.rng.random() < 0.5))

    def dismiss(self) -> None:
        self.do(remember(self.store, "numbers", self._text(), self._text(), self.rng.choice(list(Reach)), "fine"))

    def term(self) -> None:
        known = [concept.id for glossary in self.store.glossaries() for concept in glossary.concepts]
        if known and self.rng.random() < 0.4:
            self.do(remove_concepts(self.store, [self.rng.choice(known)]))
        else:
            term, other = self.rng.sample(_WORDS, 2)
            self.do(add_concepts(self.store, [Concept("", (Term(term),), (Term(other),))]))

    def exclude(self) -> None:
        self.do(exclude([self._block()], "by-hand"))

    def decide(self) -> None:
        rows = self.store.rows(self.rng.sample(self.store.row_ids(), 2))
        self.do(set_state(rows, self.rng.choice(list(RowState))))

    def merge(self) -> None:
        ids = self.store.row_ids()
        at = self.rng.randrange(len(ids) - 1)
        rows = self.store.rows(ids[at : at + 2])
        if len(ids) > 3 and not any(row.origin is LinkOrigin.PINNED for row in rows):
            self.do(merge(self.store, rows).edit)

    def split(self) -> None:
        free = [row for row in self.store.rows(self.store.row_ids()) if row.origin is not LinkOrigin.PINNED]
        rows = [row for row in free if len(row.source) > 1]
        if rows:
            self.do(split(self.store, self.rng.choice(rows), 1, 0).edit)

    def write_target(self) -> None:
        rows = [row for row in self.store.rows(self.store.row_ids()) if not row.target]
        if rows:
            self.do(write_target(self.store, self.rng.choice(rows), self._text()))

    def undo(self) -> None:
        with self.promised():
            self.history.undo()

    def redo(self) -> None:
        with self.promised():
            self.history.redo()

    def do(self, edit: Edit) -> None:
        before = self._changesets()
        with self.promised():
            self.history.do(edit)
        if edit and self._changesets() != before + 1:
            raise WorkLostError("said to be saved and was not written")

    def _changesets(self) -> int:
        with self.disk.spared():
            return len(self.store.changesets())

    def rest(self) -> None:
        self.store.rest()

    def edit_while_a_sync_fails(self) -> None:
        """A drive that stumbles once: the store tries again, and what it then says must hold."""
        left = [self.rng.randrange(2)]

        def trip(call: str) -> None:
            if call == "sync":
                if left[0] == 0:
                    self.disk.trip = lambda call: None
                    raise SyncLostError(self.rng.randrange(1 << 30))
                left[0] -= 1

        self.disk.trip = trip
        try:
            self.edit()
            self.store.rest()
        finally:
            self.disk.trip = lambda call: None

    def back_up(self) -> None:
        before = {backup.path for backup in self.shelf.find(self.path, self.store.identity)}
        image = self.store.image()
        kept = self.shelf.keep(image, self.path, Kind.ASKED)
        if kept is not None and kept.path not in before:
            # Promised only from here on: before this, its name is not known.
            with self.disk.promised(kept.path.relative_to(self.disk.root).as_posix()) as promise:
                promise.value = kept.path.read_bytes()

    def export(self) -> None:
        data = "\n".join(block.text for block in self.store.blocks(Side.TARGET)).encode()
        with self.disk.promised("out.txt") as promise:
            promise.value = data
            replace_file(self.disk.root / "out.txt", data)

    def _block(self) -> Block:
        return self.rng.choice(self.store.blocks(Side.TARGET))

    def _text(self) -> str:
        return " ".join(self.rng.choices(_WORDS, k=self.rng.choice((1, 5, 20, 60))))


Step = Callable[[Session], None]
_STEPS: tuple[Step, ...]
_STEPS, _WEIGHTS = zip(
    (Session.edit, 10), (Session.undo, 3), (Session.redo, 2), (Session.replace_all, 2), (Session.flag, 3),
    (Session.dismiss, 2), (Session.term, 1), (Session.exclude, 1), (Session.decide, 2), (Session.merge, 2),
    (Session.split, 1), (Session.write_target, 1), (Session.rest, 3), (Session.edit_while_a_sync_fails, 1),
    (Session.back_up, 1), (Session.export, 2), (Session.reopen, 2), (Session.power_cut, 1),
    strict=True,
)  # fmt: skip
