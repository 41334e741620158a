"""The clock of machine events, UTC to the second in the one form that the archive writes.

And what is known of the newspapers' clock: their zone, and the year in which it begins.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

FORM = "%Y-%m-%dT%H:%M:%SZ"
VIETNAM = timezone(timedelta(hours=7))  # without summer time since 1975, so no tz database
FIRST_YEAR = 1997  # Viet Nam went on the web, and its first newspaper with it


def now() -> datetime:
    """The present moment, which tests may move."""
    return datetime.now(UTC)


def utc_now(later: timedelta = timedelta(0)) -> str:
    """Now, or that much later, as "2026-11-23T11:25:45Z"; such texts sort as the times do."""
    return (now() + later).strftime(FORM)


def as_utc(text: str) -> str | None:
    """A time as HTTP, feeds and sitemaps write it, as UTC ISO 8601; None where it cannot be read.

    Without an offset it is Viet Nam's time; a bare date is its first moment.

    >>> as_utc("2023-05-06T09:15:00+07:00")
    '2023-05-06T02:15:00Z'
    >>> as_utc("Sat, 06 May 2023 09:15:00 +0700")
    '2023-05-06T02:15:00Z'
    """
    text = text.strip()
    if re.fullmatch(r"\d{4}-\d\d", text):
        text += "-01"
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        try:
            found = parsedate_to_datetime(text)
        except (ValueError, IndexError):
            return None
    if found.tzinfo is None:
        found = found.replace(tzinfo=VIETNAM)
    try:
        return found.astimezone(UTC).strftime(FORM)
    except OverflowError:
        return None  # the year 1 or 9999
