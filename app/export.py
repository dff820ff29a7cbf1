"""What can be exported from a project and as which files: one table for the window and the command line."""

from __future__ import annotations

from collections.abc import Mapping

from app.errors import UserError
from app.model import RowState, Side
from app.project import Project
from app.words import Words
from app.writers import CLEAN_FORMATS, TABLE_FORMATS, write_clean, write_table

EXPORTS: Mapping[str, tuple[str, ...]] = {"clean": CLEAN_FORMATS, "bilingual": TABLE_FORMATS}
_HEADINGS = ("number", "source", "target", "state", "notes")


def demand_format(kind: str, format: str) -> None:
    """Raises UserError ``write-format-unknown`` for an ending that is not written as ``kind``."""
    if format not in EXPORTS[kind]:
        raise UserError("write-format-unknown", format=format or "?", formats=", ".join(EXPORTS[kind]))


def export_bytes(project: Project, kind: str, format: str, words: Words) -> bytes:
    """The file of an export, as bytes. Raises UserError for a format that is not one of ``EXPORTS[kind]``."""
    demand_format(kind, format)
    if kind == "bilingual":
        return write_table(
            project.table_rows({state: words.say(f"states.{state.value}") for state in RowState}),
            format,
            title=project.title,
            source_language=project.languages[Side.SOURCE],
            target_language=project.languages[Side.TARGET],
            headings=tuple(words.say(f"export.heading-{name}") for name in _HEADINGS),
        )
    return write_clean(
        project.clean_blocks(),
        format,
        title=project.title,
        language=project.languages[Side.TARGET],
        inline_markup=project.target_format == "md",
    )
