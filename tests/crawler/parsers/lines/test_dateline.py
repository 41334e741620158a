"""Dateline parser: accepted forms, and the problems of rejected ones."""

from __future__ import annotations

import csv
import sys
from datetime import datetime

import pytest

from archive.clock import VIETNAM
from crawler.parsers.lines.dateline import json_record, read_dateline
from tests.support.paths import SHARED

FETCHED = datetime(2023, 1, 10, 9, 0, tzinfo=VIETNAM)
LATER = datetime(2030, 1, 1, tzinfo=VIETNAM)

EXACT = [
    # time after the day, before it, and with every separator in use
    ("Thứ Hai, 09/01/2023 | 15:24", "2023-01-09T15:24:00+07:00"),
    ("Thứ Hai, 09/01/2023, 15:24 [GMT+7]", "2023-01-09T15:24:00+07:00"),
    ("thứ hai, 9/1/2023 15:24 (GMT+7)", "2023-01-09T15:24:00+07:00"),
    ("15:24 | 09/01/2023", "2023-01-09T15:24:00+07:00"),
    ("15:24, 09/01/2023 (GMT+7)", "2023-01-09T15:24:00+07:00"),
    ("15:24 - 09/01/2023", "2023-01-09T15:24:00+07:00"),
    ("15:24 - 9-1-2023", "2023-01-09T15:24:00+07:00"),
    ("15:24:30 - 09.01.2023", "2023-01-09T15:24:30+07:00"),
    ("09/01/2023 - 15:24", "2023-01-09T15:24:00+07:00"),
    ("09-01-2023 - 15:24", "2023-01-09T15:24:00+07:00"),
    ("09–01–2023 — 15:24", "2023-01-09T15:24:00+07:00"),
    ("09 / 01 / 2023 15:24", "2023-01-09T15:24:00+07:00"),
    ("09/01/2023 15 : 24", "2023-01-09T15:24:00+07:00"),
    ("2023-01-09 15:24", "2023-01-09T15:24:00+07:00"),
    ("2023/01/09 - 15:24", "2023-01-09T15:24:00+07:00"),
    ("Thứ 4, 01/12/2021 | 11:51:00 [GMT +7]", "2021-12-01T11:51:00+07:00"),
    ("Thứ 6, 02/10/2026 18:38 [(GMT +7)]", "2026-10-02T18:38:00+07:00"),
    ("Thứ sáu: 15:00 ngày 09/02/2024", "2024-02-09T15:00:00+07:00"),
    ("Thứ 2:15:24 09/01/2023", "2023-01-09T15:24:00+07:00"),
    ("Chủ nhật, 29-6-25 02:16:30", "2025-06-29T02:16:30+07:00"),
    ("00:00 09/01/2023", "2023-01-09T00:00:00+07:00"),
    # hours in words and letters
    ("15h24 ngày 9/1/2023", "2023-01-09T15:24:00+07:00"),
    ("15 h 24, ngày 9/1/2023", "2023-01-09T15:24:00+07:00"),
    ("15h24' - 09/01/2023", "2023-01-09T15:24:00+07:00"),
    ("15h24p 9/1/2023", "2023-01-09T15:24:00+07:00"),
    ("15h 24 - 09-01-2023", "2023-01-09T15:24:00+07:00"),
    ("8h5' 9/1/2023", "2023-01-09T08:05:00+07:00"),
    ("8g05 ngày 9/1/2023", "2023-01-09T08:05:00+07:00"),
    ("8h 9/1/2023", "2023-01-09T08:00:00+07:00"),
    ("8h, ngày 9 tháng 1 năm 2023", "2023-01-09T08:00:00+07:00"),
    ("8h 9 tháng 1 năm 2023", "2023-01-09T08:00:00+07:00"),
    ("9/1/2023 lúc 15 giờ", "2023-01-09T15:00:00+07:00"),
    ("Thứ hai ngày 9 tháng 1 năm 2023, 15 giờ 24 phút 30 giây", "2023-01-09T15:24:30+07:00"),
    ("15 giờ 5 phút, ngày 9/1/2023", "2023-01-09T15:05:00+07:00"),
    ("15h24:30 - 9/1/2023", "2023-01-09T15:24:30+07:00"),
    ("15h:24 9/1/2023", "2023-01-09T15:24:00+07:00"),
    ("15:24h, 9/1/2023", "2023-01-09T15:24:00+07:00"),
    ("Thứ hai:15h24 9/1/2023", "2023-01-09T15:24:00+07:00"),
    # periods of the day
    ("Thứ Năm, 14/11/2013 15:04 CH", "2013-11-14T15:04:00+07:00"),
    ("Thứ Năm, 28/11/2024 02:34 SA", "2024-11-28T02:34:00+07:00"),
    ("Cập nhật: Thứ sáu, 12/4/2024 | 1:17:16 PM", "2024-04-12T13:17:16+07:00"),
    ("12:15 CH 09/01/2023", "2023-01-09T12:15:00+07:00"),
    ("12:15 SA 09/01/2023", "2023-01-09T00:15:00+07:00"),
    ("0:30 CH 09/01/2023", "2023-01-09T12:30:00+07:00"),
    ("09/01/2023 3:24 p.m.", "2023-01-09T15:24:00+07:00"),
    ("09/01/2023 11:59PM", "2023-01-09T23:59:00+07:00"),
    ("9 giờ sáng 9/1/2023", "2023-01-09T09:00:00+07:00"),
    ("3 giờ chiều, 9/1/2023", "2023-01-09T15:00:00+07:00"),
    ("8h tối 9/1/2023", "2023-01-09T20:00:00+07:00"),
    ("12h30 trưa 9/1/2023", "2023-01-09T12:30:00+07:00"),
    ("11 giờ trưa 9/1/2023", "2023-01-09T11:00:00+07:00"),
    ("1 giờ trưa 9/1/2023", "2023-01-09T13:00:00+07:00"),
    ("11h30 đêm 9/1/2023", "2023-01-09T23:30:00+07:00"),
    ("2h đêm 9/1/2023", "2023-01-09T02:00:00+07:00"),
    ("12h đêm 9/1/2023", "2023-01-09T00:00:00+07:00"),
    ("15:24 Chính trị 9/1/2023", "2023-01-09T15:24:00+07:00"),
    # no time: a bare date
    ("09/01/2023", "2023-01-09"),
    ("9/1/2023", "2023-01-09"),
    ("09.01.2023", "2023-01-09"),
    ("09.01.23", "2023-01-09"),
    ("9/1/98", "1998-01-09"),
    ("29/2/2024", "2024-02-29"),
    ("Thứ Hai, 09/01/2023", "2023-01-09"),
    ("T2, 09.01.2023", "2023-01-09"),
    ("T7 - 14/01/2023", "2023-01-14"),
    ("Thứ bẩy, 14/01/2023", "2023-01-14"),
    ("Chúa nhật, 08/01/2023", "2023-01-08"),
    ("CN 08/01/2023", "2023-01-08"),
    ("(GMT+7:00) 09/01/2023", "2023-01-09"),
    ("09/01/2023 GMT+7", "2023-01-09"),
    ("2023-01-09", "2023-01-09"),
    ("9 1 2023", "2023-01-09"),
    ("Ngày: 09/01-2023", "2023-01-09"),
    ("2023 tháng 1 ngày 9", "2023-01-09"),
    # months in words
    ("ngày 9 tháng 1 năm 2023", "2023-01-09"),
    ("Ngày 9/tháng 1/năm 2023", "2023-01-09"),
    ("9 Tháng Một, 2023", "2023-01-09"),
    ("9 tháng tư 2023", "2023-04-09"),
    ("9 tháng bốn năm 2023", "2023-04-09"),
    ("9 Tháng Năm, 2023", "2023-05-09"),
    ("9 Tháng Mười, 2023", "2023-10-09"),
    ("9 Tháng Mười Một, 2023", "2023-11-09"),
    ("9 Tháng Mười Hai, 2023", "2023-12-09"),
    ("9 Tháng Giêng, 2023", "2023-01-09"),
    ("Tháng Một 9, 2023", "2023-01-09"),
    ("Tháng Năm 5, 2023", "2023-05-05"),
    ("Tháng Mười Hai 9, 2022 3:24 chiều", "2022-12-09T15:24:00+07:00"),
    ("Tháng 12 9, 2022", "2022-12-09"),
    ("Tháng Tám 9th, 2022", "2022-08-09"),
    ("15:24, 09 Th1 2023", "2023-01-09T15:24:00+07:00"),
    ("9 thg 1, 2023", "2023-01-09"),
    ("9.tháng một.2023", "2023-01-09"),
    ("ngay 09 thang 01 nam 2023", "2023-01-09"),
    # English, from content systems without a Vietnamese translation
    ("Jan 9, 2023", "2023-01-09"),
    ("January 12th, 2011", "2011-01-12"),
    ("9th of January, 2023", "2023-01-09"),
    ("09 Sept 2023", "2023-09-09"),
    ("09/Jan/2023:15:24:00 +0700", "2023-01-09T15:24:00+07:00"),
    ("Monday, January 9, 2023 3:24 PM", "2023-01-09T15:24:00+07:00"),
    ("Mon Jan 09 2023 15:24:30 GMT+0700 (Indochina Time)", "2023-01-09T15:24:30+07:00"),
    # machine-readable forms and time zones
    ("2023-01-09T15:24:30+07:00", "2023-01-09T15:24:30+07:00"),
    ("2025-06-17T13:43:02+0700", "2025-06-17T13:43:02+07:00"),
    ("2023-01-09T15:24:30", "2023-01-09T15:24:30+07:00"),
    ("2023-01-09T15:24", "2023-01-09T15:24:00+07:00"),
    ("2023-01-09T08:24:30Z", "2023-01-09T15:24:30+07:00"),
    ("2023-01-09T08:24:30.1234567Z", "2023-01-09T15:24:30+07:00"),
    ("2023-01-09T20:24:30+00:00", "2023-01-10T03:24:30+07:00"),
    ("2023-01-09 15:24:30 +0700", "2023-01-09T15:24:30+07:00"),
    ("2023-01-09 03:24 PM", "2023-01-09T15:24:00+07:00"),
    ("Mon, 09 Jan 2023 08:24:00 GMT", "2023-01-09T15:24:00+07:00"),
    ("Mon, 09 Jan 2023 15:24:00 +0700", "2023-01-09T15:24:00+07:00"),
    ("09/01/2023 08:24 UTC", "2023-01-09T15:24:00+07:00"),
    ("09/01/2023 15:24 UTC+7", "2023-01-09T15:24:00+07:00"),
    ("09/01/2023 17:24 GMT+09:00", "2023-01-09T15:24:00+07:00"),
    # labels, adjacent text, missing spaces
    ("Cập nhật ngày: 24/04/2015 05:21:36", "2015-04-24T05:21:36+07:00"),
    ("Đăng ngày 09-01-2023 lúc 15:24 bởi Admin - 120 lượt xem", "2023-01-09T15:24:00+07:00"),
    ("Lượt xem: 2015 | Gửi lúc: 05/12/2013 15:42:27", "2013-12-05T15:42:27+07:00"),
    ("ĐT: 0291 3824 100 - Ngày 09/01/2023", "2023-01-09"),
    ("Đăng lúc15:24 ngày09/01/2023", "2023-01-09T15:24:00+07:00"),
    ("09/01/202315:24", "2023-01-09T15:24:00+07:00"),
    ("15:2409/01/2023", "2023-01-09T15:24:00+07:00"),
    ("09/01/2023 - 3 giờ trước", "2023-01-09"),
    ("09/01/2023 | 3 phút đọc", "2023-01-09"),
    ("Nông nghiệp09/01/2023Sáng nay", "2023-01-09"),
    ("Cà Mau, ngày 9 tháng 1 năm 2023", "2023-01-09"),
    ("Hà Nội, 9-1-2023 (TTXVN)", "2023-01-09"),
    ("Số 12 - 09/01/2023", "2023-01-09"),
    ("Công văn 15/SNN-CN, ngày 09/01/2023", "2023-01-09"),
    ("Kỳ họp thứ 5, 09/01/2023", "2023-01-09"),
    ("Hội nghị lần thứ ba, 09/01/2023", "2023-01-09"),
    # a lunar date beside the solar one
    ("Thứ Hai, 09/01/2023 (18/12 Âm lịch)", "2023-01-09"),
    ("Thứ Hai, 09/01/2023 (tức ngày 18 tháng Chạp năm Nhâm Dần)", "2023-01-09"),
    ("09/01/2023 - 18/12 ÂL", "2023-01-09"),
    ("09/01/2023 (âm lịch 18/12/2022) 15:24", "2023-01-09T15:24:00+07:00"),
    ("Ngày 18 tháng Chạp (tức 09/01/2023)", "2023-01-09"),
    ("Mùng 1 tháng Giêng năm Quý Mão - 22/01/2023", "2023-01-22"),
    ("Xuân Quý Mão, 22/01/2023 08:00", "2023-01-22T08:00:00+07:00"),
    # Unicode normalization and kinds of spaces make no difference
    ("Thứ\u00a0Hai,\u00a009/01/2023\u200b 15:24", "2023-01-09T15:24:00+07:00"),
    ("Thu\u031b\u0301 Hai, 09/01/2023", "2023-01-09"),
    ("  THỨ HAI ,\n 09/01/2023\t15:24 ", "2023-01-09T15:24:00+07:00"),
    ("Ðăng ngày 09/01/2023", "2023-01-09"),
]


