"""Relative dates: `5 phút trước` (5 minutes ago), `hôm qua lúc 21:15` (yesterday at 21:15).

They are resolved from the time of the fetch, with the precision of their unit. `thứ 5 tuần trước`
is Thursday of last week, not five weeks ago.
"""

from __future__ import annotations

import calendar
import re
from datetime import datetime, timedelta
from typing import NamedTuple

from crawler.parsers.lines.dateline_grammar import DatelineParts

_NUMBERS = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9,
    "mười": 10, "a": 1, "an": 1,
}  # fmt: skip
_UNITS = {  # length in seconds (months and years: in months), precision
    "giây": (1, "minute"), "phút": (60, "minute"), "giờ": (3600, "hour"), "tiếng": (3600, "hour"),
    "ngày": (86_400, "day"), "hôm": (86_400, "day"), "tuần": (604_800, "week"),
    "tháng": (1, "month"), "năm": (12, "year"),
    "second": (1, "minute"), "minute": (60, "minute"), "hour": (3600, "hour"),
    "day": (86_400, "day"), "week": (604_800, "week"), "month": (1, "month"), "year": (12, "year"),
}  # fmt: skip
_COUNT = r"(?:(\d{1,3}|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|nửa|vài|mấy|an?) ?)?"
_UNIT = r"(giây|phút|giờ|tiếng|ngày|hôm|tuần|tháng|năm)"
_AGO = re.compile(
    rf"(?<!\w){_COUNT}{_UNIT}(?: (\d{{1,2}}|rưỡi)(?: phút)?)?(?: đồng hồ)? trước(?!\w)"
)
_SINCE = re.compile(rf"cách đây (?:khoảng |hơn |gần )?{_COUNT}{_UNIT}(?!\w)")
_ENGLISH_AGO = re.compile(rf"(?<!\w){_COUNT}(second|minute|hour|day|week|month|year)s? ago\b")
_JUST_NOW = re.compile(r"v[ừư]a (?:xong|đăng|mới|cập nhật)|(?<!\w)mới đây|just now")
_DAYS_BACK = {"nay": 0, "today": 0, "qua": 1, "yesterday": 1, "kia": 2}
_NAMED_DAY = re.compile(
    r"(?<!\w)(?:hôm|sáng|trưa|chiều|tối|đêm|ngày hôm) (nay|qua|kia)(?!\w)|\b(today|yesterday)\b"
)
_WEEK = re.compile(r"(?<!\w)tuần (trước|rồi|qua|vừa qua|này)(?!\w)")
_LAST_WEEK = re.compile(r"(?<!\w)tuần (?:rồi|qua|vừa qua)(?!\w)")
_LAST_YEAR = re.compile(r"(?<!\w)năm (?:ngoái|rồi|vừa qua)(?!\w)")


class RelativeTime(NamedTuple):
    """A relative date resolved to a time, with its precision."""

    when: datetime
    precision: str  # minute, hour, day, week, month or year


def is_relative(line: str) -> bool:
    """Whether a normalized dateline contains a relative date."""
    patterns = (_AGO, _SINCE, _ENGLISH_AGO, _JUST_NOW, _NAMED_DAY, _WEEK, _LAST_YEAR)
    return any(pattern.search(line) for pattern in patterns)


def resolve(line: str, parts: DatelineParts, fetched_at: datetime) -> RelativeTime | None:
    """Resolve a relative date from the fetch time; None for vague counts such as `vài` (a few)."""
    if parts.weekday is not None and (week := _WEEK.search(line)):
        monday = fetched_at - timedelta(days=fetched_at.weekday())
        back = timedelta(days=0 if week[1] == "này" else 7)
        return _at_clock(monday + timedelta(days=parts.weekday) - back, parts)
    if match := _AGO.search(line) or _SINCE.search(line) or _ENGLISH_AGO.search(line):
        count, unit, *more = match.groups()
        return _ago(count, unit, more[0] if more else None, fetched_at)
    if named := _NAMED_DAY.search(line):
        days = timedelta(days=_DAYS_BACK[named[1] or named[2]])
        return _at_clock(fetched_at - days, parts)
    if _JUST_NOW.search(line):
        return RelativeTime(fetched_at, "minute")
    if _LAST_WEEK.search(line):
        return RelativeTime(fetched_at - timedelta(days=7), "week")
    return _ago("1", "năm", None, fetched_at) if _LAST_YEAR.search(line) else None


def _at_clock(day: datetime, parts: DatelineParts) -> RelativeTime:
    clock = next((clock for clock in parts.clocks if clock.is_valid()), None)
    if clock is None:
        return RelativeTime(day, "day")
    exact = day.replace(hour=clock.hour, minute=clock.minute or 0, second=clock.second)
    return RelativeTime(exact, "hour" if clock.minute is None else "minute")


def _ago(
    count: str | None, unit: str, more: str | None, fetched_at: datetime
) -> RelativeTime | None:
    """The time `count` units before the fetch; `more` is minutes, or `rưỡi` (and a half)."""
    if count in ("vài", "mấy"):
        return None
    number = 0.5 if count == "nửa" else _NUMBERS.get(count or "một") or int(count or 1)
    length, precision = _UNITS[unit]
    if precision in ("month", "year"):
        return RelativeTime(_months_before(fetched_at, round(number * length)), precision)
    if more == "rưỡi":
        number += 0.5
    elif more:
        return RelativeTime(
            fetched_at - timedelta(seconds=number * length, minutes=int(more)), "minute"
        )
    return RelativeTime(fetched_at - timedelta(seconds=number * length), precision)


def _months_before(moment: datetime, months: int) -> datetime:
    """The same day `months` months earlier, or the last day of a shorter month."""
    years, month = divmod(moment.year * 12 + moment.month - 1 - months, 12)
    last = calendar.monthrange(years, month + 1)[1]
    return moment.replace(year=years, month=month + 1, day=min(moment.day, last))
