"""The process that is killed: the real window, offscreen, in which somebody types, saves and types again.

It tells over a pipe what it is about to type, before the key, and what the window says is saved, after it does. One
process imports everything and forks for each sitting, so that a round costs a window and not an interpreter.
"""

from __future__ import annotations

import json
import os
import random
import sys
from pathlib import Path
from typing import Any, NoReturn

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.drafts import Draft, DraftJournal
from app.model import BlockId, Changes, RowId, Side
from app.pipeline import prepare, shipped_rules
from app.project import Project
from app.readers import read_pasted
from app.settings import Settings
from app.words import load_words
from ui.session import Session
from ui.window import MainWindow

SOURCE = "第一段。\n\n第二段有猫。\n\n第三段有狗。\n\n第四段。\n\n第五段。\n\n第六段。"
TRANSLATED = ("The first part.", "The second part has a cat.", "The third part has a dog.")
LETTERS = "abcdefgh ijklmno pqrst uvwxyz, ."
COMMITS = ("委员会", "全会", "會議", "第", "é", "𠮷")


def base_project(path: Path) -> None:
    """Six rows, three of them translated."""
    rules = shipped_rules()
    prepared = prepare({Side.SOURCE: read_pasted(SOURCE)}, {Side.SOURCE: "zh", Side.TARGET: "en"}, rules)
    project = Project.create(path, prepared, "Ann", rules, ["none"])
    for row, text in zip(project.store.row_ids(), TRANSLATED, strict=False):
        project.write_target(row, text)
    # What a program has loaded once it is warm need not be loaded in every round.
    project.survey()
    project.close()


def sit(project: Path, pipe: Path, seed: int, control: str) -> NoReturn:
    """Opens the project and types until somebody ends it."""
    teller = os.open(pipe, os.O_WRONLY)

    def tell(*record: object) -> None:
        os.write(teller, (json.dumps(record) + "\n").encode())

    if control == "no-drafts":
        DraftJournal.keep = _forgetful  # type: ignore[method-assign]
    if control == "early-ack":
        _tell_before_saving(tell)
    app = QApplication([])
    window = MainWindow(Settings(author="Ann"), project.with_suffix(".json"), load_words())
    window.show()
    QTest.qWaitForWindowExposed(window)
    window.open_project(project)
    if control != "early-ack":
        _tell_after_saving(window, tell)
    tell("ready")
    _type_for_ever(app, window, tell, random.Random(seed))


def _tell_after_saving(window: MainWindow, tell: Any) -> None:
    session = window.session
    assert session is not None
    store = session.project.store

    def saved(changes: Changes) -> None:
        for id_ in changes.blocks:
            block = store.block(id_)
            tell("saved", store.row_of(id_), block.seq, block.text)

    # Before the views hear of it: whatever they show is known to be saved by then.
    session.changed.connect(saved)


def _forgetful(self: DraftJournal, draft: Draft) -> None:
    """The control: a journal that is not written."""


def _tell_before_saving(tell: Any) -> None:
    """The control: a program that says "saved" a moment too early."""
    write = Session.write

    def early(self: Session, row: RowId, block: BlockId, text: str) -> bool:
        tell("saved", row, 0, text)
        return write(self, row, block, text)

    Session.write = early  # type: ignore[method-assign]


def _type_for_ever(app: QApplication, window: MainWindow, tell: Any, chance: random.Random) -> NoReturn:
    page, session = window.page, window.session
    assert page is not None
    assert session is not None
    grid = page.grid
    editor = grid.focusProxy()
    assert editor is not None
    while True:
        if grid.mode != "text":
            grid.set_current(chance.randrange(grid.count))
            grid.edit_current()
        draft = grid.draft()
        assert draft is not None
        assert session.current is not None
        row = int(session.current)
        tell("open", row, draft.text)
        for _ in range(chance.randint(1, 12)):
            open_text = grid.draft()
            assert open_text is not None
            text, act = _next(editor, open_text.text, chance)
            tell("type", row, text)
            act()
            app.processEvents()
        _finish(window, editor, chance)
        app.processEvents()


def _next(editor: QWidget, text: str, chance: random.Random) -> tuple[str, Any]:
    """What the text will read after the next key, and the key."""
    kind = chance.random()
    if kind < 0.15 and len(text) > 1:
        return text[:-1], lambda: QTest.keyClick(editor, Qt.Key.Key_Backspace)
    if kind < 0.3:
        commit = chance.choice(COMMITS)
        return text + commit, lambda: _compose(editor, commit)
    letter = chance.choice(LETTERS.strip() if not text else LETTERS)
    return text + letter, lambda: QTest.keyClicks(editor, letter)


def _compose(editor: QWidget, commit: str) -> None:
    """An input method: two stages of composing that are nobody's text yet, then the commit."""
    for preedit in ("x", "xy"):
        QApplication.sendEvent(editor, QInputMethodEvent(preedit, []))
    event = QInputMethodEvent()
    event.setCommitString(commit)
    QApplication.sendEvent(editor, event)


def _finish(window: MainWindow, editor: QWidget, chance: random.Random) -> None:
    """One of the ways in which a text is finished."""
    assert window.page is not None
    grid = window.page.grid
    match chance.randrange(4):
        case 0:
            QTest.keyClick(editor, Qt.Key.Key_Escape)
        case 1:
            QTest.keyClick(editor, Qt.Key.Key_Return)
        case 2:
            QTest.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        case _:
            grid.set_current(chance.randrange(grid.count))


def main() -> None:
    """Makes the project named on the command line, then forks a sitting for each order on stdin (JSON: project, pipe,
    seed, control) and says its pid. An empty line says that it was killed: nobody else gets its number before that."""
    base_project(Path(sys.argv[1]))
    os.write(1, b"ready\n")
    for line in iter(sys.stdin.readline, ""):
        order = json.loads(line)
        pid = os.fork()
        if not pid:
            sit(Path(order["project"]), Path(order["pipe"]), order["seed"], order["control"])
        os.write(1, f"{pid}\n".encode())
        sys.stdin.readline()
        _, status = os.waitpid(pid, 0)
        os.write(1, f"{os.waitstatus_to_exitcode(status)}\n".encode())


if __name__ == "__main__":
    main()
