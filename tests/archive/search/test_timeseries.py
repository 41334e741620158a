"""Polls, weather and shares over time."""

from __future__ import annotations

import dataclasses
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.db.reader import open_archive
from archive.model import Poll, PollOption, Weather
from archive.search.filters import Filters
from archive.search.timeseries import PollResult, polls, shares, weather
from tests.support.archive_writer import ArchiveWriter, numbered


class TestSeries:
    @pytest.fixture
    def conn(self, tmp_path: Path) -> Iterator[sqlite3.Connection]:
        facts = {"wind": {"dir": ["đông bắc"], "beaufort": [3, 4]}, "gust": [6, 7]}
        facts |= {"tmin": [19, 22], "tmax": [30, 33], "hazard": ["lốc", "sét"]}
        box = Weather("Thời tiết", "Gió đông bắc cấp 3-4, giật cấp 6-7.", facts)
        with ArchiveWriter(tmp_path / "archive.db") as archive:
            for number, votes in ((1, 10), (2, 25)):
                poll = Poll("Giá lúa?", (PollOption("Cao", votes), PollOption("Thấp", 5)))
                archive.save(
                    numbered(number, poll=poll, weather=box), f"2026-01-0{number}T20:00:00Z"
                )
            archive.save(numbered(3, poll=Poll("Chưa có lựa chọn?")), "2026-03-01T00:00:00Z")
        conn = open_archive(tmp_path / "archive.db")
        yield conn
        conn.close()

    def test_a_forecast_is_a_row_of_the_day_it_was_first_seen(self, conn) -> None:
        (found,) = weather(conn, Filters(province="bac lieu"))
        row = found.row()
        assert row["day"] == "2026-01-02"  # in Viet Nam
        assert (row["wind_beaufort"], row["gust_beaufort"], row["tmin"], row["tmax"]) == (
            *(4, 7, 19, 33),
        )
        assert row["hazard"] == "lốc, sét"
        assert list(weather(conn, Filters.from_dict({"last": "2026-01-01"}))) == []

    def test_polls_tell_how_results_grew(self, conn) -> None:
        found = list(polls(conn, Filters(paper="bac_lieu")))
        assert [(one.question, one.option, one.votes) for one in found] == [
            ("Giá lúa?", "Cao", 10),
            ("Giá lúa?", "Thấp", 5),
            ("Giá lúa?", "Cao", 25),
            ("Chưa có lựa chọn?", None, None),
        ]
        assert list(polls(conn, Filters.from_dict({"first": "2027-01-01"}))) == []

    def test_shares_of_a_poll_are_worked_out_from_votes_where_none_are_printed(self, conn) -> None:
        moments, found = shares(polls(conn))
        assert [moment[:10] for moment in moments] == ["2026-01-01", "2026-01-02"]
        assert found["Cao"] == [pytest.approx(66.67, abs=0.01), 100.0]
        assert found["Thấp"] == [pytest.approx(33.33, abs=0.01), None]
        one = PollResult(1, None, "?", 1, "A", 3, 40.0, "2026-01-01", "2026-01-01")
        other = dataclasses.replace(one, poll=2, option="B", percent=None, votes=None)
        assert shares([one, other]) == (["2026-01-01"], {"A (?)": [40.0]})
