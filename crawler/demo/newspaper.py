"""Báo Mẫu as a paper: read as Báo Bạc Liêu is, stored under a name and a host of its own.

So no invented sentence is ever taken for one of a real newspaper. It lies outside
`crawler/newspapers/`: `baotinh crawl sample --mirror http://127.0.0.1:8471` knows it, `scrapy list`
does not.
"""

from __future__ import annotations

from crawler.demo.site import SampleNewspaper
from crawler.extraction.feeds import Feed, Section, Sitemap
from crawler.newspapers.bac_lieu import BacLieu


class Sample(BacLieu):
    """The sample newspaper, which is only ever met on a mirror."""

    name = "sample"
    title, province, province_now = "Báo Mẫu", "Vàm Giang", "Vàm Giang"
    hosts = ("bao-mau.example",)
    seeds = (
        *(Section(path) for path in SampleNewspaper().sections()),
        Feed("/rss/home.rss"),
        Sitemap("/sitemap_index.xml"),
    )
