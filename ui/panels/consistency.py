"""The tab of consistency: terms with several names and what was replaced by hand, and the way to one name, previewed
place by place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QScrollArea, QWidget

from app.harmonising import Group, Harmonised, left_in_steps, naming, plan_in_steps
from app.order import RowOrder
from app.review.diff import Piece
from app.review.learning import Lesson
from app.review.search import Match
from app.tasks import Task
from app.words import Words
from ui.jobs import Job
from ui.models.columns import Column
from ui.models.table import CheckedModel
from ui.panels.lessons import LessonCard
from ui.panels.listing import Listing
from ui.panels.renderings import RenderingCard, group_key, tall
from ui.panels.row_links import first_rows
from ui.panels.tab import Tab
from ui.panels.wording import excerpt, one_line
from ui.session import Session
from ui.theme import Theme


class ConsistencyTab(Tab):
    """One card for what was replaced more than once, and for a term with several names, of the glossary or the census.

    Its preview applies what is ticked there as one change.
    """

    name = "consistency"

    def __init__(self, session: Session, theme: Theme, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(session, theme, words, parent)
        self._order = session.project.order
        self._known: tuple[Group, ...] = ()
        """What was found when it was last looked for; places are rows of that order."""
        self._shown: tuple[RowOrder, tuple[Group, ...], tuple[Lesson, ...]] = (self._order, (), ())
        self._job: Job | None = None
        self._cards: list[RenderingCard] = []
        self._lesson_cards: list[LessonCard] = []
        self._chosen: tuple[Group | Lesson, str] | None = None
        self._read_at = 0
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setAccessibleName(self.say("consistency-list"))
        self.pages.addWidget(self._scroll)
        self._model = CheckedModel[Harmonised](
            (
                Column("panels.column-row", self._row_text, 84, sort=self._row),
                Column("panels.column-change", _change, pieces=_pieces, tooltip=_after),
            ),
            _key, words, self,
        )  # fmt: skip
        self._preview = self.add_listing(Listing(self._model, theme, self.say("preview-list"), self))
        self._preview.wanted.connect(self._go)
        self._preview.key("Space", self._preview.toggle_current)
        self._preview.key("Escape", self._back_to_cards)
        self._model.ticked.connect(self._enable)
        self._back = self.button(self._back_to_cards, self.say("back"), self.say("back-tip"), "previous")
        self._apply = self.button(self._carry_out, self.say("apply", n=0), self.say("apply-tip"), primary=True)
        self.end_bar((self._back, self._apply))
        self._enable()

    @property
    def cards(self) -> list[RenderingCard]:
        return self._cards

    @property
    def lesson_cards(self) -> list[LessonCard]:
        return self._lesson_cards

    @property
    def preview(self) -> Listing:
        return self._preview

    @Slot()
    def fill(self) -> None:
        self._look(show=True)

    def _look(self, *, show: bool) -> None:
        """Finds out what has several names by now: in a large project in a job, and the cards follow it."""
        self._read_at = self.project.surveys
        if self._job is not None:
            self._job.task.cancel()
        order, work = self.project.order, naming(self.project)
        if self.project.is_small:
            self._take(order, show, work(Task()))
        else:
            done = partial(self._take, order, show)
            work = partial(_unless_the_same, self._known, work)
            self._job = self.session.jobs.run(work, done, self._not_filled, quiet=True, beside=True)

    def _take(self, order: RowOrder, show: bool, groups: tuple[Group, ...]) -> None:
        self._job = None
        if self.session.closed:
            return
        self._order, self._known = order, groups
        if show:
            self.fill_in_steps(self._show())
        self.counted.emit()

    def _show(self) -> Iterator[None]:
        order, groups, lessons = self._order, self._known, self.project.lessons()
        if order is not self._shown[0] or (groups, lessons) != self._shown[1:]:
            yield from self._make_cards(order, groups, lessons)
            self._shown = order, groups, lessons
        if self._chosen is not None:
            key, wanted = _subject(self._chosen[0]), self._chosen[1]
            subject = next((one for one in (*lessons, *groups) if _subject(one) == key), None)
            self._chosen = (subject, wanted) if subject is not None else None
        if self._chosen is not None:
            found: list[Harmonised] = []
            yield from self._plan(*self._chosen, found)
            self._preview.set_items(found)
            self.show_page(self._preview)
        else:
            empty = self.say("empty-consistency") if self.project.surveyed else self.not_yet()
            self.show_page(self._scroll, "" if groups or lessons else empty)
        self._enable()
        for card in self._lesson_cards:
            found = []
            yield from left_in_steps(self.project, card.lesson, found)
            card.tell(len(found))

    def count(self) -> int:
        """As of the last survey, or of the last look at the tab: the whole ledger is not read at every edit."""
        if self._read_at != self.project.surveys:
            self._look(show=False)
        return len(self._known) + len(self.project.lessons())

    def take_focus(self) -> None:
        if self.pages.currentWidget() is self._scroll and self._lesson_cards:
            self._lesson_cards[0].enter.setFocus()
        elif self.pages.currentWidget() is self._scroll and self._cards:
            self._cards[0].field.setFocus()
        else:
            super().take_focus()

    def _make_cards(self, order: RowOrder, groups: Sequence[Group], lessons: Sequence[Lesson]) -> Iterator[None]:
        """Makes the cards anew, one a step; what a person had typed into one stays."""
        of_lessons, cards = [], []
        for lesson in lessons:
            of_lessons.append(self._lesson_card(lesson))
            yield
        for group in groups:
            card = RenderingCard(group, order, self.words, self._find, at_once=self.project.is_small)
            card.preview_wanted.connect(self._show_preview)
            card.row_wanted.connect(self.row_wanted)
            cards.append(card)
            yield
        typed = {group_key(card.group): card.wanted for card in self._cards}
        for card in cards:
            card.field.setText(typed.get(group_key(card.group), card.wanted))
        self._lesson_cards, self._cards = of_lessons, cards
        at = self._scroll.verticalScrollBar().value()
        self._scroll.setWidget(tall([*of_lessons, *cards]))
        self._scroll.verticalScrollBar().setValue(at)

    def _lesson_card(self, lesson: Lesson) -> LessonCard:
        rows = self.project.store.rows_of(lesson.places)
        ids = dict.fromkeys(rows[block] for block in lesson.places if block in rows)
        card = LessonCard(
            lesson,
            first_rows(ids, self.session.rows.number),
            len(ids),
            self.words,
            read_only=self.session.read_only,
        )
        card.entry_wanted.connect(self._enter)
        card.preview_wanted.connect(self._show_lesson)
        card.unwanted.connect(self._refuse)
        card.row_wanted.connect(self.row_wanted)
        return card

    @Slot(object)
    def _enter(self, lesson: Lesson) -> None:
        self.entry_wanted.emit(lesson.concept(""))

    @Slot(object)
    def _show_lesson(self, card: LessonCard) -> None:
        self._chosen = (card.lesson, card.lesson.preferred)
        self.fill()
        self._preview.setFocus()

    @Slot(object)
    def _refuse(self, lesson: Lesson) -> None:
        if self.perform(partial(self.project.refuse_lesson, lesson)):
            self.session.said.emit(self.say("lesson-refused", new=lesson.preferred))

    def _plan(self, subject: Group | Lesson, wanted: str, found: list[Harmonised]) -> Iterator[None]:
        if isinstance(subject, Lesson):
            return left_in_steps(self.project, subject, found)
        return self._find(subject, wanted, found)

    def _find(self, group: Group, wanted: str, found: list[Harmonised]) -> Iterator[None]:
        return plan_in_steps(self.project, group, self._order, wanted, found)

    @Slot(object)
    def _show_preview(self, card: RenderingCard) -> None:
        self._chosen = (card.group, card.wanted)
        self.fill()
        self._preview.setFocus()

    @Slot()
    def _back_to_cards(self) -> None:
        self._chosen = None
        self.show_page(self._scroll)
        self.fill()
        self.take_focus()

    @Slot()
    def _carry_out(self) -> None:
        chosen, checked = self._chosen, self._model.checked
        if chosen is None or not checked:
            return
        verb = self.project.replace_all if isinstance(chosen[0], Lesson) else self.project.harmonise
        if self.session.perform(partial(verb, [item.match for item in checked])):
            self.session.said.emit(self.say("harmonised", n=len(checked), text=chosen[1]))
            self._back_to_cards()

    @Slot()
    def _enable(self) -> None:
        previewing, checked = self._chosen is not None, len(self._model.checked)
        self._back.setVisible(previewing)
        self._apply.setVisible(previewing)
        name = self.say("apply", n=checked)
        self._apply.setText(name)
        self._apply.setAccessibleName(name)
        self._apply.setEnabled(checked > 0 and not self.session.read_only)

    @Slot(object)
    def _go(self, item: Harmonised) -> None:
        self.row_wanted.emit(item.row)

    # What the columns say

    def _row(self, item: Harmonised) -> tuple[int, int]:
        return self.session.rows.number(item.row), item.match.span.start

    def _row_text(self, item: Harmonised) -> str:
        return str(self.session.rows.number(item.row))


def _unless_the_same(
    before: tuple[Group, ...], work: Callable[[Task], tuple[Group, ...]], task: Task
) -> tuple[Group, ...]:
    """What is found, or what was known if that is the same: comparing the places of very many rows takes its time."""
    found = work(task)
    return before if found == before else found


def _subject(one: Group | Lesson) -> tuple[str, str]:
    return ("lesson", one.key) if isinstance(one, Lesson) else group_key(one)


def _key(item: Harmonised) -> Match:
    return item.match


def _change(item: Harmonised) -> str:
    return f"{one_line(item.match.found)} → {item.match.replacement}"


def _pieces(item: Harmonised) -> tuple[Piece, ...]:
    return excerpt(item.before, item.after)


def _after(item: Harmonised) -> str:
    return item.after
