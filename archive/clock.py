"""Current time and time formats: UTC in whole seconds, and the time zone of the newspapers."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

FORM = "%Y-%m-%dT%H:%M:%SZ"
VIETNAM = timezone(timedelta(hours=7))  # without summer time since 1975, so no tz database
FIRST_YEAR = 1997  # the first Vietnamese newspaper went online


def now() -> datetime:
    """The current time (UTC); tests replace this function."""
    return datetime.now(UTC)


def utc_now(later: timedelta = timedelta(0)) -> str:
    """The current time plus `later`, as "2026-11-23T11:25:45Z", which sorts in order of time."""
    return (now() + later).strftime(FORM)


def as_utc(text: str) -> str | None:
    """Convert a time of an HTTP header, feed or sitemap to UTC ISO 8601; None if it is invalid.

    A time without an offset is in Viet Nam's time zone; a bare date is its midnight.

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
