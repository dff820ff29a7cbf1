"""The process that reads apart: a request on its standard input, what was read or a refusal on its standard output."""

from __future__ import annotations

import pickle
import sys
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from app.errors import UserError
from app.model import Imported
from app.readers import limits
from app.readers.read import read, read_pasted

TOO_MUCH = 3
"""The exit code of one that was refused more memory."""
_READERS: dict[str, Callable[..., Imported]] = {"read": read, "read_pasted": read_pasted}


def main() -> int:
    """Answers one request. Where the system can, memory and time are bound first."""
    _bind()
    try:
        reader, given, chosen = pickle.load(sys.stdin.buffer)
        sys.stdout.buffer.write(pickle.dumps(_answer(reader, given, chosen), pickle.HIGHEST_PROTOCOL))
    except MemoryError:
        return TOO_MUCH
    return 0


def _answer(reader: str, given: Any, chosen: Any) -> Imported | tuple[str, dict[str, Any]]:
    try:
        imported = _READERS[reader](*given, **chosen)
    except UserError as error:
        return error.code, dict(error.facts)
    # The parent has the bytes of a file.
    return replace(imported, raw=b"") if reader == "read" else imported


def _bind() -> None:
    if sys.platform == "win32":
        return
    import resource

    for limit, most in ((resource.RLIMIT_AS, limits.CHILD_BYTES), (resource.RLIMIT_CPU, limits.CHILD_SECONDS)):
        _, hard = resource.getrlimit(limit)
        if hard == resource.RLIM_INFINITY or most <= hard:
            resource.setrlimit(limit, (most, hard))


if __name__ == "__main__":
    sys.exit(main())
