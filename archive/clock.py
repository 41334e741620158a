"""The clock of machine events, UTC to the second in the one form that the archive writes.

And what is known of the newspapers' clock: their zone, and the year in which it begins.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

FORM = "%Y-%m-%dT%H:%M:%SZ"
VIETNAM = timezone(timedelta(hours=7))  # without summer time since 1975, so no tz database
FIRST_YEAR = 1997  # Viet Nam went on the web, and its first newspaper with it


def now() -> datetime:
    """The present moment, which tests may move."""
    return datetime.now(UTC)


def utc_now(later: timedelta = timedelta(0)) -> str:
    """Now, or that much later, as "2026-11-23T11:25:45Z"; such texts sort as the times do."""
    return (now() + later).strftime(FORM)
