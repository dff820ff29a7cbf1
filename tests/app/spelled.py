"""A tiny dictionary of hunspell, written by the test that needs one."""

from __future__ import annotations

from pathlib import Path

ENGLISH = (
    "the", "city", "held/D", "meeting/S", "of", "mayor/S", "and", "company", "word/S", "is", "committed/U", "receive",
    "occurred", "write", "writing", "color", "organize", "naive", "don't", "Beijing", "in", "was", "a", "with", "spoke",
)  # fmt: skip
AFFIXES = "SET UTF-8\nTRY esianrtolcdugmphbyfvkw\nWORDCHARS '\nSFX S Y 1\nSFX S 0 s .\nREP 1\nREP recieve receive\n"


def make_dictionary(folder: Path, name: str = "en_US", words: tuple[str, ...] = ENGLISH) -> Path:
    """Writes the two files and gives the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.aff").write_text(AFFIXES, "utf-8")
    (folder / f"{name}.dic").write_text("\n".join([str(len(words)), *words]) + "\n", "utf-8")
    return folder
