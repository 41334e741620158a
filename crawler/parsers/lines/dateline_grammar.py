"""Grammar of Vietnamese datelines: finds days, clock times, weekday and time zone in a line.

Each part is replaced by spaces once it is found (so positions stay the same), because parts look
alike: `(GMT+7:00)` contains a clock time, `Thứ 2, 09/01` a third number, and `năm` means May, five,
year and, after `thứ`, Thursday. The parts are validated in `crawler.parsers.lines.dateline`. The
patterns expect text from `normalize_dateline`, of bounded length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from archive.clock import FIRST_YEAR

MONTH_WORDS = {
    "một": 1, "giêng": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7,
    "bẩy": 7, "tám": 8, "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12, "chạp": 12,
}  # fmt: skip
ENGLISH_MONTHS = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6,
    "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
WEEKDAYS = {
    "hai": 0, "2": 0, "ba": 1, "3": 1, "tư": 2, "4": 2, "năm": 3, "5": 3,
    "sáu": 4, "6": 4, "bảy": 5, "bẩy": 5, "7": 5, "nhật": 6,
    "mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": 4, "sat": 5, "sun": 6,
}  # fmt: skip


class Day(NamedTuple):
    """A day found in the text, not validated, with its position."""

    year: int
    month: int
    day: int
    start: int
    end: int
    numeric: bool = False  # day and month are numbers, so they might be swapped


class Clock(NamedTuple):
    """A 24-hour clock time with its position; `minute` is None if only the hour is printed."""

    hour: int
    minute: int | None
    second: int
    start: int
    end: int

    def is_valid(self) -> bool:
        """Whether the hour, minute and second are in range."""
        return self.hour < 24 and (self.minute or 0) < 60 and self.second < 60


class DatelineParts(NamedTuple):
    """Parts of a dateline; `remainder` is the line with all other parts replaced by spaces."""

    days: list[Day]
    clocks: list[Clock]
    weekday: int | None  # Monday is 0
    offset: int | None  # minutes east of UTC, where printed
    lunar: bool  # a lunar calendar date was removed
    remainder: str


_ONE_SPELLING = str.maketrans(
    {**dict.fromkeys("‐‑‒–—―−", "-"), **dict.fromkeys("’‘′`´", "'"), "”": '"', "″": '"'}
)


def normalize_dateline(text: str) -> str:
    """The text in lower case on one line, with one kind of dash and of quotation mark."""
    return " ".join(text.translate(_ONE_SPELLING).lower().split())


def split_dateline(text: str) -> DatelineParts:
    """Find all parts of a normalized dateline; days in the order printed."""
    text, lunar = _remove_lunar(text)
    text, offset = _take_zone(text)
    text, weekday = _take_weekday(text)
    text, clocks = _take_clocks(text)
    days = _find_days(text)
    if not days and _GLUED.search(text):
        text, clocks = _take_clocks(_GLUED.sub(" ", text))
        days = _find_days(text)
    if not days and (days := sorted(_english_days(text), key=_start)):
        weekday = _english_weekday(text)
    return DatelineParts(days, clocks, weekday, offset, lunar, text)


def _blanked(text: str, match: re.Match[str]) -> str:
    return text[: match.start()] + _blank(match) + text[match.end() :]


def _blank(match: re.Match[str]) -> str:
    return " " * (match.end() - match.start())


_CYCLE_YEAR = (
    "(?:giáp|ất|bính|đinh|mậu|k[ỷỉ]|canh|tân|nhâm|qu[ýí]) "
    "(?:t[ýíỵị]|sửu|dần|mão|mẹo|thìn|ngọ|mùi|thân|dậu|tuất|hợi)"
)
_LUNAR_HINT = re.compile(rf"âm|âl|\bal\b|tức|giêng|chạp|m[ùồ]ng|{_CYCLE_YEAR}")
_LUNAR_MARK = rf"(?:âm lịch|âl|al|\(âm\))(?!\w)|(?:năm )?{_CYCLE_YEAR}"
_MONTH = (
    r"(?:mười[ -](?:hai|một)|mười|một|giêng|hai|ba|tư|bốn|năm|sáu|b[ảẩ]y|tám|chín|chạp|\d{1,2})"
)
_LUNAR_DAY = (
    r"(?:ngày )?(?:m[ùồ]ng )?(?:\d{1,2}|một|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười)"
    rf"(?: tháng {_MONTH}|[/.-]\d{{1,2}})"
)
_LUNAR_BRACKET = re.compile(rf"\([^()]*(?:âm lịch|âl|{_CYCLE_YEAR})[^()]*\)")
_LUNAR = re.compile(
    rf"(?:tức|nhằm)(?: là)? {_LUNAR_DAY}(?!\d|[/.-]\d)(?: ?,? (?:{_LUNAR_MARK}))?"
    rf"|{_LUNAR_DAY}(?:[/.-](?:19|20)\d\d|,? (?:năm )?(?:19|20)\d\d)?,? ?\(?(?:{_LUNAR_MARK})\)?"
    rf"|(?:âm lịch|âl)[: ]{{1,2}}{_LUNAR_DAY}(?:[/.-](?:19|20)\d\d)?"
    rf"|(?:ngày |m[ùồ]ng )\w+ tháng (?:giêng|chạp)(?: năm (?:19|20)\d\d)?"
    rf"|(?:năm )?{_CYCLE_YEAR}"
)


def _remove_lunar(text: str) -> tuple[str, bool]:
    """Blank out lunar calendar dates; return whether there were any."""
    if not _LUNAR_HINT.search(text):
        return text, False
    cut = text
    for pattern in (_LUNAR_BRACKET, _LUNAR):
        cut = pattern.sub(_blank, cut)
    return cut, cut != text


_ZONE = re.compile(
    r"[\[( ]*(?:gmt|utc)(?: ?([+-]?) ?(\d{1,2})(?::?(\d\d))?(?!\d|[:/.-]\d))?[\]) ]*"
)
_OFFSET = re.compile(r"(?<=:\d\d) ?([+-])(\d\d):?([03]0|45)(?![\d:])|(?<=:\d\d)z\b")


def _take_zone(text: str) -> tuple[str, int | None]:
    """Blank out the time zone; return its offset from UTC in minutes."""
    named = "gmt" in text or "utc" in text
    match = _ZONE.search(text) if named else _OFFSET.search(text)
    if not match:
        return text, None
    sign, hours, minutes = match.groups()
    offset = (int(hours or 0) * 60 + int(minutes or 0)) * (-1 if sign == "-" else 1)
    if abs(offset) > 14 * 60:
        return text, None
    return _blanked(text, match), offset


_WEEKDAY = re.compile(
    r"(?<!lần )(?<!họp )(?<!nghị )thứ ?(hai|ba|tư|năm|sáu|b[ảẩ]y|[2-7])(?![^\W_])"
    r"|ch[ủú]a? (?:nhật|nhựt)|(?<![\w/&-])(?:t([2-7])|(cn))(?![\w/&])"
)
_ENGLISH_WEEKDAY = re.compile(r"\b(mon|tue|wed|thu|fri|sat|sun)(?:s|nes|rs|ur)?(?:day)?\b")


def _take_weekday(text: str) -> tuple[str, int | None]:
    match = _WEEKDAY.search(text)
    if not match:
        return text, None
    return _WEEKDAY.sub(_blank, text), WEEKDAYS[match[1] or match[2] or "nhật"]


def _english_weekday(text: str) -> int | None:
    match = _ENGLISH_WEEKDAY.search(text)
    return WEEKDAYS[match[1]] if match else None


_DAY_PERIOD = r"(?:[ ,('\"]{0,3}(sa|ch|am|pm|a\.m|p\.m|sáng|trưa|chiều|tối|đêm)\.?(?![^\W_])\)?)?"
_COLON_CLOCK = re.compile(r"(?<!\d)(\d{1,2}):(\d\d)(?::(\d\d)(?:\.\d{3,9})?)?(?!\d)" + _DAY_PERIOD)
_SPACED_CLOCK = re.compile(r"(?<!\d)(\d{1,2}) ?: ?(\d\d)(?: ?: ?(\d\d))?(?!\d)" + _DAY_PERIOD)
_HOUR_CLOCK = re.compile(
    r"(?<!\d)(?<!\d:)(\d{1,2}) ?(?:giờ|gio|h|g)(?![^\W\d_]| (?:trước|đồng hồ))"
    r"(?::?(\d{1,2})(?![\d/])| (\d\d)(?![\d/.-]| tháng)|,? (\d{1,2})(?= ?(?:'|p)))?"
    r"(?: ?(?:'|phút|ph|p)(?![^\W_]))?"
    r"(?:[ :]?(\d{1,2})(?:(?<=:\d\d)| ?(?:giây|s|\"))(?![^\W_]))?" + _DAY_PERIOD
)
_GLUED = re.compile(  # date and time from two elements without a space between them
    r"(?<=[/.-](?:19|20)\d\d)(?=\d{1,2}[:hg]\d\d)|(?<=:\d\d)(?=\d{1,2}([/.-])\d{1,2}\1(?:19|20)\d\d)"
)


def _take_clocks(text: str) -> tuple[str, list[Clock]]:
    clocks: list[Clock] = []
    for pattern in (_HOUR_CLOCK, _COLON_CLOCK, _SPACED_CLOCK):
        if pattern is _SPACED_CLOCK and (clocks or " :" not in text):
            break
        for match in pattern.finditer(text):
            clocks.append(_clock(match))
            text = _blanked(text, match)
    return text, clocks


def _clock(match: re.Match[str]) -> Clock:
    hour, *minutes, second, half = match.groups()
    minute = next((int(figures) for figures in minutes if figures), None)
    on_24 = _on_24_hours(int(hour), half)
    return Clock(on_24, minute, int(second or 0), match.start(), match.end())


def _on_24_hours(hour: int, half: str | None) -> int:
    """Convert an hour with a period of the day: SA (sáng) is AM, CH (chiều) is PM.

    Some newspapers print the period after a 24-hour time, which stays as it is.
    """
    if half in ("sa", "am", "a.m", "sáng"):
        return 0 if hour == 12 else hour
    later = half in ("ch", "pm", "p.m", "chiều", "tối")
    if half == "trưa":
        later = hour < 10
    if half == "đêm":
        return 0 if hour == 12 else hour + 12 if 6 < hour < 12 else hour
    return hour + 12 if later and hour < 12 else hour


_YEAR = r"((?:19|20)\d\d)"
# No \b next to letters: labels and leads may follow without a space. A letter after `/` belongs to
# a document number: 12/3/2023/QĐ-UBND.
_AFTER = r"(?!\d|[/.]\d|/[^\W_])"
_BEFORE = r"(?<!\d)(?<!\d[/.])"
_DAY_MONTH_YEAR = re.compile(rf"{_BEFORE}(\d{{1,2}}) ?([/.-]) ?(\d{{1,2}}) ?\2 ?{_YEAR}{_AFTER}")
_YEAR_MONTH_DAY = re.compile(rf"{_BEFORE}{_YEAR}([/.-])(\d{{1,2}})\2(\d{{1,2}}){_AFTER}")
_SHORT_YEAR = re.compile(
    rf"{_BEFORE}(\d{{1,2}}) ?([/-]) ?(\d{{1,2}}) ?\2 ?(\d\d){_AFTER}(?! ?-\d)"
    rf"|{_BEFORE}(\d\d)\.(\d\d)\.(\d\d){_AFTER}"
)
_MONTH_IN_WORDS = rf"(?:tháng|thang|thg|th)\.? ?({_MONTH})"
_DAY_MONTH_WORD = re.compile(
    rf"(?<!\d)(\d{{1,2}})[ ,./-]{{0,3}}{_MONTH_IN_WORDS}[ ,./-]{{0,3}}(?:n[ăa]m ?)?{_YEAR}{_AFTER}"
)
_MONTH_WORD_DAY = re.compile(
    rf"(?<!\w){_MONTH_IN_WORDS}[ ,.-]{{1,3}}(\d{{1,2}})(?:th)?(?: ?,? ){_YEAR}{_AFTER}"
)
_ENGLISH = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
_MONTH_ENGLISH_DAY = re.compile(
    rf"(?<![^\W\d_]){_ENGLISH}\.? {{1,9}}(\d{{1,2}})(?:st|nd|rd|th)?[ ,]{{1,20}}{_YEAR}(?!\d)"
)
_DAY_ENGLISH_MONTH = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th)?[ /-](?:of )?{_ENGLISH}[ ./,-]{{1,2}}{_YEAR}(?!\d)"
)


def _find_days(text: str) -> list[Day]:
    for reader in (_numeric_days, _worded_days, _short_year_days):
        if days := sorted(reader(text), key=_start):
            return days
    return []


def _start(day: Day) -> int:
    return day.start


def _numeric_days(text: str) -> Iterator[Day]:
    for match in _DAY_MONTH_YEAR.finditer(text):
        day, _, month, year = match.groups()
        yield Day(int(year), int(month), int(day), *match.span(), numeric=True)
    for match in _YEAR_MONTH_DAY.finditer(text):
        year, _, month, day = match.groups()
        yield Day(int(year), int(month), int(day), *match.span())


def _worded_days(text: str) -> Iterator[Day]:
    if "th" not in text:
        return
    for match in _DAY_MONTH_WORD.finditer(text):
        day, month, year = match.groups()
        yield Day(int(year), month_number(month), int(day), *match.span())
    for match in _MONTH_WORD_DAY.finditer(text):
        month, day, year = match.groups()
        yield Day(int(year), month_number(month), int(day), *match.span())


def month_number(word: str) -> int:
    """Number of a month given as a number or a word; a number may be out of range."""
    return int(word) if word.isdecimal() else MONTH_WORDS[word.replace("-", " ")]


def _english_days(text: str) -> Iterator[Day]:
    for match in _MONTH_ENGLISH_DAY.finditer(text):
        month, day, year = match.groups()
        yield Day(int(year), ENGLISH_MONTHS[month], int(day), *match.span())
    for match in _DAY_ENGLISH_MONTH.finditer(text):
        day, month, year = match.groups()
        yield Day(int(year), ENGLISH_MONTHS[month], int(day), *match.span())


def _short_year_days(text: str) -> Iterator[Day]:
    for match in _SHORT_YEAR.finditer(text):
        day, month, year = (
            (match[1], match[3], match[4]) if match[1] else (match[5], match[6], match[7])
        )
        century = 1900 if int(year) >= FIRST_YEAR % 100 else 2000
        yield Day(century + int(year), int(month), int(day), *match.span(), numeric=True)
