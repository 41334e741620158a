"""Date formats of the sample newspaper, such as "Thứ Hai, 09/01/2023 | 15:24"."""

from __future__ import annotations

from datetime import date, datetime

_WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")


def dateline(published: datetime | date) -> str:
    """The dateline of an article: weekday, date and, if known, time."""
    day = f"{_WEEKDAYS[published.weekday()]}, {published:%d/%m/%Y}"
    return f"{day} | {published:%H:%M}" if isinstance(published, datetime) else day


def short_date(published: datetime | date) -> str:
    """The date format of listing pages: day, month and year."""
    return f"{published:%d/%m/%Y}"
