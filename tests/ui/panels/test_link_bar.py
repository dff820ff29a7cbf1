"""The lines of align mode: what waits, what is weak, what is wrong and where."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.model import Alignment, Bead, RowId, Side
from app.pipeline import Prepared, shipped_rules
from app.project import Project
from app.words import Words
from tests.app.linked import SOURCE, TARGET, imported
from ui.panels.link_bar import Alarm, LinkBar, alarms_of


def test_an_alarm_leads_to_its_rows(qtbot: QtBot, words: Words) -> None:
    bar = LinkBar(words)
    qtbot.addWidget(bar)
    bar.show()
    bar.show_state(3, [Alarm("Something is missing.", RowId(7)), Alarm("Nobody knows where.")])
    found = [press for press in bar.findChildren(QPushButton) if press.text() == words.say("linking.show-rows")]
    assert len(found) == 1
    with qtbot.waitSignal(bar.row_wanted) as caught:
        found[0].click()
    assert caught.args == [7]
    bar.show_state(0, [])
    assert bar.alarms == ()


def test_what_the_aligner_says_of_itself_is_an_alarm(tmp_path: Path, words: Words) -> None:
    documents = {Side.SOURCE: imported(SOURCE), Side.TARGET: imported(TARGET)}
    beads = tuple(Bead((n,), (n,), 0.2 if n in (3, 5) else 0.9) for n in range(7))
    prepared = Prepared(documents, {Side.SOURCE: "zh", Side.TARGET: "en"}, {}, Alignment(beads, False, "align.drift"))
    project = Project.create(tmp_path / "work.enface", prepared, "Ann", shipped_rules(), ["none"])
    assert alarms_of(project, words) == [Alarm(words.say("align.drift"), project.store.row_ids()[3])]
    project.close()
