"""Who has the project open: a small note beside it, written by the holder. It explains; SQLite's lock decides."""

from __future__ import annotations

import getpass
import json
import os
import socket
from datetime import UTC, datetime
from pathlib import Path


def holder_path(path: Path) -> Path:
    return path.with_name(path.name + "-holder")


def write_holder(path: Path) -> None:
    record = {"who": _user(), "host": socket.gethostname(), "since": datetime.now(UTC).isoformat(timespec="seconds")}
    try:
        holder_path(path).write_text(json.dumps(record), "utf-8")
    except OSError:
        # The note only explains; without it a second opener reads "another window".
        return


def read_holder(path: Path) -> str:
    """Who holds it and since when, in the reader's own time; "another window" when the note is gone."""
    try:
        record = json.loads(holder_path(path).read_text("utf-8"))
        since = datetime.fromisoformat(record["since"]).astimezone().strftime("%Y-%m-%d %H:%M")
        return f"{record['who']} on {record['host']}, since {since}"
    except (OSError, ValueError, KeyError, TypeError):
        return "another window"


def other_holder(path: Path) -> str:
    """Who has it open on another machine, as the note in the shared folder says; "" when nobody seems to."""
    try:
        host = json.loads(holder_path(path).read_text("utf-8"))["host"]
    except (OSError, ValueError, KeyError, TypeError):
        return ""
    return "" if host == socket.gethostname() else read_holder(path)


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return os.environ.get("USER", "somebody")