UPDATES = [
    (
        "Ngày đăng: 09/01/2023 15:24 - Cập nhật: 10/01/2023 08:00",
        "2023-01-09T15:24:00+07:00",
        "2023-01-10T08:00:00+07:00",
    ),
    (
        "Cập nhật: 10/01/2023 08:00 | Ngày đăng: 09/01/2023 15:24",
        "2023-01-09T15:24:00+07:00",
        "2023-01-10T08:00:00+07:00",
    ),
    ("09/01/2023 (cập nhật 10/01/2023)", "2023-01-09", "2023-01-10"),
    ("09/01/2023 15:24 (cập nhật 16:30)", "2023-01-09T15:24:00+07:00", None),
    ("Cập nhật: 10/01/2023 08:00", "2023-01-10T08:00:00+07:00", None),
]


@pytest.mark.parametrize(("text", "published"), EXACT)
def test_usual_forms_give_a_date_without_problems(text: str, published: str) -> None:
    said = read_dateline(text, not_after=LATER)
    assert (said.published, said.problems) == (published, ())


@pytest.mark.parametrize(("text", "published", "updated"), UPDATES)
def test_a_line_may_have_both_publication_and_update(
    text: str, published: str, updated: str | None
) -> None:
    said = read_dateline(text)
    assert (said.published, said.updated) == (published, updated)


