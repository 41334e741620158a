"""Days and hours as the sample newspaper prints them: "Thứ Hai, 09/01/2023 | 15:24"."""

from __future__ import annotations

from datetime import date, datetime

_WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")


def dateline(published: datetime | date) -> str:
    """Weekday, day and, where there is one, the hour."""
    day = f"{_WEEKDAYS[published.weekday()]}, {published:%d/%m/%Y}"
    return f"{day} | {published:%H:%M}" if isinstance(published, datetime) else day


def short_date(published: datetime | date) -> str:
    """Day, month and year, as lists print them."""
    return f"{published:%d/%m/%Y}"
