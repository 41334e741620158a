"""Pictures that the pages draw: the country as tiles, histograms as bars."""

from __future__ import annotations

from datetime import date

from archive.charts.layout import WIDEST, bars
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
    assert {one.province_now for one in newspapers.registered().values()} <= provinces


def test_a_few_bars_stay_slim_and_in_the_middle_of_their_room() -> None:
    years = tuple(Bin(date(year, 1, 1), 1, 1) for year in (2024, 2025))
    one, other = bars(Histogram("", "year", years, 0)).bars
    assert one.width == other.width == WIDEST
    assert other.x - one.x > 2 * WIDEST
