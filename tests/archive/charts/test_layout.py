"""Pictures that the pages draw: the country as tiles, histograms as bars."""

from __future__ import annotations

from datetime import date

import pytest

from archive.charts.layout import WIDEST, Box, bars, round_step, weeks, year
from archive.search.histogram import Bin, Histogram
from archive.serve import tile_map
from crawler import newspapers


def test_every_province_of_today_has_a_tile_of_its_own() -> None:
    drawn = tile_map.tiles({"Cà Mau": 90, "Huế": 10, "Hà Nội": 1})
    assert len({tile.province for tile in drawn}) == 34
    assert len({(tile.x, tile.y) for tile in drawn}) == 34
    kinds = {tile.province: tile.kind for tile in drawn}
    assert [kinds[name] for name in ("Cà Mau", "Huế", "Hà Nội", "Sơn La")] == [
        "most",
        "many",
        "some",
        "none",
    ]


def test_the_map_knows_the_province_of_every_newspaper() -> None:
    provinces = {tile.province for tile in tile_map.tiles({})}
    unknown = {
        one.id: one.province_now
        for one in newspapers.registered().values()
        if one.province_now not in {None, *provinces}
    }
    assert unknown == {}, f"use one of {sorted(provinces)}, or None"


def test_a_few_bars_stay_slim_and_in_the_middle_of_their_room() -> None:
    years = tuple(Bin(date(year, 1, 1), 1, 1) for year in (2024, 2025))
    one, other = bars(Histogram("", "year", years, 0)).bars
    assert one.width == other.width == WIDEST
    assert other.x - one.x > 2 * WIDEST


@pytest.mark.parametrize(
    ("rough", "whole", "step"),
    [
        (0, True, 1),
        (0.25, True, 1),
        (3, True, 5),
        (21, True, 50),
        (501, True, 1000),
        (0, False, 1),
        (0.03, False, 0.05),
        (2.2, False, 2.5),
        (21, False, 25),
    ],
)
def test_lines_stand_at_round_numbers(rough: float, whole: bool, step: float) -> None:
    assert round_step(rough, whole=whole) == pytest.approx(step)


def test_a_calendar_has_a_square_for_each_day() -> None:
    def paint(day: date) -> Box:
        return Box("full", day.isoformat())

    months = year(2024, [f"T{number}" for number in range(1, 13)], paint)
    assert len({(box.x, box.y) for box in months.boxes}) == 366
    in_weeks = weeks(date(2024, 1, 1), date(2024, 12, 31), paint)  # from a Monday
    assert len({(box.x, box.y) for box in in_weeks.boxes}) == 366
    assert len({box.y for box in in_weeks.boxes}) == 7
    assert [box.label for box in in_weeks.boxes if box.label][:2] == ["1/24", "2/24"]
    assert {box.words for box in in_weeks.boxes} == {box.words for box in months.boxes}
