"""When an article is read again: soon while it is young, seldom later, never in step with others.

Newspapers correct what they have just printed; what stood for a year stays. So the pause grows with
the age of the article, from hours to half a year.
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
"""Up to which age an article is read again after which pause."""

LAST_PAUSE = timedelta(days=180)
"""The pause of all that are older."""

GONE_PAUSES = (timedelta(days=1), timedelta(days=7), timedelta(days=30), timedelta(days=180))
"""When an address that is gone is asked again, whether the page is back; then no more."""

_SPREAD = 0.2  # of a pause, up or down


def next_check(url: str, born: str, now: str) -> str:
    """When to read an article again (UTC): `born` is when it was printed, or first seen."""
    at, age = _moment(now), _moment(now) - _moment(born)
    pause = next((pause for limit, pause in PAUSES if age < limit), LAST_PAUSE)
    return (at + pause * _share(url)).astimezone(UTC).strftime(FORM)


def next_look(url: str, times: int, now: str) -> str | None:
    """When to see whether a page is back that was gone `times` times in a row; None for never."""
    if times > len(GONE_PAUSES):
        return None
    pause = GONE_PAUSES[times - 1] * _share(url)
    return (_moment(now) + pause).astimezone(UTC).strftime(FORM)


def _share(url: str) -> float:
    """Between 0.8 and 1.2, the same for an address each time: what came together parts."""
    return 1 - _SPREAD + 2 * _SPREAD * (zlib.crc32(url.encode()) % 1000) / 1000


def _moment(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=VIETNAM)
