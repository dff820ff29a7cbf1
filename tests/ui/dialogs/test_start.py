"""The start page, driven as a person would: files, pastes, boxes, keys."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.model import Side
from app.settings import Settings
from app.words import Words
from ui.dialogs.drop import DropField, Phase
from ui.dialogs.language_box import LanguageBox
from ui.dialogs.parts import Card
from ui.dialogs.start import PairRequest, StartPage
from ui.jobs import Jobs
from ui.theme import Theme

ENGLISH = "The cat sat on the mat and looked at the dog.\n\nThis is the second paragraph of the text."
CHINESE = "这是第一段文字，说的是猫。\n\n这是第二段文字，说的是狗。"


class Chosen:
    """Stands in for the platform's dialog: gives the path it was told to."""

    path: Path | None = None

    def __call__(self, parent: QWidget, title: str, filters: str) -> Path | None:
        return self.path


@pytest.fixture
def chosen() -> Chosen:
    return Chosen()


@pytest.fixture
def make(qtbot: QtBot, theme: Theme, words: Words, jobs: Jobs, chosen: Chosen) -> Callable[[Settings], StartPage]:
    def made(settings: Settings) -> StartPage:
        page = StartPage(theme, words, jobs, settings, choose=chosen)
        qtbot.addWidget(page)
        page.resize(1200, 800)
        with qtbot.waitExposed(page):
            page.show()
        return page

    return made


@pytest.fixture
def page(make: Callable[[Settings], StartPage]) -> StartPage:
    return make(Settings())


