"""Datelines that cannot be trusted: each has a named problem, or no date."""

from __future__ import annotations

import pytest

from crawler.parsers.lines.dateline import read_dateline
from tests.crawler.parsers.lines.test_dateline import LATER

ODD = [
    ("Thứ Ba, 09/01/2023 15:24", "2023-01-09T15:24:00+07:00", ("date-weekday-mismatch",)),
    ("CN, 09/01/2023", "2023-01-09", ("date-weekday-mismatch",)),
    ("Tuesday, January 10, 2022", "2022-01-10", ("date-weekday-mismatch",)),
    ("Thứ Ba, 01/09/2018", "2018-09-01", ("date-weekday-mismatch", "date-month-first")),
    ("25:61 09/01/2023", "2023-01-09", ("time-impossible",)),
    ("24:00 09/01/2023", "2023-01-09", ("time-impossible",)),
    ("09/01/2023, xem lại 12/01/2023", "2023-01-09", ("date-several",)),
    ("05/12/2022 | Đăng: 09/01/2023", "2023-01-09", ("date-several",)),
    ("01/13/2023", None, ("date-impossible", "date-month-first")),
    ("13/13/2023", None, ("date-impossible",)),
    ("30/02/2024", None, ("date-impossible",)),
    ("29/02/2023 08:00", None, ("date-impossible",)),
    ("2023-13-01", None, ("date-impossible",)),
    ("ngày 31 tháng 4 năm 2023", None, ("date-impossible",)),
    ("09/01/2033", None, ("date-in-future",)),
    ("2033-01-09T15:24:30+07:00", None, ("date-in-future",)),
    ("01/01/1970", None, ("date-too-old",)),
    ("1970-01-01T00:00:00Z", None, ("date-too-old",)),
    ("0001-01-01T00:00:00", None, ("date-too-old",)),
    ("31/12/1996", None, ("date-too-old",)),
    ("15:24 ngày 9/1", None, ("date-yearless",)),
    ("Thứ Hai, 9/1", None, ("date-yearless",)),
    ("9 tháng 1", None, ("date-yearless",)),
    ("8-10/3/2024", None, ("date-range",)),
    ("28/2-10/3/2024", None, ("date-range",)),
    ("08 - 10/03/2024", None, ("date-range",)),
    ("từ ngày 8 đến ngày 10/3/2024", None, ("date-range",)),
    ("Từ 8h ngày 08/03/2024 đến 17h ngày 10/03/2024", None, ("date-range",)),
    ("08/03/2024 08:00 - 10/03/2024 17:00", None, ("date-range",)),
    ("Thứ Sáu, 08/03/2024 - Chủ nhật, 10/03/2024", None, ("date-range",)),
    ("Ngày 9 và 10/1/2023", None, ("date-range",)),
    ("Thời gian: 9 - 15/01/2023", None, ("date-range",)),
    ("ngày 10 tháng Giêng năm 2023", None, ("date-lunar",)),
    ("Âm lịch: 18/12/2022", None, ("date-lunar",)),
    ("18/12/2022 âm lịch", None, ("date-lunar",)),
    ("5 phút trước", None, ("date-relative",)),
    ("hôm qua lúc 21:15", None, ("date-relative",)),
]
NOTHING = [
    "", "   ", "12", "5", "2023", "tháng 5", "tháng 5/2023", "5/2023", "2023-05", "CN", "Thứ tư",
    "15:24", "1:51 am", "09/01", "6/45", "24/7", "25,32", "3,5 tỷ đồng", "giai đoạn 2021-2026",
    "năm 2022", "nam 2022", "ĐT: 0291 3824 100", "1800 12 34", "192.168.1.1", "1.2.2023.4",
    "Quyết định số 09/2023/QĐ-UBND", "Nghị định 12/3/2023/NĐ-CP", "120 lượt xem", "Trang 3/5",
    "Tỷ số 2-1", "Số báo 4512", "abc", "(((", "thứ", "ngày", "tháng tháng tháng", "9999-12-31",
]  # fmt: skip


@pytest.mark.parametrize(("text", "published", "problems"), ODD)
def test_unusual_lines_have_named_problems(
    text: str, published: str | None, problems: tuple[str, ...]
) -> None:
    said = read_dateline(text, not_after=LATER)
    assert (said.published, said.problems) == (published, problems)


@pytest.mark.parametrize("text", NOTHING)
def test_incomplete_dates_give_no_date(text: str) -> None:
    assert read_dateline(text, not_after=LATER).published is None
