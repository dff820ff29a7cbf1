"""Two moments of the project side by side, or one and another file: which paragraphs differ, and how."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QInputDialog, QSlider, QSplitter, QTextEdit, QWidget

from app.comparing import Comparison, Version, compare_versions, version_in_steps, version_of_file
from app.errors import UserError
from app.files import replace_file
from app.model import Changes, RowId, Side
from app.report.compare_page import comparison_html, moment_sentence
from app.review.compare import Difference, DifferenceKind
from app.review.diff import Piece, word_diff
from app.review.moments import Moment, MomentKind, forget_moment, moments, name_moment, rename_moment
from app.tasks import Task
from app.words import Words
from ui.dialogs.files import AskFile, AskTarget, ask_file, ask_target
from ui.dialogs.marked import diff_runs, runs_html
from ui.dialogs.parts import Sheet, button, explain, label
from ui.fonts import alignment, text_font
from ui.jobs import Jobs
from ui.models.columns import RIGHT, Column
from ui.models.table import ItemsModel
from ui.panels.listing import Listing
from ui.panels.wording import excerpt, one_line
from ui.session import Session
from ui.slices import Slices
from ui.theme import Theme

_CHANGES = 200
"""Changes offered to choose from, the newest; names and the import are always there."""
_REST = 60
"""Milliseconds the slider rests before the texts follow it."""
_TONES = {DifferenceKind.ADDED: "ok", DifferenceKind.REMOVED: "error", DifferenceKind.CHANGED: ""}


class CompareDialog(Sheet):
    """Stays open beside the work. ``row_wanted(RowId)``: the person wants to see a place in the text."""

    row_wanted = Signal(object)

    def __init__(
        self,
        theme: Theme,
        words: Words,
        jobs: Jobs,
        session: Session,
        parent: QWidget | None = None,
        *,
        ask: AskFile = ask_file,
        ask_where: AskTarget = ask_target,
    ) -> None:
        super().__init__(theme, words, words.say("compare.title"), parent)
        self._jobs = jobs
        self._session = session
        self._ask = ask
        self._ask_where = ask_where
        self._comparing = 0
        self._reading = Slices(self)
        self._file: tuple[Path, Side, Version] | None = None
        """The file that was read last, so that it is read once."""
        self.comparison: Comparison | None = None
        """What is shown, None until two versions have been compared."""
        self._build()
        self.resize(940, 640)
        self.fill()
        # A survey follows each rest of the keys: typing never waits for a comparison.
        session.surveyor.surveyed.connect(self.fill)
        self._list.setFocus()

    def _build(self) -> None:
        say = self._words.say
        self._before, self._after, self._side = QComboBox(), QComboBox(), QComboBox()
        for side in (Side.TARGET, Side.SOURCE):
            if side is Side.TARGET or self._session.project.has_source:
                self._side.addItem(say(f"compare.side-{side}"), side)
        line = QHBoxLayout()
        line.setSpacing(8)
        for name, box in (("from", self._before), ("to", self._after), ("side", self._side)):
            title = label(say(f"compare.{name}"), rank="soft")
            title.setBuddy(box)
            explain(box, say(f"compare.{name}"))
            box.setMinimumContentsLength(12)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            line.addWidget(title)
            line.addWidget(box, 0 if box is self._side else 1)
            box.activated.connect(self._choose)
        self.body.addLayout(line)
        self._time = QSlider(Qt.Orientation.Horizontal)
        explain(self._time, say("compare.time"), say("compare.time-tip"))
        self._time.valueChanged.connect(self._travel)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST)
        self._rest.timeout.connect(self.compare)
        self.body.addWidget(self._time)
        self._said = label("", rank="soft")
        self.body.addWidget(self._said)
        model = ItemsModel[Difference](
            (
                Column("compare.column-row", _number, 56, RIGHT, sort=_row),
                Column("compare.column-kind", self._kind, 110, tone=_tone),
                Column("compare.column-text", _text, pieces=_pieces),
            ),
            _identity, self._words, self,
        )  # fmt: skip
        self._list = Listing(model, self._theme, say("compare.list"), self)
        self._list.moved.connect(self._show_whole)
        self._list.wanted.connect(self._go)
        self._whole = QTextEdit()
        self._whole.setReadOnly(True)
        self._whole.setTabChangesFocus(True)
        explain(self._whole, say("compare.whole"))
        both = QSplitter(Qt.Orientation.Vertical)
        both.setChildrenCollapsible(False)
        both.addWidget(self._list)
        both.addWidget(self._whole)
        both.setSizes([360, 140])
        self.body.addWidget(both, 1)
        self._name = button(say("compare.name"), self.name_now, tip=say("compare.name-tip"))
        self._name.setEnabled(not self._session.read_only)
        self._save = button(say("compare.save"), self.save, tip=say("compare.save-tip"))
        self._rename = button(say("compare.rename"), self.rename, tip=say("compare.rename-tip"))
        self._forget = button(say("compare.forget"), self.forget, tip=say("compare.forget-tip"))
        own = (self._name, self._rename, self._forget)
        self.add_foot(self._save, button(self.say("close"), self.close_sheet, primary=True), left=own)

    # What can be chosen

    @Slot()
    def fill(self) -> None:
        """Reads the moments there are by now, keeps what was chosen, and compares."""
        if self._session.closed:
            return
        every = moments(self._session.project.store)
        changes = [moment for moment in every if moment.kind is MomentKind.CHANGE][:_CHANGES]
        offered = [moment for moment in every if moment.kind is not MomentKind.CHANGE or moment in changes]
        for box, first in ((self._before, MomentKind.IMPORT), (self._after, MomentKind.NOW)):
            chosen = box.currentData()
            box.clear()
            for moment in offered:
                box.addItem(moment_sentence(moment, self._words), moment)
            if self._file is not None:
                box.addItem(self._words.say("compare.file", name=self._file[0].name), self._file[0])
            box.addItem(self._words.say("compare.another-file"), "")
            wanted = next((moment for moment in offered if moment.kind is first), None)
            kept = chosen if isinstance(chosen, Path) else _same(chosen, offered) or wanted
            box.setCurrentIndex(max(0, _place(box, kept)))
        self._follow()
        self._offer_names()
        self.compare()

    def _offer_names(self) -> None:
        """A name can be changed, or taken away, where a moment that has one is chosen."""
        for part in (self._rename, self._forget):
            part.setVisible(self._named is not None and not self._session.read_only)

    @property
    def _named(self) -> Moment | None:
        """The moment with a name that is chosen: the later one where both have one."""
        chosen = [box.currentData() for box in (self._after, self._before)]
        return next((m for m in chosen if isinstance(m, Moment) and m.kind is MomentKind.SNAPSHOT), None)

    def _follow(self) -> None:
        """Sets the slider to the later version: left is the import, right is now; a file stands nowhere in time."""
        moments_ = sum(isinstance(self._after.itemData(n), Moment) for n in range(self._after.count()))
        self._time.blockSignals(True)
        self._time.setRange(0, max(0, moments_ - 1))
        self._time.setValue(moments_ - 1 - min(self._after.currentIndex(), moments_ - 1))
        self._time.blockSignals(False)

    @Slot(int)
    def _travel(self, value: int) -> None:
        """Goes to another moment; the texts follow when the slider rests."""
        self._after.setCurrentIndex(self._time.maximum() - value)
        self._offer_names()
        self._rest.start()

    @Slot()
    def _choose(self) -> None:
        """Another choice in one of the boxes; the last line asks for a file."""
        for box in (self._before, self._after):
            if box.currentData() == "" and not self._choose_file(box):
                box.setCurrentIndex(0)
        self._follow()
        self._offer_names()
        self.compare()

    def _choose_file(self, box: QComboBox) -> bool:
        path = self._ask(self, self._words.say("compare.file-title"), "")
        if path is None:
            return False
        box.insertItem(box.count() - 1, self._words.say("compare.file", name=path.name), path)
        box.setCurrentIndex(box.count() - 2)
        return True

    # Comparing

    def compare(self) -> None:
        """Reads the project here, a little at a time, and files and what differs in a job; what is older than the last
        call is dropped."""
        self.tell("")
        self._comparing += 1
        chosen = [box.currentData() for box in (self._before, self._after)]
        self._reading.run(self._read(Side(self._side.currentData()), chosen), failed=self._failed)

    def _read(self, side: Side, chosen: list[Moment | Path]) -> Iterator[None]:
        number, known = self._comparing, self._file
        versions: list[Version | Path] = []
        for one in chosen:
            if isinstance(one, Path):
                versions.append(known[2] if known is not None and known[:2] == (one, side) else one)
                continue
            steps = version_in_steps(self._session.project, one, side)
            while not self._session.closed and (read := next(steps)) is None:
                yield
            if self._session.closed or read is None:
                return
            versions.append(read)

        def work(task: Task) -> tuple[int, Comparison, tuple[Path, Side, Version] | None]:
            task.begin("compare")
            read = known
            found: list[Version] = []
            for one in versions:
                if isinstance(one, Path):
                    version = version_of_file(one, side)
                    read = one, side, version
                    task.check()
                else:
                    version = one
                found.append(version)
            return number, compare_versions(side, *found), read

        self._jobs.run(work, self._show, self._failed)

    def _show(self, found: tuple[int, Comparison, tuple[Path, Side, Version] | None]) -> None:
        number, comparison, read = found
        if number != self._comparing or self._session.closed:
            return
        self._file = read
        self.comparison = comparison
        n = len(comparison.differences)
        self._said.setText(self._words.say("compare.count", n=n) if n else self._words.say("compare.same"))
        language = self._session.project.languages[comparison.side]
        self._whole.setFont(text_font(language))
        self._whole.setLayoutDirection(alignment(language)[0])
        self._list.set_items(comparison.differences)
        self._save.setEnabled(True)
        self._show_whole()

    def _failed(self, error: UserError) -> None:
        self.tell(self._words.error(error))

    @Slot()
    def _show_whole(self) -> None:
        difference: Difference | None = self._list.current
        runs = diff_runs(word_diff(difference.before, difference.after)) if difference is not None else ()
        self._whole.setHtml(runs_html(runs, self._theme))

    @Slot(object)
    def _go(self, difference: Difference) -> None:
        ids = self._session.project.store.row_ids()
        if 0 < difference.row <= len(ids):
            self.row_wanted.emit(RowId(ids[difference.row - 1]))

    # What is done

    @Slot()
    def name_now(self) -> None:
        """Asks for a name for the project as it stands."""
        say = self._words.say
        name, given = QInputDialog.getText(self, say("compare.name-title"), say("compare.name-label"))
        if given:
            self.give_name(name)

    def give_name(self, name: str) -> None:
        kept = self._words.say("compare.name-kept", name=" ".join(name.split()))
        self._change_names(partial(name_moment, self._session.project.store, name), kept)

    @Slot()
    def rename(self) -> None:
        """Asks for another name for the chosen moment."""
        moment, say = self._named, self._words.say
        if moment is None:
            return
        name, given = QInputDialog.getText(self, say("compare.rename"), say("compare.name-label"), text=moment.label)
        if given:
            self.give_other_name(moment, name)

    def give_other_name(self, moment: Moment, name: str) -> None:
        said = self._words.say("compare.renamed", old=moment.label, name=" ".join(name.split()))
        self._change_names(partial(rename_moment, self._session.project.store, moment, name), said)

    @Slot()
    def forget(self) -> None:
        """Takes the name of the chosen moment away; the text is not touched, and the name can be given again."""
        moment = self._named
        if moment is not None:
            said = self._words.say("compare.forgotten", name=moment.label)
            self._change_names(partial(forget_moment, self._session.project.store, moment), said)

    def _change_names(self, verb: Callable[[], Changes], said: str) -> None:
        try:
            changes = verb()
        except UserError as error:
            self.tell(self._words.error(error))
            return
        self._session.take(changes)
        self.fill()
        self.tell(said, "ok")

    @Slot()
    def save(self) -> None:
        """Writes the comparison as a page."""
        if self.comparison is None:
            return
        here = self._session.project.store.path
        path = self._ask_where(self, self._words.say("compare.save"), here.with_name(f"{here.stem}.changes.html"))
        if path is None:
            return
        page = comparison_html(self.comparison, self._session.project.title, self._words)
        try:
            replace_file(path, page.encode())
        except UserError as error:
            self.tell(self._words.error(error))
        else:
            self.tell(self._words.say("compare.saved", file=str(path)), "ok")

    @Slot()
    def close_sheet(self) -> None:
        self.close()

    def _kind(self, difference: Difference) -> str:
        return self._words.say(f"compare.kind-{difference.kind}")


def _place(box: QComboBox, wanted: object) -> int:
    """The line of a box that carries something; Qt's own search compares wrapped objects by what they are in C++."""
    return next((n for n in range(box.count()) if box.itemData(n) == wanted), -1)


def _same(chosen: object, offered: list[Moment]) -> Moment | None:
    """The moment that was chosen, as it is by now: "as it stands" moves on with the work."""
    if not isinstance(chosen, Moment):
        return None
    if chosen.kind is MomentKind.NOW:
        return next((moment for moment in offered if moment.kind is MomentKind.NOW), None)
    # By its number: it may have another name by now.
    return next((m for m in offered if (m.changeset, m.kind) == (chosen.changeset, chosen.kind)), None)


def _identity(difference: Difference) -> tuple[str, str, int]:
    return difference.key, difference.before, difference.row


def _number(difference: Difference) -> str:
    return str(difference.row or "–")


def _row(difference: Difference) -> int:
    return difference.row


def _tone(difference: Difference) -> str:
    return _TONES[difference.kind]


def _text(difference: Difference) -> str:
    return one_line(difference.after or difference.before)


def _pieces(difference: Difference) -> tuple[Piece, ...]:
    return excerpt(difference.before, difference.after)