def write(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def fill(qtbot: QtBot, field: DropField, path: Path) -> None:
    field.take_path(path)
    qtbot.waitUntil(lambda: not field.busy)


def named(parent: QWidget, name: str) -> QPushButton:
    return next(b for b in parent.findChildren(QPushButton) if b.accessibleName() == name)


def shown(parent: QWidget) -> str:
    return "\n".join(item.text() for item in parent.findChildren(QLabel) if item.isVisibleTo(parent))


def box(field: DropField, name: str) -> QComboBox:
    return next(b for b in field.findChildren(QComboBox) if b.accessibleName().endswith(name))


def test_nothing_can_begin_without_a_text(page: StartPage) -> None:
    assert not named(page, "Start reviewing").isEnabled()
    page.begin()
    assert all(page.field(side).phase is Phase.EMPTY for side in Side)


@pytest.mark.parametrize("sides", [(Side.SOURCE, Side.TARGET), (Side.TARGET,), (Side.SOURCE,)])
def test_one_or_two_texts_make_a_request(
    qtbot: QtBot, page: StartPage, tmp_path: Path, sides: tuple[Side, ...]
) -> None:
    texts = {Side.SOURCE: (CHINESE, "zh"), Side.TARGET: (ENGLISH, "en")}
    for side in sides:
        fill(qtbot, page.field(side), write(tmp_path, f"{side}.txt", texts[side][0]))
    with qtbot.waitSignal(page.pair_wanted) as asked:
        qtbot.mouseClick(named(page, "Start reviewing"), Qt.MouseButton.LeftButton)
    request = asked.args[0]
    assert isinstance(request, PairRequest)
    assert {side: imported.name for side, imported in request.documents.items()} == {s: f"{s}.txt" for s in sides}
    assert request.languages == {side: texts[side][1] for side in sides}


def test_two_texts_may_be_aligned_already(qtbot: QtBot, page: StartPage, chosen: Chosen, tmp_path: Path) -> None:
    assert not page.aligned.isVisible()
    fill(qtbot, page.field(Side.SOURCE), write(tmp_path, "zh.txt", CHINESE))
    assert not page.aligned.isVisible()
    fill(qtbot, page.field(Side.TARGET), write(tmp_path, "en.txt", ENGLISH))
    assert page.aligned.isVisible()
    named(page, "Aligned elsewhere…").click()  # and the dialog is closed again
    assert page.aligned.path is None
    chosen.path = tmp_path / "pair.ladder"
    named(page, "Aligned elsewhere…").click()
    assert "Aligned by “pair.ladder”" in shown(page)
    with qtbot.waitSignal(page.pair_wanted) as wanted:
        page.begin()
    assert wanted.args is not None
    assert wanted.args[0].alignment == chosen.path
    page.field(Side.SOURCE).clear()
    assert page.aligned.path is None


def test_a_dictionary_may_help_unless_the_texts_are_aligned_already(
    qtbot: QtBot, page: StartPage, chosen: Chosen, tmp_path: Path
) -> None:
    fill(qtbot, page.field(Side.SOURCE), write(tmp_path, "zh.txt", CHINESE))
    assert not page.dictionary.isVisible()
    fill(qtbot, page.field(Side.TARGET), write(tmp_path, "en.txt", ENGLISH))
    chosen.path = tmp_path / "own.zh-en.tsv"
    named(page, "Dictionary…").click()
    assert "Aligned with “own.zh-en.tsv”" in shown(page)
    with qtbot.waitSignal(page.pair_wanted) as wanted:
        page.begin()
    assert wanted.args is not None
    assert (wanted.args[0].dictionary, wanted.args[0].alignment) == (chosen.path, None)
    chosen.path = tmp_path / "pair.ladder"
    page.aligned.ask()
    assert not page.dictionary.isVisible()
    assert page.dictionary.path is None
    page.aligned.clear()
    assert page.dictionary.isVisible()


def test_swapping_lets_go_of_the_alignment(qtbot: QtBot, page: StartPage, chosen: Chosen, tmp_path: Path) -> None:
    fill(qtbot, page.field(Side.SOURCE), write(tmp_path, "zh.txt", CHINESE))
    fill(qtbot, page.field(Side.TARGET), write(tmp_path, "en.txt", ENGLISH))
    chosen.path = tmp_path / "pair.ladder"
    page.aligned.ask()
    page._swap.click()
    assert page.aligned.path is None


def test_a_field_says_what_it_took_the_file_for(qtbot: QtBot, page: StartPage, tmp_path: Path) -> None:
    field = page.field(Side.SOURCE)
    fill(qtbot, field, write(tmp_path, "old.txt", CHINESE * 5, "gb18030"))
    assert "old.txt" in shown(field)
    assert "Plain text · 6 paragraphs" in shown(field)
    assert "这是第一段文字" in shown(field)
    assert "The encoding was guessed: gb18030" in shown(field)
    assert box(field, "Encoding").currentData() == "gb18030"


def test_another_encoding_reads_the_file_again(qtbot: QtBot, page: StartPage, tmp_path: Path) -> None:
    field = page.field(Side.TARGET)
    fill(qtbot, field, write(tmp_path, "a.txt", "Käse und Brot sind für die Gäste.", "cp1252"))
    encodings = box(field, "Encoding")
    encodings.setCurrentIndex(encodings.findData("cp1251"))
    encodings.activated.emit(encodings.currentIndex())
    qtbot.waitUntil(lambda: not field.busy)
    assert field.reading is not None
    assert field.reading.imported.encoding == "cp1251"
    assert "Kдse" in shown(field)


def test_another_format_reads_the_file_again(qtbot: QtBot, page: StartPage, tmp_path: Path) -> None:
    field = page.field(Side.TARGET)
    fill(qtbot, field, write(tmp_path, "a.txt", "<html><body><p>One.</p><p>Two.</p></body></html>"))
    assert "looks like a web page" in shown(field)
    formats = box(field, "Format")
    formats.setCurrentIndex(formats.findData("html"))
    formats.activated.emit(formats.currentIndex())
    qtbot.waitUntil(lambda: not field.busy)
    assert "Web page · 2 paragraphs" in shown(field)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.pdf", b"%PDF-1.7 ...", "is a PDF"),
        ("a.docx", b"no zip", "not a Word file"),
        (None, b"", "There is no file"),
    ],
)
def test_what_cannot_be_read_is_said_in_the_field(
    qtbot: QtBot, page: StartPage, tmp_path: Path, name: str | None, content: bytes, said: str
) -> None:
    path = tmp_path / (name or "gone.txt")
    if name:
        path.write_bytes(content)
    field = page.field(Side.SOURCE)
    fill(qtbot, field, path)
    assert field.phase is Phase.FAILED
    assert said in shown(field)
    assert not named(page, "Start reviewing").isEnabled()


def test_a_file_without_text_cannot_begin(qtbot: QtBot, page: StartPage, tmp_path: Path) -> None:
    fill(qtbot, page.field(Side.TARGET), write(tmp_path, "empty.txt", ""))
    assert "The file is empty" in shown(page)
    assert not named(page, "Start reviewing").isEnabled()


