"""Crawler traps: what an address shows, and how many lists that differ in figures are read."""

from __future__ import annotations

import pytest

from crawler.urls import traps


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://a.vn/xa-hoi?sort=xem-nhieu", "sort-links"),
        ("https://a.vn/xa-hoi?p=2&orderby=date", "sort-links"),
        ("https://a.vn/xa-hoi/bai-12345.html?print=1", "print-view"),
        ("https://a.vn/index.php?option=x&tmpl=component", "print-view"),
        ("https://a.vn/?s=lua", "search"),
        ("https://a.vn/bai-12345.html?replytocom=7", "share-links"),
        ("https://a.vn/viewer.aspx?macm=39&mabb=222823", None),
        ("https://a.vn/xa-hoi?page=2", None),
        ("https://a.vn/xa-hoi", None),
    ],
)
def test_traps_that_an_address_shows(address, expected):
    assert traps.url_trap(address) == expected


@pytest.mark.parametrize(
    ("addresses", "name", "most"),
    [
        ([f"https://a.vn/lich/{year}/{month:02}" for year in range(1990, 2026)
          for month in range(1, 13)], "calendar", traps.MAX_DATED_LISTINGS),
        ([f"https://a.vn/tin?ngay={day}" for day in range(1, 99)], "calendar",
         traps.MAX_DATED_LISTINGS),
        ([f"https://a.vn/danh-muc-{n}.html" for n in range(500)], "endless-lists",
         traps.MAX_SIMILAR_LISTINGS),
        ([f"https://a.vn/xa-hoi?page={n}" for n in range(500)], None, 500),
    ],
)  # fmt: skip
def test_lists_that_differ_in_figures_only_are_bounded(addresses, name, most):
    bounds = traps.TrapDetector()
    found = [bounds.check(address) for address in addresses]
    assert found[:most] == [None] * most
    assert {*found[most:]} <= {name}
    later = traps.TrapDetector()
    later.load(addresses[:most])
    assert later.check(addresses[-1]) == name, "a bound is for the life of an archive"


def test_a_list_that_repeats_brings_nothing_new():
    chain = traps.Pagination()
    assert chain.add_page(["/a", "/b"])
    assert chain.add_page(["/b", "/c"])
    assert not chain.add_page(["/a", "/c"])
    assert not chain.add_page([])
