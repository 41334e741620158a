"""Dates relative to the fetch: hours ago, today, a day and month without a year."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from crawler.parsers.lines.dateline import read_dateline
from tests.crawler.parsers.lines.test_dateline import FETCHED

RELATIVE = [
    ("vừa xong", "2023-01-10T09:00:00+07:00", "minute"),
    ("5 phút trước", "2023-01-10T08:55:00+07:00", "minute"),
    ("30 giây trước", "2023-01-10T08:59:00+07:00", "minute"),
    ("13 giờ trước", "2023-01-09T20:00:00+07:00", "hour"),
    ("3 tiếng trước", "2023-01-10T06:00:00+07:00", "hour"),
    ("một giờ trước", "2023-01-10T08:00:00+07:00", "hour"),
    ("nửa tiếng trước", "2023-01-10T08:30:00+07:00", "hour"),
    ("1 tiếng rưỡi trước", "2023-01-10T07:30:00+07:00", "hour"),
    ("1 giờ 5 phút trước", "2023-01-10T07:55:00+07:00", "minute"),
    ("Cách đây 2 giờ", "2023-01-10T07:00:00+07:00", "hour"),
    ("3 hours ago", "2023-01-10T06:00:00+07:00", "hour"),
    ("an hour ago", "2023-01-10T08:00:00+07:00", "hour"),
    ("10 giờ 30 phút trước", "2023-01-09T22:30:00+07:00", "minute"),
    ("2 ngày trước", "2023-01-08", "day"),
    ("1 tuần trước", "2023-01-03", "week"),
    ("tuần trước", "2023-01-03", "week"),
    ("1 tháng trước", "2022-12-10", "month"),
    ("11 tháng trước", "2022-02-10", "month"),
    ("2 năm trước", "2021-01-10", "year"),
    ("năm ngoái", "2022-01-10", "year"),
    ("tuần rồi", "2023-01-03", "week"),
    ("hôm nay", "2023-01-10", "day"),
    ("Hôm nay, 08:30", "2023-01-10T08:30:00+07:00", "minute"),
    ("sáng nay 7h", "2023-01-10T07:00:00+07:00", "hour"),
    ("hôm qua lúc 21:15", "2023-01-09T21:15:00+07:00", "minute"),
    ("chiều qua", "2023-01-09", "day"),
    ("hôm kia", "2023-01-08", "day"),
    ("yesterday 21:15", "2023-01-09T21:15:00+07:00", "minute"),
    ("thứ 5 tuần trước", "2023-01-05", "day"),
    ("thứ hai tuần này 10:00", "2023-01-09T10:00:00+07:00", "minute"),
    ("vài phút trước", None, None),
    ("500 năm trước", None, None),
]


@pytest.mark.parametrize(("text", "published", "precision"), RELATIVE)
def test_relative_dates_are_resolved_from_the_fetch(
    text: str, published: str | None, precision: str | None
) -> None:
    said = read_dateline(text, fetched_at=FETCHED)
    assert (said.published, said.precision) == (published, precision)
    assert "date-relative" in said.problems


def test_the_fetch_time_may_have_any_zone() -> None:
    evening = datetime(2023, 1, 9, 20, 0, tzinfo=UTC)  # 03:00 on the 10th in Viet Nam
    assert read_dateline("hôm nay", fetched_at=evening).published == "2023-01-10"
    plus_nine = datetime(2023, 1, 10, 1, 0, tzinfo=timezone(timedelta(hours=9)))
    assert read_dateline("hôm nay", fetched_at=plus_nine).published == "2023-01-09"


def test_a_missing_year_is_that_of_the_last_day_with_the_weekday() -> None:
    said = read_dateline("Thứ Hai, 9/1 | 15:24", fetched_at=FETCHED)
    assert said.published == "2023-01-09T15:24:00+07:00"
    assert said.problems == ("date-yearless",)
    assert read_dateline("Chủ nhật, 25/12", fetched_at=FETCHED).published == "2022-12-25"
    assert read_dateline("Thứ Ba, 9/1", fetched_at=FETCHED).published is None
    assert read_dateline("Thứ Hai, 9/1", not_after=FETCHED).published is None