def test_ctrl_v_pastes_into_the_first_free_field(qtbot: QtBot, page: StartPage) -> None:
    QGuiApplication.clipboard().setText(CHINESE)
    qtbot.keyClick(page.viewport(), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.field(Side.SOURCE).ready)
    QGuiApplication.clipboard().setText(ENGLISH)
    qtbot.keyClick(page.viewport(), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.field(Side.TARGET).ready)
    assert "Pasted text" in shown(page.field(Side.TARGET))
    with qtbot.waitSignal(page.pair_wanted) as asked:
        qtbot.keyClick(page.viewport(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert asked.args[0].languages == {Side.SOURCE: "zh", Side.TARGET: "en"}


def test_an_empty_clipboard_is_said(page: StartPage) -> None:
    QGuiApplication.clipboard().setMimeData(QMimeData())
    page.field(Side.SOURCE).paste()
    assert "no text on the clipboard" in shown(page.field(Side.SOURCE))


def test_two_files_dropped_at_once_fill_both_fields(qtbot: QtBot, page: StartPage, tmp_path: Path) -> None:
    data = QMimeData()
    paths = [write(tmp_path, "a.txt", CHINESE), write(tmp_path, "b.txt", ENGLISH)]
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    page.field(Side.SOURCE).take(data)
    qtbot.waitUntil(lambda: page.field(Side.SOURCE).ready and page.field(Side.TARGET).ready)
    assert "b.txt" in shown(page.field(Side.TARGET))


def test_a_dropped_project_is_opened(qtbot: QtBot, page: StartPage, tmp_path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "x.enface"))])
    with qtbot.waitSignal(page.project_wanted) as asked:
        page.field(Side.TARGET).take(data)
    assert asked.args == [tmp_path / "x.enface"]
    assert page.field(Side.TARGET).phase is Phase.EMPTY


def test_the_chosen_file_is_read_and_can_be_taken_out(
    qtbot: QtBot, page: StartPage, chosen: Chosen, tmp_path: Path
) -> None:
    field = page.field(Side.TARGET)
    field.choose()
    assert field.phase is Phase.EMPTY
    chosen.path = write(tmp_path, "a.txt", ENGLISH)
    qtbot.mouseClick(named(field, "Choose a file…"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: field.ready)
    field.clear()
    assert field.phase is Phase.EMPTY
    assert not named(page, "Start reviewing").isEnabled()


def test_swapping_keeps_what_was_chosen(qtbot: QtBot, page: StartPage, tmp_path: Path) -> None:
    fill(qtbot, page.field(Side.SOURCE), write(tmp_path, "a.txt", ENGLISH))
    languages = page.field(Side.SOURCE).findChild(LanguageBox)
    assert isinstance(languages, LanguageBox)
    languages.setEditText("pt-BR")
    page._swap.click()
    assert page.field(Side.SOURCE).phase is Phase.EMPTY
    assert page.field(Side.TARGET).language == "pt-BR"


def test_the_same_language_twice_is_remarked_on(qtbot: QtBot, page: StartPage, tmp_path: Path) -> None:
    for side in Side:
        fill(qtbot, page.field(side), write(tmp_path, f"{side}.txt", ENGLISH))
    assert "same language (English)" in shown(page)
    assert named(page, "Start reviewing").isEnabled()


@pytest.mark.parametrize(
    ("typed", "code"),
    [("German", "de"), ("german (de)", "de"), ("pt-BR", "pt-BR"), ("", ""), ("Not known", ""), ("no such", None)],
)
def test_a_language_is_a_name_or_a_code(qtbot: QtBot, words: Words, typed: str, code: str | None) -> None:
    languages = LanguageBox(words, "Language")
    qtbot.addWidget(languages)
    languages.setEditText(typed)
    assert languages.code() == code


def test_an_odd_language_is_said_and_holds_up(qtbot: QtBot, page: StartPage, tmp_path: Path) -> None:
    field = page.field(Side.TARGET)
    fill(qtbot, field, write(tmp_path, "a.txt", ENGLISH))
    languages = field.findChild(LanguageBox)
    assert isinstance(languages, LanguageBox)
    languages.setEditText("the tongue of the land")
    assert "is none" in shown(page)
    assert not named(page, "Start reviewing").isEnabled()


def test_recent_projects_open_and_missing_ones_are_told(
    qtbot: QtBot, make: Callable[[Settings], StartPage], tmp_path: Path
) -> None:
    there = write(tmp_path, "here & now.enface", "x")
    page = make(Settings(recent=(str(there), str(tmp_path / "gone.enface"))))
    qtbot.waitUntil(lambda: "gone – not there any more" in shown(page))
    link = next(b for b in page.findChildren(QPushButton) if b.toolTip() == str(there) and b.isVisibleTo(page))
    with qtbot.waitSignal(page.project_wanted) as asked:
        link.click()
    assert asked.args == [there]


def test_open_asks_for_a_project(qtbot: QtBot, page: StartPage, chosen: Chosen, tmp_path: Path) -> None:
    chosen.path = tmp_path / "p.enface"
    with qtbot.waitSignal(page.project_wanted) as asked:
        named(page, "Open a project…").click()
    assert asked.args == [chosen.path]


def test_a_sample_is_opened_from_its_card_by_key(qtbot: QtBot, page: StartPage) -> None:
    card = page.findChildren(Card)[0]
    with qtbot.waitSignal(page.sample_wanted) as asked:
        qtbot.keyClick(card, Qt.Key.Key_Space)
    assert asked.args == ["municipal-news"]
