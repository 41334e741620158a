"""The clock of machine events: UTC, to the second, in the one form that the archive writes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

FORM = "%Y-%m-%dT%H:%M:%SZ"


def now() -> datetime:
    """The present moment, which tests may move."""
    return datetime.now(UTC)


def utc_now(later: timedelta = timedelta(0)) -> str:
    """Now, or that much later, as "2026-11-23T11:25:45Z"; such texts sort as the times do."""
    return (now() + later).strftime(FORM)
