"""Dateline parser: publication time from a line such as `Thứ Hai, 09/01/2023 | 15:24`.

Meant for the dateline in an article's header; it would also accept dates in prose, in a masthead's
clock or in a licence. Day precedes month. Nothing is guessed: a range, a date without a year, an
impossible or future date gives a problem and no value, and so does a relative date ("5 phút trước",
5 minutes ago) if the fetch time is unknown. A wrong weekday gives the value and a problem.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, timezone
from functools import lru_cache
from typing import Any

from archive.clock import FIRST_YEAR, VIETNAM
from archive.vietnamese import clean
from crawler.parsers.lines import dateline_relative
from crawler.parsers.lines.dateline_dateparser import read_with_dateparser
from crawler.parsers.lines.dateline_grammar import (
    Clock,
    DatelineParts,
    Day,
    month_number,
    normalize_dateline,
    split_dateline,
)

MAX_LENGTH = 400  # a longer "dateline" is prose that a selector matched by accident


@dataclass(frozen=True, slots=True)
class Dateline:
    """Parsed dateline.

    `published` is ISO 8601 with +07:00, a bare date if no time is printed, or None; `updated`
    likewise, if the line prints both. `raw` is the line as printed, spaces collapsed. `precision`
    is minute, hour, day, week, month or year. `problems`: date-weekday-mismatch, date-impossible,
    date-in-future, date-too-old, date-yearless, date-range, date-relative, date-lunar, date-several
    (the first one is used), date-month-first (valid only as month/day), time-impossible (only the
    date is used). A line without any date has no problems.
    """

    published: str | None
    raw: str
    problems: tuple[str, ...] = ()
    precision: str | None = None
    updated: str | None = None


@lru_cache(maxsize=8)  # several fields of one page parse the same few lines
def read_dateline(
    text: str,
    *,
    fetched_at: datetime | None = None,
    not_after: datetime | None = None,
) -> Dateline:
    """Parse the first 400 characters of a dateline; never raises.

    Relative dates are resolved from `fetched_at`. Dates more than a day (for wrong clocks) after
    `fetched_at`, or else after `not_after`, are in the future. Times without a zone are Viet Nam
    time.
    """
    raw = " ".join(clean(text[:MAX_LENGTH]).split())
    if not raw:
        return Dateline(None, raw)
    latest = fetched_at or not_after
    interpreter = _Interpreter(
        fetched_at=_in_vietnam(fetched_at) if fetched_at else None,
        limit=_in_vietnam(latest) + timedelta(days=1) if latest else None,
    )
    if moment := _iso_datetime(raw.lower()):  # the usual form in metadata
        return replace(interpreter.from_datetime(moment), raw=raw)
    published, updated = _split_update(normalize_dateline(raw))
    dateline = interpreter.interpret(published)
    updated_at = interpreter.interpret(updated).published if updated else None
    return replace(dateline, raw=raw, updated=updated_at)


def json_record(
    text: str, fetched_at: datetime | None = None, *, not_after: datetime | None = None
) -> dict[str, Any]:
    """Output of `baotinh field dateline` for one line: its date and problems."""
    dateline = read_dateline(text, fetched_at=fetched_at, not_after=not_after)
    return {"published": dateline.published, "problems": list(dateline.problems)}


def _in_vietnam(moment: datetime) -> datetime:
    return moment.astimezone(VIETNAM) if moment.tzinfo else moment.replace(tzinfo=VIETNAM)


_UPDATED = re.compile(r"cập nhật|chỉnh sửa|sửa (?:đổi|lần cuối)|\b(?:updated|modified)\b")
_POSTED = re.compile(r"đăng|xuất bản|(?<!\w)gửi|ngày tạo|\b(?:published|posted)\b")


def _split_update(line: str) -> tuple[str, str | None]:
    """Split a line into the part with the publication time and the part with the update time."""
    label = _UPDATED.search(line)
    if not label:
        return line, None
    before, after = line[: label.start()], line[label.end() :]
    if split_dateline(before).days:
        return before, after
    posted = _POSTED.search(after)
    if posted and split_dateline(after[posted.end() :]).days:
        return after[posted.end() :], after[: posted.start()]
    return line, None


@dataclass(frozen=True, slots=True)
class _Interpreter:
    """Interprets the parts of a dateline: validates them and builds the Dateline."""

    fetched_at: datetime | None
    limit: datetime | None

    def interpret(self, line: str) -> Dateline:
        """The Dateline of a normalized line."""
        if moment := _iso_datetime(line):
            return self.from_datetime(moment)
        parts = split_dateline(line)
        day = _publication_day(parts)
        if day is None:
            return self._without_full_date(line, parts)
        if _is_range(parts, day):
            return Dateline(None, "", ("date-range",))
        several = len({one[:3] for one in parts.days}) > 1
        return self._from_day(parts, day, ("date-several",) if several else ())

    def from_datetime(self, moment: datetime) -> Dateline:
        """Dateline of a complete date and time."""
        return self._check_range(Dateline(moment.isoformat(timespec="seconds"), "", (), "minute"))

    def _from_day(self, parts: DatelineParts, day: Day, problems: tuple[str, ...] = ()) -> Dateline:
        """Validate a day with its weekday and clock time."""
        year, month, number = day[:3]
        printed, swapped = _calendar_day(year, month, number), _calendar_day(year, number, month)
        other_order = day.numeric and swapped is not None
        if printed is None:
            hint = ("date-month-first",) if other_order else ()
            return Dateline(None, "", ("date-impossible", *hint, *problems))
        if parts.weekday not in (None, printed.weekday()):
            problems += ("date-weekday-mismatch",)
            if other_order and swapped and swapped.weekday() == parts.weekday:
                problems += ("date-month-first",)
        clock = _nearest_clock(parts, day)
        if clock and not clock.is_valid():
            clock, problems = None, (*problems, "time-impossible")
        return self._check_range(_dateline(printed, clock, parts.offset, problems))

    def _check_range(self, dateline: Dateline) -> Dateline:
        """The same dateline, or none before the first online newspaper or after the fetch."""
        assert dateline.published
        if int(dateline.published[:4]) < FIRST_YEAR:
            return Dateline(None, "", ("date-too-old", *dateline.problems))
        if self.limit and dateline.published > self.limit.isoformat()[: len(dateline.published)]:
            return Dateline(None, "", ("date-in-future", *dateline.problems))
        return dateline

    def _without_full_date(self, line: str, parts: DatelineParts) -> Dateline:
        """A line without a complete date: without year, relative, lunar or other."""
        if yearless := _day_and_month(parts):
            return self._yearless(parts, yearless)
        if dateline_relative.is_relative(line):
            return self._relative(line, parts)
        if parts.lunar:
            return Dateline(None, "", ("date-lunar",))
        if second_reader := read_with_dateparser(parts.remainder):
            return self._from_day(parts, second_reader)
        return Dateline(None, "")

    def _yearless(self, parts: DatelineParts, yearless: Day) -> Dateline:
        """A day and month without a year.

        The year is that of the last such day before the fetch, if its weekday is the printed one.
        """
        if self.fetched_at and self.limit and parts.weekday is not None:
            for year in (self.fetched_at.year + 1, self.fetched_at.year, self.fetched_at.year - 1):
                last = _calendar_day(year, yearless.month, yearless.day)
                if last and last <= self.limit.date():
                    if last.weekday() == parts.weekday:
                        return self._from_day(
                            parts, yearless._replace(year=year), ("date-yearless",)
                        )
                    break
        return Dateline(None, "", ("date-yearless",))

    def _relative(self, line: str, parts: DatelineParts) -> Dateline:
        """A relative date, with the precision of its unit."""
        found = dateline_relative.resolve(line, parts, self.fetched_at) if self.fetched_at else None
        if found is None:
            return Dateline(None, "", ("date-relative",))
        if found.precision in ("minute", "hour"):
            value = found.when.replace(second=0, microsecond=0).isoformat()
        else:
            value = found.when.date().isoformat()
        return self._check_range(Dateline(value, "", ("date-relative",), found.precision))


def _iso_datetime(line: str) -> datetime | None:
    if line[4:5] != "-" or line[10:11] not in ("t", " "):
        return None
    try:
        return _in_vietnam(datetime.fromisoformat(line.upper()))
    except (ValueError, OverflowError):
        return None


def _calendar_day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _dateline(
    day: date, clock: Clock | None, offset: int | None, problems: tuple[str, ...]
) -> Dateline:
    if clock is None:
        return Dateline(day.isoformat(), "", problems, "day")
    zone = VIETNAM if offset is None else timezone(timedelta(minutes=offset))
    moment = datetime.combine(day, time(clock.hour, clock.minute or 0, clock.second), zone)
    precision = "hour" if clock.minute is None else "minute"
    return Dateline(moment.astimezone(VIETNAM).isoformat(), "", problems, precision)


def _publication_day(parts: DatelineParts) -> Day | None:
    """The day after a label such as "Ngày đăng" (date of publication), else the first day."""
    if len(parts.days) > 1 and (label := _POSTED.search(parts.remainder)):
        return next((day for day in parts.days if day.start >= label.end()), parts.days[0])
    return parts.days[0] if parts.days else None


def _nearest_clock(parts: DatelineParts, day: Day) -> Clock | None:
    clocks = parts.clocks
    if len(clocks) < 2:
        return clocks[0] if clocks else None
    return min(clocks, key=lambda clock: max(clock.start - day.end, day.start - clock.end))


_FROM_TO = re.compile(r"(?<!\w)từ(?!\w)[^;|]{0,60}?(?<!\w)(?:đến|tới)(?!\w)")
_JOINED = re.compile(r"[ ,]*(?:-|~|đến|tới|và|&)[ ,]*(?:hết )?(?:ngày)?[ ,]*")
_FIRST_OF_RANGE = re.compile(
    r"(?:^(?:ngày )?|(?<![\w/.-]))(\d{1,2})([/.]\d{1,2})?(?:-| ?(?:đến|tới|và|&) ?(?:ngày )?)$"
    r"|(?:^|(?:thời gian|diễn ra|ngày|từ)[: ]{1,3})(?:ngày )?"
    r"(\d{1,2})([/.]\d{1,2})? ?[-,] ?(?:ngày )?$"
)


def _is_range(parts: DatelineParts, day: Day) -> bool:
    """Whether the day starts or ends a range of days, such as 8-10/3/2024 for an event."""
    if "từ" in parts.remainder and _FROM_TO.search(parts.remainder):
        return True
    for first, second in zip(parts.days, parts.days[1:], strict=False):
        between = parts.remainder[first.end : second.start]
        if first[:3] != second[:3] and _JOINED.fullmatch(between):
            return True
    before = parts.remainder[: day.start]
    if before[-1:] not in ("-", " ") or not (start := _FIRST_OF_RANGE.search(before)):
        return False
    return bool(start[2] or start[4]) or int(start[1] or start[3]) < day.day


_DAY_MONTH = re.compile(
    r"(?<![\d/.-])(\d{1,2})(?:[/-](\d{1,2})|,? tháng (\d{1,2}|[^\W\d_]+))(?![\d/-]|[.,]\d)"
)


def _day_and_month(parts: DatelineParts) -> Day | None:
    """A valid day and month without a year (year 0); None for bare numbers such as 24/7."""
    has_context = parts.weekday is not None or parts.clocks or "ngày" in parts.remainder
    for found in _DAY_MONTH.finditer(parts.remainder):
        if not (has_context or found[3]):
            continue
        try:
            month = month_number(found[2] or found[3])
        except KeyError:
            continue
        if _calendar_day(2000, month, int(found[1])):
            return Day(0, month, int(found[1]), *found.span(), numeric=True)
    return None
