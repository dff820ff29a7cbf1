"""What one input does to the importer of its kind: opened, refused in words, or at fault; and what it cost."""

from __future__ import annotations

import sys
import time
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from app.errors import UserError
from app.readers import read, read_tsv
from app.readers.weight import is_heavy
from app.store import Store
from app.words import Words
from glossary.errors import GlossaryError
from glossary.formats import load_glossary
from tests.hostile.mutate import Mutant

SECONDS = 1.0
MEGABYTES = 300.0
HEAVY_SECONDS = 20.0
HEAVY_MEGABYTES = 1_500.0
_SENTENCE = 500


class Verdict(NamedTuple):
    """``outcome`` is opened or the code of the refusal; ``fault`` says what went against the rules, "" for nothing."""

    outcome: str
    seconds: float
    megabytes: float
    heavy: bool
    fault: str


def judge(kind: str, given: Mutant, folder: Path, words: Words) -> Verdict:
    """Imports one input and measures CPU time and the peak of memory above what was taken before."""
    path = folder / given.name
    path.write_bytes(given.raw)
    # A table of two languages is read by the command line only, which is a process of its own.
    kinds = {"docx": "docx", "html": "html", "md": "md", "txt": "txt", "tsv": "txt"}
    heavy = kind in kinds and is_heavy(given.name, given.raw, kinds[kind])
    before = _reset_peak()
    began = time.process_time()
    outcome, fault = _outcome(lambda: _IMPORTERS[kind](path), given.name, words)
    seconds = time.process_time() - began
    megabytes = max(0.0, _peak() - before)
    for file in folder.iterdir():
        file.unlink()
    if not fault and seconds > (HEAVY_SECONDS if heavy else SECONDS):
        fault = f"{seconds:.1f} s"
    if not fault and megabytes > (HEAVY_MEGABYTES if heavy else MEGABYTES):
        fault = f"{megabytes:.0f} MB"
    return Verdict(outcome, seconds, megabytes, heavy, fault)


def _outcome(work: Callable[[], None], name: str, words: Words) -> tuple[str, str]:
    try:
        work()
    except (UserError, GlossaryError) as error:
        told = error if isinstance(error, UserError) else UserError(error.code, **error.facts)
        return told.code, _fault_of_words(told, name, words)
    except Exception as error:  # noqa: BLE001 (what this measures: anything else is a fault)
        return "fault", f"{type(error).__name__}: {error}"[:200]
    return "opened", ""


def _fault_of_words(error: UserError, name: str, words: Words) -> str:
    said = words.error(error)
    if name.rpartition(".")[0] not in said:
        return f"{error.code} does not name the file: {said[:80]}"
    if len(said) > _SENTENCE or any(unicodedata.category(char) in ("Cc", "Cs") for char in said):
        return f"{error.code} is no plain sentence: {said[:80]!r}"
    return ""


def _imported(path: Path) -> None:
    imported = read(path.name, path.read_bytes())
    for block in imported.blocks:
        block.text.encode("utf-8")  # a lone surrogate would only be found when it is saved


def _table(path: Path) -> None:
    read_tsv(path)


def _glossary(path: Path) -> None:
    for concept in load_glossary(path).concepts:
        "".join(term.text for term in (*concept.source, *concept.target)).encode("utf-8")


def _project(path: Path) -> None:
    store = Store.open(path, "tester")
    store.close()


_IMPORTERS: dict[str, Callable[[Path], None]] = {
    "docx": _imported, "html": _imported, "md": _imported, "txt": _imported,
    "tsv": _table, "csv": _glossary, "enface": _project,
}  # fmt: skip


def _reset_peak() -> float:
    """Sets the peak of memory back (Linux) and returns what is taken now, in MB."""
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")
    return _peak()


def _peak() -> float:
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    if sys.platform == "win32":
        return 0.0
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)
