"""The revisit policy: when a URL is fetched again: an article, a gone page, a failed one, an image.

Newspapers correct recent articles and rarely change old ones, so the pause grows with the age, from
hours to half a year. Jitter keeps articles that were fetched together from coming due together.
Times are UTC in the archive's form.
"""

from __future__ import annotations

import zlib
from datetime import UTC, datetime, timedelta

from archive.clock import FORM, VIETNAM

ARTICLE_PAUSES = (
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
RETRY_PAUSES = (
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=6),
    timedelta(days=1),
    timedelta(days=3),
)
"""Pause before a retry, after the first, second, ... failed request in a row."""
MAX_ATTEMPTS = len(RETRY_PAUSES)
IMAGE_PAUSES = (timedelta(hours=6), timedelta(days=3), timedelta(days=30))
"""Pauses before an image is requested again; after the last, it is given up."""
UNCONDITIONAL_AFTER = timedelta(days=30)
"""Age of a capture after which a revisit is unconditional: servers may answer 304 wrongly."""
LONGEST_PAUSE = timedelta(days=400)
"""No pause is longer: a `next_check` beyond it was written while the clock was wrong."""

_JITTER = 0.2  # share of a pause, up or down


def revisit_article(url: str, published: str, now: str) -> str:
    """When to revisit an article (UTC); `published` is its date, or when it was first seen."""
    age = _parse_time(now) - _parse_time(published)
    pause = next((pause for limit, pause in ARTICLE_PAUSES if age < limit), LAST_PAUSE)
    return _later(now, pause * _jitter(url))


def revisit_gone(url: str, times: int, now: str) -> str | None:
    """When to check whether a page is back that was gone `times` times in a row; None for never."""
    if times > len(GONE_PAUSES):
        return None
    return _later(now, GONE_PAUSES[times - 1] * _jitter(url))


def retry(attempts: int, now: str) -> str:
    """When to retry a URL after so many failed requests in a row."""
    return _later(now, RETRY_PAUSES[min(attempts, MAX_ATTEMPTS) - 1])


def retry_image(attempts: int, now: str) -> str | None:
    """When to retry an image after so many failed requests; None for never."""
    return _later(now, IMAGE_PAUSES[attempts - 1]) if attempts <= len(IMAGE_PAUSES) else None


def _later(now: str, pause: timedelta) -> str:
    return (_parse_time(now) + pause).astimezone(UTC).strftime(FORM)


def _jitter(url: str) -> float:
    """A factor between 0.8 and 1.2, always the same for a URL."""
    return 1 - _JITTER + 2 * _JITTER * (zlib.crc32(url.encode()) % 1000) / 1000


def _parse_time(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=VIETNAM)
