"""The panel at the right: the one active row. Why it is here, what would mend it and by which key, history, thread."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.findings import RowFinding
from app.linking import SURE
from app.model import LinkOrigin, Row, Severity, Suggestion
from app.pipeline import BlockProposal
from app.review.diff import Kind, word_diff
from app.review.edits import BY_HAND
from app.store.remarks import Flag
from app.words import Words
from ui.clock import local_time
from ui.panels.cards import Card, elide, label, link
from ui.panels.term_card import RowTerm, TermLine, row_terms
from ui.session import Session

_TONE = {Severity.CRITICAL: "error", Severity.MAJOR: "error", Severity.MINOR: "warn", Severity.NEUTRAL: "hint"}
_CARDS = 12
_HISTORY = 6


class Offers:
    """The suggestions of a row in the order of its cards: what Ctrl+1 … Ctrl+9 put in place."""

    def __init__(self, findings: Sequence[RowFinding]) -> None:
        self.items: list[tuple[RowFinding, Suggestion]] = [
            (found, suggestion) for found in findings if found.open for suggestion in found.finding.suggestions[:1]
        ]

    def number(self, found: RowFinding) -> int:
        """1-based, 0 for a finding that offers nothing."""
        return next((n for n, (other, _) in enumerate(self.items, 1) if other is found), 0)


class Inspector(QScrollArea):
    """Rebuilt when the active row or what is known of it changes. Its signals ask; the window's verbs act."""

    fix_wanted = Signal(object, object)
    dismiss_wanted = Signal(object)
    proposal_accepted = Signal(object)
    proposal_refused = Signal(object)
    back_wanted = Signal()
    split_wanted = Signal()
    merge_wanted = Signal()
    history_wanted = Signal()
    replied = Signal(object, str)
    resolve_toggled = Signal(object)
    insert_wanted = Signal(str)
    term_wanted = Signal(object)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._session: Session | None = None
        self._actions: dict[QPushButton, tuple[Signal, tuple[object, ...]]] = {}
        self._fields: dict[QLineEdit, Flag] = {}
        self._offers = Offers(())
        self._terms: list[RowTerm] = []
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self.refresh)
        self.setProperty("panel", True)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(words.say("inspector.name"))
        self.setMinimumWidth(260)
        around = QWidget()
        around.setObjectName("content")
        self._around = QVBoxLayout(around)
        self._around.setContentsMargins(0, 0, 0, 0)
        self.setWidget(around)
        self._content: QWidget | None = None
        self._show(None)

    @property
    def offers(self) -> Offers:
        self._catch_up()
        return self._offers

    @property
    def terms(self) -> list[RowTerm]:
        """The terms of the row: in one that offers no suggestion, Ctrl+1 … Ctrl+9 insert them."""
        self._catch_up()
        return self._terms

    def set_session(self, session: Session | None) -> None:
        self._session = session
        if session is not None:
            session.current_changed.connect(self.refresh_later)
            session.surveyor.surveyed.connect(self.refresh_later)
            session.changed.connect(self.refresh_later)
        self.refresh()

    @Slot()
    def refresh_later(self) -> None:
        """Once for all that happens now: a confirmation changes its row and leaves it in the same moment. Making the
        cards anew costs as much as everything else a key does."""
        self._later.start()

    def _catch_up(self) -> None:
        if self._later.isActive():
            self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Shows the active row as it stands now; the scroll position stays where it can."""
        self._later.stop()
        if self._session is not None and self._session.closed:
            return
        at = self.verticalScrollBar().value()
        self._show(self._session.current_row() if self._session else None)
        self.verticalScrollBar().setValue(at)

    def focus_reply(self) -> bool:
        """Puts the cursor into the first thread's field; says whether there was one."""
        self._catch_up()
        for field in self._fields:
            field.setFocus()
            return True
        return False

    def _show(self, row: Row | None) -> None:
        self._actions.clear()
        self._fields.clear()
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(18, 16, 18, 16)
        layout.setSpacing(10)
        if row is None or self._session is None:
            self._offers, self._terms = Offers(()), []
            layout.addWidget(label(self._words.say("inspector.no-row"), rank="soft"))
        else:
            for part in self._parts(row, self._session):
                layout.addWidget(part)
        layout.addStretch(1)
        old, self._content = self._content, content
        if old is not None:
            # Taking it out of the window would style all of it anew, only to be thrown away.
            old.hide()
            self._around.removeWidget(old)
            old.deleteLater()
        self._around.addWidget(content)

    def _parts(self, row: Row, session: Session) -> list[QWidget]:
        project = session.project
        findings = [found for found in project.findings(row.id) if found.open]
        self._offers = Offers(findings)
        parts: list[QWidget] = [self._head(row, session, findings)]
        blocks = {block.id for block in row.source + row.target}
        proposals = [item for item in project.proposals() if item.block.id in blocks]
        parts += [self._proposal_card(item) for item in proposals]
        parts += self._away_cards(row)
        if not proposals:
            parts += self._link_cards(row)
        parts += [self._finding_card(found) for found in findings[:_CARDS]]
        if len(findings) > _CARDS:
            parts.append(label(self._words.say("inspector.more", n=len(findings) - _CARDS), rank="soft"))
        if len(parts) == 1:
            waits = "inspector.checking" if session.surveyor.busy else "inspector.unchecked"
            said = "inspector.nothing" if project.surveyed else waits
            parts.append(label(self._words.say(said), rank="soft"))
        parts += self._term_cards(row, session)
        parts += self._history(row, session)
        parts += self._thread(row, session)
        return parts

    def _head(self, row: Row, session: Session, findings: Sequence[RowFinding]) -> QWidget:
        head = QWidget()
        line = QHBoxLayout(head)
        line.setContentsMargins(0, 0, 0, 0)
        number = QLabel(self._words.say("inspector.row", number=session.rows.number(row.id)))
        number.setProperty("rank", "heading")
        line.addWidget(number)
        line.addStretch(1)
        if findings:
            names = list(dict.fromkeys(self._check_name(found) for found in findings))[:2]
            why = QLabel(self._words.say("inspector.why", what=" · ".join(names).lower()))
            why.setProperty("rank", "soft")
            line.addWidget(why)
        return head

    def _check_name(self, found: RowFinding) -> str:
        return self._words.say(f"check.name.{found.finding.check}")

    def _finding_card(self, found: RowFinding) -> Card:
        finding = found.finding
        title = self._check_name(found)
        if finding.verdict:
            title += " · " + self._words.say(f"inspector.verdict.{finding.verdict}")
        tone = _TONE[finding.severity]
        card = Card(f"{title} · {self._words.say(f'inspector.kind.{tone}')}", tone)
        card.say(self._words.say(f"check.{finding.code}", **dict(finding.facts)))
        number = self._offers.number(found)
        if number:
            suggestion = finding.suggestions[0]
            key = self._words.chord(f"fix-{number}")
            self._connect(
                card.offer(self._offer_text(suggestion.text), key),
                self.fix_wanted, found, suggestion,
            )  # fmt: skip
        dismiss = link("✕", self._words.say("inspector.not-error"))
        self._connect(dismiss, self.dismiss_wanted, found)
        card.aside(dismiss)
        return card

    def _offer_text(self, suggestion: str) -> str:
        """A suggestion as it can be read; one of white space or of nothing is said in words."""
        if suggestion.strip():
            return self._words.say("inspector.fix", text=suggestion)
        return self._words.say("inspector.fix-space" if suggestion else "inspector.fix-remove")

    def _proposal_card(self, item: BlockProposal) -> Card:
        card = Card(self._words.say("inspector.cleaning.title"), "hint")
        card.say(self._words.say(f"clean.{item.proposal.rule}", **dict(item.proposal.facts)))
        if item.partner is not None:
            card.say(self._words.say("inspector.cleaning.partner", text=elide(item.partner.text, 60)), rank="soft")
        accept = "inspector.cleaning.accept" if item.whole else "inspector.cleaning.mend"
        self._connect(card.offer(self._words.say(accept), "A"), self.proposal_accepted, item)
        self._connect(card.offer(self._words.say("inspector.cleaning.keep"), "K"), self.proposal_refused, item)
        return card

    def _away_cards(self, row: Row) -> list[QWidget]:
        away = [block for block in row.source + row.target if block.excluded]
        if not away:
            return []
        card = Card(self._words.say("inspector.away.title"), "hint")
        for rule in dict.fromkeys(block.excluded_by for block in away):
            key = f"clean.name.{rule}"
            name = self._words.say(key if key in self._words else f"clean.name.{BY_HAND}")
            card.say(self._words.say("inspector.away.text", name=name))
        self._connect(card.offer(self._words.say("inspector.away.back"), "Del"), self.back_wanted)
        return [card]

    def _link_cards(self, row: Row) -> list[QWidget]:
        if row.excluded or row.origin is LinkOrigin.PINNED or self._session is None:
            return []
        if row.source and not row.target:
            what = "source-only"
        elif row.target and not row.source and self._session.project.has_source:
            what = "target-only"
        elif row.origin is LinkOrigin.AUTO and row.confidence < SURE and self._session.project.has_source:
            what = "uncertain"
        elif len(row.source) > 1 or len(row.target) > 1:
            what = "several"
        else:
            return []
        card = Card(self._words.say("inspector.link.title"), "hint")
        card.say(self._words.say(f"inspector.link.{what}", sources=len(row.source), targets=len(row.target)))
        if len(row.source) + len(row.target) > 1:
            self._connect(card.offer(self._words.say("inspector.link.split"), "S"), self.split_wanted)
        self._connect(card.offer(self._words.say("inspector.link.merge"), "M"), self.merge_wanted)
        return [card]

    def _term_cards(self, row: Row, session: Session) -> list[QWidget]:
        self._terms = row_terms(session.project.ledger(row.id))
        if not self._terms:
            return []
        box = QWidget()
        layout = QVBoxLayout(box)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(label(self._words.say("inspector.terms"), rank="section"))
        for number, term in enumerate(self._terms, 1):
            line = TermLine(self._words, term, "" if self._offers.items else self._words.chord(f"fix-{number}"))
            if line.insert is not None:
                self._connect(line.insert, self.insert_wanted, term.form)
            self._connect(line.change, self.term_wanted, term.concept)
            layout.addWidget(line)
        return [box]

    def _history(self, row: Row, session: Session) -> list[QWidget]:
        lines: list[tuple[str, int, str, str]] = []
        for block in row.target:
            revisions = session.project.store.revisions(block.id)
            for before, after in pairwise(revisions):
                what = _summary(before.text, after.text)
                lines.append((after.at, after.seq, self._who(after.author, session), what))
            if revisions:
                first = revisions[0]
                lines.append((first.at, first.seq, self._who(first.author, session), self._words.say("edits.import")))
        if not lines:
            return []
        box = QWidget()
        layout = QVBoxLayout(box)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(label(self._words.say("inspector.history"), rank="section"))
        said = [f"{local_time(at)} {who}   {what}" for at, _, who, what in sorted(lines, key=_newest, reverse=True)]
        # Two paragraphs of a row often came the same way.
        for line in list(dict.fromkeys(said))[:_HISTORY]:
            layout.addWidget(label(line, rank="soft"))
        more = link(self._words.say("inspector.restore"))
        self._connect(more, self.history_wanted)
        layout.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
        return [box]

    def _who(self, author: str, session: Session) -> str:
        return self._words.say("inspector.you") if author == session.project.store.author else author

    def _thread(self, row: Row, session: Session) -> list[QWidget]:
        flags = session.project.flags_of(row)
        if not flags:
            return []
        heading: list[QWidget] = [label(self._words.say("inspector.thread"), rank="section")]
        return heading + [self._flag_card(flag, session) for flag in flags]

    def _flag_card(self, flag: Flag, session: Session) -> Card:
        category = self._words.say(f"mqm.{flag.category}") if f"mqm.{flag.category}" in self._words else flag.category
        title = f"⚑ {category} · {flag.severity.value}"
        if flag.resolved:
            title = f"✓ {title} · {self._words.say('inspector.resolved')}"
        card = Card(title, "ok" if flag.resolved else "flag")
        card.say(f"“{elide(flag.quote, 80)}”", rank="soft")
        for comment in flag.thread:
            card.say(f"{self._who(comment.author, session)}: {comment.text}")
        if not session.read_only:
            field = QLineEdit()
            field.setPlaceholderText(self._words.say("inspector.reply-placeholder"))
            field.setAccessibleName(self._words.say("inspector.reply-placeholder"))
            field.returnPressed.connect(self._send_reply)
            self._fields[field] = flag
            toggle = link(self._words.say("inspector.reopen" if flag.resolved else "inspector.resolve"))
            self._connect(toggle, self.resolve_toggled, flag)
            card.add_row(field)
            card.add_row(toggle)
        return card

    def _connect(self, button: QPushButton, signal: object, *values: object) -> None:
        self._actions[button] = (signal, values)  # type: ignore[assignment]
        button.clicked.connect(self._pressed)

    @Slot()
    def _pressed(self) -> None:
        signal, values = self._actions[self.sender()]  # type: ignore[index]
        signal.emit(*values)  # type: ignore[attr-defined]

    @Slot()
    def _send_reply(self) -> None:
        field = self.sender()
        if isinstance(field, QLineEdit) and field.text().strip():
            self.replied.emit(self._fields[field], field.text())


def _newest(line: tuple[str, int, str, str]) -> int:
    """Order is by the number of the revision, never by clock."""
    return line[1]


def _summary(before: str, after: str) -> str:
    """A change in a line: the first words that came, and those they stand for."""
    pieces = word_diff(before, after)
    new = next((piece.text for piece in pieces if piece.kind is Kind.INSERTED), "").strip()
    old = next((piece.text for piece in pieces if piece.kind is Kind.DELETED), "").strip()
    return f"{elide(new, 28) or '—'} ← {elide(old, 28) or '—'}"
