"""Histograms by year, month and day, and trends of several queries."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

from archive.db.reader import open_archive
from archive.search.filters import Filters
from archive.search.histogram import histogram, trend
from tests.support.searchable import UNDATED, make_archive


def test_a_histogram_tells_how_many_of_a_thousand(counted) -> None:
    found = histogram(counted, "hoa binh", step="year")
    assert [(found.label(one), one.articles, one.printed) for one in found.bins] == [
        ("2023", 0, 1),
        ("2024", 2, 2),
    ]
    assert [one.per_1000 for one in found.bins] == [0, 1000]
    assert found.undated == 1
    months = histogram(counted, "hoa binh", step="month", filters=Filters(first=date(2024, 1, 1)))
    assert [months.label(one) for one in months.bins] == ["2024-06", "2024-07"]
    days = histogram(counted, "viên", step="day", filters=Filters(paper="bac_lieu"))
    assert len(days.bins) == (date(2024, 6, 30) - date(2023, 1, 9)).days + 1
    assert Counter(one.per_1000 for one in days.bins) == {None: len(days.bins) - 2, 1000.0: 2}


def test_a_trend_has_the_same_bins_for_each_question(counted) -> None:
    one, other = trend(counted, ["đảng viên", "bàn"])
    assert [bin_.start for bin_ in one.bins] == [bin_.start for bin_ in other.bins]
    assert [one.question, other.question] == ["đảng viên", "bàn"]


def test_nothing_printed_is_no_bin_at_all(tmp_path: Path) -> None:
    with_none = open_archive(make_archive(tmp_path / "archive.db", (UNDATED,)))
    assert histogram(with_none, "hòa").bins == ()
    assert histogram(with_none, "hòa").undated == 1
    with_none.close()
