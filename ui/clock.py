"""Times as a person reads them."""

from __future__ import annotations

from datetime import datetime


def local_time(at: str) -> str:
    """A stored UTC time as the person's own: the hour today, the date before."""
    moment = datetime.fromisoformat(at).astimezone()
    today = datetime.now(moment.tzinfo).date()
    return moment.strftime("%H:%M") if moment.date() == today else moment.strftime("%Y-%m-%d")
