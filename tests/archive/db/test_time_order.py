"""The place of an article in time: the order it gives, and what happens where places run out."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date

import pytest

from archive.db import time_order

DAY = date(2023, 1, 9)


@pytest.fixture
def conn() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as conn:
        conn.execute("CREATE TABLE articles (position INTEGER NOT NULL UNIQUE)")
        yield conn


def place(conn: sqlite3.Connection, published: str | None) -> int:
    given = time_order.allocate(conn, published)
    conn.execute("INSERT INTO articles VALUES (?)", (given,))
    return given


def fill(conn: sqlite3.Connection, first: int, last: int) -> None:
    """Take all places from `first` to `last`."""
    conn.execute(
        "WITH RECURSIVE n(n) AS (SELECT ? UNION ALL SELECT n + 1 FROM n WHERE n < ?)"
        " INSERT INTO articles SELECT n FROM n",
        (first, last),
    )


@pytest.mark.parametrize(
    ("published", "day", "minute"),
    [
        ("2023-01-09", DAY, 0),
        ("2023-01-09T00:00:00+07:00", DAY, 0),
        ("2023-01-09T15:24:00+07:00", DAY, 15 * 60 + 24),
        ("2023-01-09T15:24:59+07:00", DAY, 15 * 60 + 24),
        ("2023-01-08T17:00:00+00:00", DAY, 0),
        ("2023-01-08T17:30:00Z", DAY, 30),
        ("2023-01-09T15:24:00", DAY, 15 * 60 + 24),
        ("1997-01-01", date(1997, 1, 1), 0),
    ],
)
def test_a_time_is_its_minute_in_viet_nam(published: str, day: date, minute: int) -> None:
    assert time_order.of_time(published) == time_order.of_day(day) + minute * 64


@pytest.mark.parametrize("published", [None, "1996-12-31", "1970-01-01T07:00:00+07:00"])
def test_no_date_and_a_misread_one_have_no_time(published: str | None) -> None:
    assert time_order.of_time(published) is None


def test_two_hundred_bare_dates_of_one_day_stay_in_their_day_and_in_order(
    conn: sqlite3.Connection,
) -> None:
    places = [place(conn, "2023-01-09") for _ in range(200)]
    first = time_order.of_day(DAY)
    assert places == list(range(first, first + 200))


def test_a_time_inside_the_overflow_of_bare_dates_finds_the_next_place(
    conn: sqlite3.Connection,
) -> None:
    for _ in range(200):
        place(conn, "2023-01-09")
    assert place(conn, "2023-01-09T00:01:00+07:00") == time_order.of_day(DAY) + 200
    assert place(conn, "2023-01-09T00:05:00+07:00") == time_order.of_day(DAY) + 5 * 64


def test_articles_of_one_minute_stand_in_order_of_arrival(conn: sqlite3.Connection) -> None:
    places = [place(conn, "2023-01-09T15:24:00+07:00") for _ in range(100)]
    assert places == sorted(set(places))


def test_the_undated_stand_below_all_dated_ones(conn: sqlite3.Connection) -> None:
    dated = place(conn, "1997-01-01")
    assert [place(conn, None), place(conn, None), place(conn, "1970-01-01")] == [0, 1, 2]
    assert dated == time_order.FIRST_DATED > 2


def test_a_hundred_thousand_undated_ones_have_room(conn: sqlite3.Connection) -> None:
    fill(conn, 0, 99_999)
    assert place(conn, None) == 100_000


def test_a_day_full_to_its_end_gives_the_places_before_the_minute(
    conn: sqlite3.Connection,
) -> None:
    noon, end = time_order.of_day(DAY) + 12 * 60 * 64, time_order.of_day(DAY) + time_order.PER_DAY
    fill(conn, noon, end - 1)
    assert place(conn, "2023-01-09T12:00:00+07:00") == time_order.of_day(DAY)


def test_a_day_without_any_room_overflows_into_the_next_one(conn: sqlite3.Connection) -> None:
    fill(conn, time_order.of_day(DAY), time_order.of_day(DAY) + time_order.PER_DAY - 1)
    assert place(conn, "2023-01-09") == time_order.of_day(date(2023, 1, 10))
    assert place(conn, "2023-01-10") == time_order.of_day(date(2023, 1, 10)) + 1


def test_a_text_that_is_no_date_is_an_error(conn: sqlite3.Connection) -> None:
    with pytest.raises(ValueError, match="isoformat"):
        time_order.allocate(conn, "hôm qua")
