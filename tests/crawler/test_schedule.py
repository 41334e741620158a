"""The hours of the day in which a newspaper may be crawled."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from archive.errors import UsageProblem
from crawler.schedule import hours


@pytest.mark.parametrize(
    ("text", "hour", "expected"),
    [("22-5", 23, True), ("22-5", 4, True), ("22-5", 5, False), ("22-5", 12, False),
     ("8-17", 8, True), ("8-17", 17, False), ("0-24", 23, True)],
)  # fmt: skip
def test_hours_are_those_of_viet_nam(text: str, hour: int, expected: bool) -> None:
    moment = datetime(2026, 3, 2, tzinfo=UTC) + timedelta(hours=hour - 7)
    found = hours(text)
    assert found is not None
    assert found.contain(moment) is expected


@pytest.mark.parametrize("text", ["", "5", "5-5", "25-3", "22-5-7", "-1-4"])
def test_what_are_no_hours_is_told(text: str) -> None:
    with pytest.raises(UsageProblem):
        hours(text)