def test_precision_is_what_is_printed() -> None:
    lines = ["09/01/2023 15:24", "15h 09/01/2023", "09/01/2023", "sắp đăng"]
    assert [read_dateline(line).precision for line in lines] == ["minute", "hour", "day", None]


def test_raw_is_the_line_as_printed_with_spaces_collapsed() -> None:
    assert (
        read_dateline(" Thứ Hai,\n 09/01/2023 –\u00a015:24 ").raw == "Thứ Hai, 09/01/2023 – 15:24"
    )


def test_a_date_up_to_a_day_after_the_fetch_is_accepted() -> None:
    assert read_dateline("11/01/2023", fetched_at=FETCHED).published == "2023-01-11"
    assert read_dateline("11/01/2023 08:59", fetched_at=FETCHED).published is not None
    assert read_dateline("11/01/2023 09:01", fetched_at=FETCHED).problems == ("date-in-future",)
    assert read_dateline("12/01/2023", not_after=FETCHED).problems == ("date-in-future",)


def test_the_command_prints_date_and_problems() -> None:
    record = json_record("Thứ Ba, 09/01/2023", not_after=FETCHED)
    assert record == {"published": "2023-01-09", "problems": ["date-weekday-mismatch"]}
    assert json_record("hôm qua", FETCHED)["published"] == "2023-01-09"


