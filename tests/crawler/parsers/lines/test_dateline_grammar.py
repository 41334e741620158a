"""The grammar of datelines on generated lines: template dates, arbitrary text, repetition."""

from __future__ import annotations

import re
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.clock import VIETNAM
from crawler.parsers.lines.dateline import read_dateline
from tests.crawler.parsers.lines.test_dateline import FETCHED, LATER

TEMPLATES = [
    "{weekday}, {d:02}/{m:02}/{y} | {H:02}:{M:02}",
    "{weekday}, {d}/{m}/{y}, {H:02}:{M:02} (GMT+7)",
    "{weekday}, ngày {d:02}/{m:02}/{y} {H:02}:{M:02}:{S:02}",
    "{H:02}:{M:02}, {d:02}/{m:02}/{y} (GMT+7)",
    "{H:02}:{M:02} {d:02}/{m:02}/{y}",
    "{H}h{M:02} ngày {d}/{m}/{y}",
    "{H}g{M:02}, {d}/{m}/{y}",
    "{H} giờ {M} phút, ngày {d}/{m}/{y}",
    "{d:02}/{m:02}/{y} - {H:02}:{M:02}",
    "{d:02}-{m:02}-{y} {H:02}:{M:02}",
    "{d:02}.{m:02}.{y} {H:02}:{M:02}",
    "{d}/{m}/{y} {h12}:{M:02}:{S:02} {half}",
    "{h12}:{M:02} {ampm} {d}/{m}/{y}",
    "{weekday}: {H:02}:{M:02} ngày {d:02}/{m:02}/{y}",
    "Cập nhật: {weekday}, {d}/{m}/{y} | {h12}:{M:02}:{S:02} {ampm}",
    "Ngày {d:02} Tháng {m:02}, {y} | {H:02}:{M:02}",
    "{d} {month}, {y} lúc {H}:{M:02}",
    "{month} {d}, {y} {h12}:{M:02} {ampm}",
    "{y}-{m:02}-{d:02}T{H:02}:{M:02}:{S:02}+07:00",
    "{y}-{m:02}-{d:02} {H:02}:{M:02}",
    "{english} {d}, {y} {H:02}:{M:02}",
    "{d:02} {english} {y} {H:02}:{M:02}:{S:02} +0700",
    "{short}, {d:02}/{m:02}/{y} {H:02}:{M:02}",
]
WEEKDAY_NAMES = "Thứ Hai|Thứ Ba|Thứ Tư|Thứ Năm|Thứ Sáu|Thứ Bảy|Chủ Nhật".split("|")
SHORT_NAMES = "T2 T3 T4 T5 T6 T7 CN".split()
MONTH_NAMES = "Một,Hai,Ba,Tư,Năm,Sáu,Bảy,Tám,Chín,Mười,Mười Một,Mười Hai".split(",")


# hypothesis requires naive bounds and generates naive times
NAIVE_BOUNDS = (datetime.fromisoformat("1997-01-01"), datetime.fromisoformat("2029-12-31"))
ENGLISH_NAMES = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def printed(template: str, when: datetime) -> str:
    return template.format(
        d=when.day, m=when.month, y=when.year, H=when.hour, M=when.minute, S=when.second,
        h12=when.hour % 12 or 12, half="SA" if when.hour < 12 else "CH",
        ampm="AM" if when.hour < 12 else "PM", weekday=WEEKDAY_NAMES[when.weekday()],
        short=SHORT_NAMES[when.weekday()], month="Tháng " + MONTH_NAMES[when.month - 1],
        english=ENGLISH_NAMES[when.month - 1],
    )  # fmt: skip


@pytest.mark.parametrize("template", TEMPLATES)
@given(when=st.datetimes(*NAIVE_BOUNDS))
@settings(max_examples=150, deadline=None)
def test_a_date_printed_by_a_template_is_parsed_back(template: str, when: datetime) -> None:
    said = read_dateline(printed(template, when), not_after=LATER)
    seconds = when.second if "{S:" in template else 0
    expected = when.replace(second=seconds, microsecond=0, tzinfo=VIETNAM).isoformat()
    assert (said.published, said.problems) == (expected, ())


@given(st.text(alphabet="0123456789/-.: ,|()thứngàyămhgiờ'CHSAtrước\u0303đến", max_size=60))
@settings(max_examples=800, deadline=None)
def test_no_text_raises_and_every_date_is_well_formed(text: str) -> None:
    for said in (read_dateline(text), read_dateline(text, fetched_at=FETCHED)):
        if said.published is not None:
            assert re.fullmatch(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d\+07:00)?", said.published)
            assert datetime.fromisoformat(said.published).year >= 1997


@pytest.mark.parametrize(
    "unit", ["1/", "tháng 1 ", "(", "âm lịch ", "( âl", "1h", "gmt ", "từ 1 ", "jan ", "1.", "- "]
)
def test_hostile_repetition_is_parsed_only_up_to_a_limit(unit: str) -> None:
    assert len(read_dateline(unit * 200_000).raw) <= 400
