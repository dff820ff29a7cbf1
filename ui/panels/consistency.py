"""The tab of consistency: terms with several names and what was replaced by hand, and the way to one name, previewed
place by place."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QScrollArea, QWidget

from app.review.diff import Piece
from app.review.learning import Lesson
from app.review.search import Match
from app.words import Words
from glossary.census import apart_from, renumbered
from glossary.consistency import renderings
from ui.models.columns import Column
from ui.models.table import CheckedModel
from ui.panels.lessons import LessonCard, places_left
from ui.panels.listing import Listing
from ui.panels.renderings import Group, Harmonised, RenderingCard, group_key, plan, tall
from ui.panels.row_links import NamedRow
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
        self._rows: list[NamedRow] = []
        self._groups: tuple[Group, ...] = ()
        self._lessons: tuple[Lesson, ...] = ()
        self._cards: list[RenderingCard] = []
        self._lesson_cards: list[LessonCard] = []
        self._chosen: tuple[Group | Lesson, str] | None = None
        self._known: tuple[Group, ...] = ()
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
        rows = [NamedRow(id_, self.session.rows.number(id_)) for id_ in self.project.store.row_ids()]
        groups, lessons = self._read(), self.project.lessons()
        if (rows, groups, lessons) != (self._rows, self._groups, self._lessons):
            self._rows, self._groups, self._lessons = rows, groups, lessons
            self._make_cards()
        if self._chosen is not None:
            key, wanted = _subject(self._chosen[0]), self._chosen[1]
            subject = next((one for one in (*lessons, *groups) if _subject(one) == key), None)
            self._chosen = (subject, wanted) if subject is not None else None
        if self._chosen is not None:
            self._preview.set_items(self._plan(*self._chosen))
            self.show_page(self._preview)
        else:
            empty = self.say("empty-consistency") if self.project.surveyed else self.not_yet()
            self.show_page(self._scroll, "" if groups or lessons else empty)
        self._enable()

    def count(self) -> int:
        """As of the last survey, or of the last look at the tab: the whole ledger is not read at every edit."""
        if self._read_at != self.project.surveys:
            self._read()
        return len(self._known) + len(self.project.lessons())

    def take_focus(self) -> None:
        if self.pages.currentWidget() is self._scroll and self._lesson_cards:
            self._lesson_cards[0].enter.setFocus()
        elif self.pages.currentWidget() is self._scroll and self._cards:
            self._cards[0].field.setFocus()
        else:
            super().take_focus()

    def _read(self) -> tuple[Group, ...]:
        self._read_at = self.project.surveys
        ids = self.project.store.row_ids()
        terms = renderings([self.project.ledger(row) for row in ids])
        clusters = renumbered(self.project.clusters(), {id_: number for number, id_ in enumerate(ids)})
        self._known = (*terms, *apart_from(clusters, terms))
        return self._known

    def _make_cards(self) -> None:
        """Makes the cards anew; what a person had typed into one stays."""
        typed = {group_key(card.group): card.wanted for card in self._cards}
        at = self._scroll.verticalScrollBar().value()
        self._lesson_cards = [self._lesson_card(lesson) for lesson in self._lessons]
        self._cards = []
        for group in self._groups:
            card = RenderingCard(group, self._rows, self.words, self._count_changes)
            card.field.setText(typed.get(group_key(group), card.wanted))
            card.preview_wanted.connect(self._show_preview)
            card.row_wanted.connect(self.row_wanted)
            self._cards.append(card)
        self._scroll.setWidget(tall([*self._lesson_cards, *self._cards]))
        self._scroll.verticalScrollBar().setValue(at)

    def _lesson_card(self, lesson: Lesson) -> LessonCard:
        ids = dict.fromkeys(self.project.store.row_of(block) for block in lesson.places)
        card = LessonCard(
            lesson,
            [NamedRow(id_, self.session.rows.number(id_)) for id_ in ids],
            len(places_left(self.project, lesson)),
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

    def _plan(self, subject: Group | Lesson, wanted: str) -> list[Harmonised]:
        if isinstance(subject, Lesson):
            return places_left(self.project, subject)
        return plan(self.project, subject, self._rows, wanted)

    def _count_changes(self, group: Group, wanted: str) -> int:
        return len(plan(self.project, group, self._rows, wanted))

    @Slot(object)
    def _show_preview(self, card: RenderingCard) -> None:
        self._chosen = (card.group, card.wanted)
        self.fill()
        self._preview.setFocus()

    @Slot()
    def _back_to_cards(self) -> None:
        self._chosen = None
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