DATES = SHARED / "data" / "dates.tsv"


def agrees(raw: str, expected: str) -> bool:
    """Whether a row of dates.tsv is parsed as its code demands."""
    if expected.startswith("REL:"):
        told = read_dateline(raw, fetched_at=FETCHED)
        return bool(told.published) and json_record(raw)["published"] is None
    said = json_record(raw, not_after=LATER)
    code, _, value = expected.partition(":")
    if code == "MDY":
        return said["published"] != value  # only the newspaper knows: we read the day first
    if code == "MISMATCH":
        return (said["published"] or "")[:10] == value and "date-weekday-mismatch" in said[
            "problems"
        ]
    if code in ("YEARLESS", "INVALID", "FUTURE", "RANGE"):
        return said["published"] is None and bool(said["problems"])
    return said == {"published": expected or None, "problems": []}


@pytest.mark.skipif(not DATES.exists(), reason="../shared is not beside this checkout")
def test_real_datelines_are_parsed_as_annotated(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with DATES.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    wrong = [row["raw"] for row in rows if not agrees(row["raw"], row["expected"])]
    with capsys.disabled():
        sys.stdout.write(f"\ndates.tsv: {len(rows) - len(wrong)} of {len(rows)}\n")
    assert len(wrong) <= 0.02 * len(rows), wrong
