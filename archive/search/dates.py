"""Days as people type them, to bound a period: a year or a month stands for all its days."""

from __future__ import annotations

import calendar
import re
from datetime import date

from archive.errors import PeriodProblem

_FORMS = (
    re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{1,2})(?:-(?P<day>\d{1,2}))?)?"),
    re.compile(r"(?:(?P<day>\d{1,2})/)?(?P<month>\d{1,2})/(?P<year>\d{4})"),
)


def first_day(typed: str) -> date:
    """The first day of 2023, 2023-01, 01/2023, 2023-01-09 or 09/01/2023; raises PeriodProblem."""
    return _days(typed)[0]


def last_day(typed: str) -> date:
    """The last day of what `first_day` reads; raises PeriodProblem."""
    return _days(typed)[1]


def _days(typed: str) -> tuple[date, date]:
    for form in _FORMS:
        if match := form.fullmatch(typed.strip()):
            year = int(match["year"])
            month, day = int(match["month"] or 0), int(match["day"] or 0)
            try:
                end = day or calendar.monthrange(year, month or 12)[1]
                return date(year, month or 1, day or 1), date(year, month or 12, end)
            except ValueError:  # 31 February, or month 13
                break
    raise PeriodProblem(f"invalid date “{typed}”: use 2023-01-09, 09/01/2023, 2023-01 or 2023")
