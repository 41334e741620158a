"""When an article was published, read from the line that prints it: `Thứ Hai, 09/01/2023 | 15:24`.

Run it on the date line of an article's header only: a date in prose, in the masthead's clock or in
a licence is a date as well. Day stands before month. Nothing is guessed: a range, a date without
its year, an impossible or a future one give no value but a problem, and so do relative words when
the time of the fetch is not told. A weekday that contradicts gives the value and a problem.
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

MAX_LENGTH = 400  # a longer "date line" is prose that a selector caught by accident


@dataclass(frozen=True, slots=True)
class Dateline:
    """What a date line says.

    `published` is ISO 8601 with +07:00, or a bare date where no time is printed, or None. `updated`
    likewise, where the same line prints both. `raw` is the line as printed, spaces collapsed.
    `precision` is minute, hour, day, week, month or year. `problems`: date-weekday-mismatch,
    date-impossible, date-in-future, date-too-old, date-yearless, date-range, date-relative,
    date-lunar, date-several (the first was taken), date-month-first (makes sense only with the
    month first), time-impossible (the date stands). A line without any date has none.
    """

    published: str | None
    raw: str
    problems: tuple[str, ...] = ()
    precision: str | None = None
    updated: str | None = None


@lru_cache(maxsize=8)  # several fields of one page ask for the same few lines
def read_dateline(
    text: str,
    *,
    fetched_at: datetime | None = None,
    not_after: datetime | None = None,
) -> Dateline:
    """Read one date line; never raises, and reads at most the first 400 characters.

    `fetched_at` gives relative words their value and, like `not_after` (which only does this), the
    limit after which a date lies in the future: a day later, for clocks that run ahead. Times
    without a zone are those of Viet Nam.
    """
    raw = " ".join(clean(text[:MAX_LENGTH]).split())
    if not raw:
        return Dateline(None, raw)
    latest = fetched_at or not_after
    judge = _Interpreter(
        fetched_at=_in_vietnam(fetched_at) if fetched_at else None,
        limit=_in_vietnam(latest) + timedelta(days=1) if latest else None,
    )
    if moment := _iso_datetime(raw.lower()):  # the head of most pages has one, and nothing else
        return replace(judge.at(moment), raw=raw)
    published, updated = _split_update(normalize_dateline(raw))
    said = judge.read(published)
    later = judge.read(updated).published if updated else None
    return replace(said, raw=raw, updated=later)


def json_record(
    text: str, fetched_at: datetime | None = None, *, not_after: datetime | None = None
) -> dict[str, Any]:
    """What `baotinh field dateline` prints for a line: its date and its problems."""
    said = read_dateline(text, fetched_at=fetched_at, not_after=not_after)
    return {"published": said.published, "problems": list(said.problems)}


def _in_vietnam(moment: datetime) -> datetime:
    return moment.astimezone(VIETNAM) if moment.tzinfo else moment.replace(tzinfo=VIETNAM)


_UPDATED = re.compile(r"cập nhật|chỉnh sửa|sửa (?:đổi|lần cuối)|\b(?:updated|modified)\b")
_POSTED = re.compile(r"đăng|xuất bản|(?<!\w)gửi|ngày tạo|\b(?:published|posted)\b")


def _split_update(line: str) -> tuple[str, str | None]:
    """The part of the line that tells when it was published, and the part that tells the update."""
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
    """Decides what the parts of a line are worth."""

    fetched_at: datetime | None
    limit: datetime | None

    def read(self, line: str) -> Dateline:
        if moment := _iso_datetime(line):
            return self.at(moment)
        parts = split_dateline(line)
        day = _publication_day(parts)
        if day is None:
            return self._without_full_date(line, parts)
        if _is_range(parts, day):
            return Dateline(None, "", ("date-range",))
        several = len({one[:3] for one in parts.days}) > 1
        return self._dated(parts, day, ("date-several",) if several else ())

    def at(self, moment: datetime) -> Dateline:
        """What a moment is worth that is given in full."""
        return self._bounded(Dateline(moment.isoformat(timespec="seconds"), "", (), "minute"))

    def _dated(self, parts: DatelineParts, day: Day, problems: tuple[str, ...] = ()) -> Dateline:
        year, month, number = day[:3]
        printed, swapped = _calendar_day(year, month, number), _calendar_day(year, number, month)
        other_order = day.figures and swapped is not None
        if printed is None:
            hint = ("date-month-first",) if other_order else ()
            return Dateline(None, "", ("date-impossible", *hint, *problems))
        if parts.weekday not in (None, printed.weekday()):
            problems += ("date-weekday-mismatch",)
            if other_order and swapped and swapped.weekday() == parts.weekday:
                problems += ("date-month-first",)
        clock = _nearest_clock(parts, day)
        if clock and not clock.possible():
            clock, problems = None, (*problems, "time-impossible")
        return self._bounded(_dateline(printed, clock, parts.offset, problems))

    def _bounded(self, said: Dateline) -> Dateline:
        """The same, or no date where it is before the first online paper or after the fetch."""
        assert said.published
        if int(said.published[:4]) < FIRST_YEAR:
            return Dateline(None, "", ("date-too-old", *said.problems))
        if self.limit and said.published > self.limit.isoformat()[: len(said.published)]:
            return Dateline(None, "", ("date-in-future", *said.problems))
        return said

    def _without_full_date(self, line: str, parts: DatelineParts) -> Dateline:
        if yearless := _day_and_month(parts):
            return self._yearless(parts, yearless)
        if dateline_relative.is_relative(line):
            return self._relative(line, parts)
        if parts.lunar:
            return Dateline(None, "", ("date-lunar",))
        if second_reader := read_with_dateparser(parts.rest):
            return self._dated(parts, second_reader)
        return Dateline(None, "")

    def _yearless(self, parts: DatelineParts, yearless: Day) -> Dateline:
        """A date only where the last such day before the fetch has the printed weekday."""
        if self.fetched_at and self.limit and parts.weekday is not None:
            for year in (self.fetched_at.year + 1, self.fetched_at.year, self.fetched_at.year - 1):
                last = _calendar_day(year, yearless.month, yearless.day)
                if last and last <= self.limit.date():
                    if last.weekday() == parts.weekday:
                        return self._dated(parts, yearless._replace(year=year), ("date-yearless",))
                    break
        return Dateline(None, "", ("date-yearless",))

    def _relative(self, line: str, parts: DatelineParts) -> Dateline:
        found = dateline_relative.resolve(line, parts, self.fetched_at) if self.fetched_at else None
        if found is None:
            return Dateline(None, "", ("date-relative",))
        if found.precision in ("minute", "hour"):
            value = found.when.replace(second=0, microsecond=0).isoformat()
        else:
            value = found.when.date().isoformat()
        return self._bounded(Dateline(value, "", ("date-relative",), found.precision))


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
    """The day that a label such as "Ngày đăng" names, or the first."""
    if len(parts.days) > 1 and (label := _POSTED.search(parts.rest)):
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
    """Whether the day begins or ends a span of days, as events have it: 8-10/3/2024."""
    if "từ" in parts.rest and _FROM_TO.search(parts.rest):
        return True
    for first, second in zip(parts.days, parts.days[1:], strict=False):
        between = parts.rest[first.end : second.start]
        if first[:3] != second[:3] and _JOINED.fullmatch(between):
            return True
    before = parts.rest[: day.start]
    if before[-1:] not in ("-", " ") or not (start := _FIRST_OF_RANGE.search(before)):
        return False
    return bool(start[2] or start[4]) or int(start[1] or start[3]) < day.day


_DAY_MONTH = re.compile(
    r"(?<![\d/.-])(\d{1,2})(?:[/-](\d{1,2})|,? tháng (\d{1,2}|[^\W\d_]+))(?![\d/-]|[.,]\d)"
)


def _day_and_month(parts: DatelineParts) -> Day | None:
    """A day without its year (year 0), if it can exist and is more than two figures (24/7)."""
    sure = parts.weekday is not None or parts.clocks or "ngày" in parts.rest
    for found in _DAY_MONTH.finditer(parts.rest):
        if not (sure or found[3]):
            continue
        try:
            month = month_number(found[2] or found[3])
        except KeyError:
            continue
        if _calendar_day(2000, month, int(found[1])):
            return Day(0, month, int(found[1]), *found.span(), figures=True)
    return None
