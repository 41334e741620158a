"""The revisit policy: when to fetch an article again, depending on its age.

Newspapers correct recent articles and rarely change old ones, so the pause grows with the age, from
hours to half a year. Jitter keeps articles that were fetched together from coming due together.
"""

from __future__ import annotations

import zlib
from datetime import UTC, datetime, timedelta

from archive.clock import FORM, VIETNAM

PAUSES = (
    (timedelta(days=1), timedelta(hours=6)),
    (timedelta(days=7), timedelta(days=1)),
    (timedelta(days=30), timedelta(days=7)),
    (timedelta(days=365), timedelta(days=45)),
)
"""(maximum age, pause until the next revisit) of an article."""

LAST_PAUSE = timedelta(days=180)
"""The pause of all older articles."""

GONE_PAUSES = (timedelta(days=1), timedelta(days=7), timedelta(days=30), timedelta(days=180))
"""Pauses before the checks whether a gone page is back; after the last, it is not checked again."""

_JITTER = 0.2  # share of a pause, up or down


def next_check(url: str, published: str, now: str) -> str:
    """When to revisit an article (UTC); `published` is its date, or when it was first seen."""
    at, age = _parse_time(now), _parse_time(now) - _parse_time(published)
    pause = next((pause for limit, pause in PAUSES if age < limit), LAST_PAUSE)
    return (at + pause * _jitter(url)).astimezone(UTC).strftime(FORM)


def next_check_of_gone(url: str, times: int, now: str) -> str | None:
    """When to check whether a page is back that was gone `times` times in a row; None for never."""
    if times > len(GONE_PAUSES):
        return None
    pause = GONE_PAUSES[times - 1] * _jitter(url)
    return (_parse_time(now) + pause).astimezone(UTC).strftime(FORM)


def _jitter(url: str) -> float:
    """A factor between 0.8 and 1.2, always the same for a URL."""
    return 1 - _JITTER + 2 * _JITTER * (zlib.crc32(url.encode()) % 1000) / 1000


def _parse_time(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=VIETNAM)
