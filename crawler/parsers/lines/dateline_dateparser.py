"""Fallback to the dateparser library for dates that the grammar lacks: three bare numbers.

dateparser finds dates in almost any text, so it gets nothing else, and its result must consist of
the same three numbers.
"""

from __future__ import annotations

import re

import dateparser

from crawler.parsers.lines.dateline_grammar import Day

_LABELS = re.compile(r"(?<!\w)(?:ngày|đăng|cập nhật|xuất bản|gửi|lúc|vào|hồi)(?!\w)|[:|()\[\]]")


def read_with_dateparser(rest: str) -> Day | None:
    """The day made of three bare numbers, one of them a year: `9 1 2023`, `09/01-2023`."""
    numbers_text = " ".join(_LABELS.sub(" ", rest).split())
    numbers = re.findall(r"\d+", numbers_text)
    years = [number for number in numbers if re.fullmatch(r"(?:19|20)\d\d", number)]
    words = set(re.findall(r"[^\W\d_]+", numbers_text))
    if len(numbers) != 3 or len(years) != 1 or words - {"tháng", "năm"}:
        return None
    settings = {"TIMEZONE": "Asia/Ho_Chi_Minh", "RETURN_AS_TIMEZONE_AWARE": True}
    settings["REQUIRE_PARTS"] = ["day", "month", "year"]
    read = dateparser.parse(numbers_text, languages=["vi"], settings=settings)
    if read is None or sorted((read.year, read.month, read.day)) != sorted(map(int, numbers)):
        return None
    return Day(read.year, read.month, read.day, 0, len(rest))
