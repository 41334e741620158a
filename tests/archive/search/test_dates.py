"""Days, months and years as people type them."""

from __future__ import annotations

import pytest

from archive.errors import PeriodProblem
from archive.search.dates import first_day, last_day


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("2023", "2023-01-01", "2023-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("02/2023", "2023-02-01", "2023-02-28"),
        ("2023-01-09", "2023-01-09", "2023-01-09"),
        (" 9/1/2023 ", "2023-01-09", "2023-01-09"),
    ],
)
def test_a_year_or_month_stands_for_its_days(typed: str, first: str, last: str) -> None:
    assert (first_day(typed).isoformat(), last_day(typed).isoformat()) == (first, last)


@pytest.mark.parametrize(
    "typed", ["", "hôm qua", "31/2/2023", "2023-13", "0000", "2023-00-00x", "1/1/23"]
)
def test_what_is_no_day_is_refused(typed: str) -> None:
    with pytest.raises(PeriodProblem, match="invalid date"):
        first_day(typed)
