"""When a URL is requested again: an article, a page that is gone, a failed request, an image.

An article is revisited soon while it is young and seldom later: newspapers correct what they have
just printed, and an article that stayed the same for a year stays. The pause grows with its age,
from hours to half a year, and is spread by URL: articles found together are revisited apart. Times
are UTC in the archive's form.
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
"""Up to which age an article is revisited after which pause."""
LAST_PAUSE = timedelta(days=180)
"""The pause of all that are older."""
GONE_PAUSES = (timedelta(days=1), timedelta(days=7), timedelta(days=30), timedelta(days=180))
"""After which a page that is gone is requested once more, in case it is back; then no more."""
RETRY_PAUSES = (
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=6),
    timedelta(days=1),
    timedelta(days=3),
)
"""How long a URL rests after its first, second, ... failed request in a row."""
MAX_ATTEMPTS = len(RETRY_PAUSES)
IMAGE_PAUSES = (timedelta(hours=6), timedelta(days=3), timedelta(days=30))
"""The same for an image, which is given up afterwards."""
FULL_AFTER = timedelta(days=30)
"""A server may say for so long that a page has not changed; then it is fetched whole again."""
NEVER = timedelta(days=400)
"""No pause is so long: a later time was written when the clock was wrong."""

_SPREAD = 0.2  # of a pause, up or down


def revisit_article(url: str, published: str, now: str) -> str:
    """When to revisit an article that was published, or first seen, at a time."""
    age = _time(now) - _time(published)
    pause = next((pause for limit, pause in ARTICLE_PAUSES if age < limit), LAST_PAUSE)
    return _later(now, pause * _share(url))


def revisit_gone(url: str, times: int, now: str) -> str | None:
    """When to request a page again that was gone so many times in a row; None for never."""
    if times > len(GONE_PAUSES):
        return None
    return _later(now, GONE_PAUSES[times - 1] * _share(url))


def retry(attempts: int, now: str) -> str:
    """When to retry a URL after so many failed requests in a row."""
    return _later(now, RETRY_PAUSES[min(attempts, MAX_ATTEMPTS) - 1])


def retry_image(attempts: int, now: str) -> str | None:
    """When to retry an image after so many failed requests; None for never."""
    return _later(now, IMAGE_PAUSES[attempts - 1]) if attempts <= len(IMAGE_PAUSES) else None


def _later(now: str, pause: timedelta) -> str:
    return (_time(now) + pause).astimezone(UTC).strftime(FORM)


def _share(url: str) -> float:
    """Between 0.8 and 1.2, always the same for a URL."""
    return 1 - _SPREAD + 2 * _SPREAD * (zlib.crc32(url.encode()) % 1000) / 1000


def _time(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=VIETNAM)
