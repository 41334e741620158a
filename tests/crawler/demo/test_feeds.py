"""Feed, sitemaps and robots.txt of the sample newspaper."""

from __future__ import annotations

from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from lxml import etree

from crawler.demo.site import SampleNewspaper
from tests.support.sample_newspaper import EDITED, ORIGIN, TODAY

SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def lastmods(paper: SampleNewspaper) -> dict[str, str]:
    root = etree.fromstring(paper.respond("/sitemap.xml", ORIGIN)[2])
    return {
        urlsplit(url.findtext("s:loc", None, SITEMAP)).path: url.findtext("s:lastmod", "", SITEMAP)
        for url in root.findall("s:url", SITEMAP)
    }


def test_rss_holds_the_newest_articles_under_the_asked_host(paper: SampleNewspaper) -> None:
    feed = etree.fromstring(paper.respond("/rss/home.rss", ORIGIN)[2])
    items = [item.text for item in feed.findall("channel/item/link")]
    assert items == [ORIGIN + path for path in paper.addresses()[:20]]
    assert feed.findtext("channel/item/pubDate", "").endswith("+0700")


def test_the_sitemap_names_every_article_and_the_index_names_the_sitemap(
    paper: SampleNewspaper,
) -> None:
    assert set(lastmods(paper)) == {*paper.addresses(), *paper.gone()}
    index = etree.fromstring(paper.respond("/sitemap_index.xml", ORIGIN)[2])
    assert index.findtext("s:sitemap/s:loc", None, SITEMAP) == f"{ORIGIN}/sitemap.xml"


def test_robots_closes_the_search_box_only(paper: SampleNewspaper) -> None:
    robots = RobotFileParser()
    robots.parse(paper.respond("/robots.txt", ORIGIN)[2].decode().splitlines())
    assert robots.can_fetch("baotinh", f"{ORIGIN}{EDITED}")
    assert not robots.can_fetch("baotinh", f"{ORIGIN}/tim-kiem.html?q=lúa")
    assert robots.site_maps() == [f"{ORIGIN}/sitemap_index.xml"]
    assert robots.crawl_delay("baotinh") is None


def test_the_sitemap_of_the_second_edition_dates_that_article_later(paper: SampleNewspaper) -> None:
    first, second = lastmods(paper), lastmods(SampleNewspaper(edition=2, today=TODAY))
    assert {path for path in first if first[path] != second[path]} == {EDITED}
    assert second[EDITED] > first[EDITED]
