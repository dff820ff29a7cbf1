"""Reading what people said: flags with their threads, and the answers to findings."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from app.model import BlockId, CommentId, DecisionId, FlagId, Severity, Span


@dataclass(frozen=True, slots=True)
class Comment:
    id: CommentId
    author: str
    at: str
    text: str


@dataclass(frozen=True, slots=True)
class Flag:
    """What a person says of a span of a block. ``quote`` is the flagged text as it read when it was flagged."""

    id: FlagId
    block: BlockId
    span: Span
    quote: str
    category: str
    severity: Severity
    resolved: bool
    author: str
    at: str
    thread: tuple[Comment, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """A person's answer to a finding: a *no* with its reason and how far it reaches (``spot``, ``term``, ``rule``), or
    a *yes* (``fixed``)."""

    id: DecisionId
    rule: str
    evidence: str
    text_hash: str
    scope: str
    reason: str
    author: str
    at: str


def flags(connection: sqlite3.Connection) -> list[Flag]:
    threads: dict[int, list[Comment]] = {}
    for flag_id, *rest in connection.execute("SELECT flag_id, id, author, at, text FROM comment ORDER BY id"):
        threads.setdefault(flag_id, []).append(Comment(*rest))
    query = "SELECT id, block_id, start, end, quote, category, severity, state, author, at FROM flag ORDER BY id"
    return [
        Flag(
            FlagId(id_), BlockId(block_id), Span(start, end), quote, category, Severity(severity),
            state == "resolved", author, at, tuple(threads.get(id_, ())),
        )
        for id_, block_id, start, end, quote, category, severity, state, author, at in connection.execute(query)
    ]  # fmt: skip


def decisions(connection: sqlite3.Connection) -> list[Decision]:
    query = "SELECT id, rule, evidence, text_hash, scope, reason, author, at FROM decision ORDER BY id"
    return [Decision(*record) for record in connection.execute(query)]
