"""Feeds, sitemaps and pages of links: what they list, and what hostile ones cannot do."""

from __future__ import annotations

import gzip

import pytest

from archive.clock import as_utc
from archive.errors import CaptureProblem
from crawler.extraction.feeds import Entry, entries
from crawler.extraction.listings import read_listing
from crawler.extraction.media_type import is_xml
from crawler.parsers import Page
from crawler.urls.canonical import split

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>Báo Mẫu</title><link>https://a.vn/</link>
<item><title>Một</title><link> https://a.vn/x/mot-1234.html </link>
<pubDate>Sat, 06 May 2023 09:15:00 +0700</pubDate></item>
<item><title>Hai</title><link><![CDATA[https://a.vn/x/hai-1235.html]]></link></item>
<item><title>không có địa chỉ</title></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><link href="https://a.vn/"/>
<entry><link rel="self" href="https://a.vn/api/1"/><link href="https://a.vn/x/mot-1234.html"/>
<published>2023-05-05T00:00:00Z</published><updated>2023-05-06T02:15:00Z</updated></entry></feed>"""
SITEMAP = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><image:image><image:loc>https://a.vn/anh.jpg</image:loc></image:image>
<loc>https://a.vn/x/mot-1234.html</loc><lastmod>2023-05-06T09:15:00+07:00</lastmod></url>
<url><loc>https://a.vn/x/hai-1235.html</loc></url></urlset>"""
NEWS = """<urlset xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url>
<loc>https://a.vn/x/mot-1234.html</loc><news:news><news:publication_date>2023-05-06T02:15:00Z
</news:publication_date></news:news></url></urlset>"""
INDEX = """<sitemapindex><sitemap><loc>https://a.vn/s1.xml.gz</loc><lastmod>2023-05</lastmod>
</sitemap></sitemapindex>"""

CHANGED = Entry("https://a.vn/x/mot-1234.html", "2023-05-06T02:15:00Z")
SILENT = Entry("https://a.vn/x/hai-1235.html", None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (RSS, [CHANGED, SILENT]),
        (ATOM, [CHANGED]),
        (SITEMAP, [CHANGED, SILENT]),
        (NEWS, [CHANGED]),
        (INDEX, [Entry("https://a.vn/s1.xml.gz", "2023-04-30T17:00:00Z", "sitemap")]),
        ("\ufeff  " + INDEX.replace("<lastmod>2023-05</lastmod>", ""),
         [Entry("https://a.vn/s1.xml.gz", None, "sitemap")]),
        ("<html><body><a href='/x'>x</a></body></html>", []),
        ("", []),
        ("not xml at all", []),
    ],
)  # fmt: skip
def test_lines_of_every_form_are_read(text, expected):
    assert entries(text.encode()) == expected
    assert entries(gzip.compress(text.encode(), mtime=0)) == expected


def test_a_broken_file_gives_the_lines_that_can_be_read():
    assert entries(SITEMAP[: SITEMAP.index("hai-")].encode())[0] == CHANGED


def test_no_entity_is_expanded_and_nothing_is_fetched():
    many = "&a;" * 9999
    bomb = f'<!DOCTYPE x [<!ENTITY a "{"A" * 9999}"><!ENTITY b "{many}">]>'
    assert entries((bomb + SITEMAP.replace("https://a.vn/x/hai", "&b;")).encode())[0] == CHANGED
    stolen = '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    lines = entries((stolen + SITEMAP.replace("hai-1235", "&f;")).encode())
    assert not any("root:" in line.url for line in lines)


def test_a_sitemap_that_unpacks_without_end_is_refused():
    with pytest.raises(CaptureProblem, match="more than"):
        entries(gzip.compress(b" " * 30_000_000, mtime=0))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2023-05-06T09:15:00+07:00", "2023-05-06T02:15:00Z"),
        ("2023-05-06T02:15:00Z", "2023-05-06T02:15:00Z"),
        ("2023-05-06T02:15:00.123Z", "2023-05-06T02:15:00Z"),
        ("2023-05-06 09:15:00", "2023-05-06T02:15:00Z"),
        ("2023-05-06", "2023-05-05T17:00:00Z"),
        ("2023-05", "2023-04-30T17:00:00Z"),
        ("Sat, 06 May 2023 09:15:00 +0700", "2023-05-06T02:15:00Z"),
        ("Sat, 06 May 2023 02:15:00 GMT", "2023-05-06T02:15:00Z"),
        ("", None),
        ("hôm qua", None),
        ("0001-01-01T00:00:00+07:00", None),
        ("9999-12-31T23:59:59-07:00", None),
    ],
)
def test_times_of_machines_become_utc(text, expected):
    assert as_utc(text) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (RSS.encode(), True),
        (b"\xef\xbb\xbf\n<urlset>", True),
        (gzip.compress(b"x", mtime=0), True),
        (b'<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0"><html>', False),
        (b"<!DOCTYPE html><html>", False),
        (b"", False),
    ],
)
def test_xml_is_told_from_pages(body, expected):
    assert is_xml(body) is expected


HERE = "https://a.vn/xa-hoi-8.html"


def listing(html: str, url: str = HERE):
    page = Page.from_bytes(url, f"<html><head></head><body>{html}</body></html>".encode())
    return read_listing(page, lambda found: found if split(found).host == "a.vn" else None)


def test_links_are_given_once_in_order_and_only_of_this_site():
    found = listing(
        "<a href='/x/hai-1235.html'>2</a><a href='/x/mot-1234.html#top'>1</a><a>không</a>"
        "<a href='https://a.vn/x/mot-1234.html?utm_source=x'>1</a><a href='//b.vn/x'>b</a>"
        "<a href='mailto:a@a.vn'>thư</a><a href='xa-hoi-8.html'>trang này</a>"
    )
    assert found.links == ("https://a.vn/x/hai-1235.html", "https://a.vn/x/mot-1234.html")


@pytest.mark.parametrize(
    ("html", "url", "expected"),
    [
        ("<a href='?page=2'>2</a><a href='?page=3'>3</a>", HERE, "?page=2"),
        ("<a href='?page=1'>1</a><a href='?page=3'>3</a>", HERE + "?page=2", "?page=3"),
        ("<a href='?p=9'>»</a>", HERE, None),
        ("<a href='?after=abc'>Trang sau »</a>", HERE, "?after=abc"),
        ("<a href='?after=abc' rel='next'>x</a>", HERE, "?after=abc"),
        ("<a href='/van-hoa-6.html?page=2'>2</a>", HERE, None),
        ("<a href='?page=2'>Tiếp</a><a href='?page=2'>2</a>", HERE, "?page=2"),
        ("<a href='?start=20'>Xem thêm »</a>", HERE, "?start=20"),
    ],
)
def test_the_next_page_of_a_list_is_found(html, url, expected):
    following = listing(html, url).following
    assert following == ((HERE + expected,) if expected else ())
    assert not any(link.startswith(HERE) for link in listing(html, url).links)


@pytest.mark.parametrize(
    ("html", "url", "expected"),
    [
        ("<a href='/muc/3/2'>2</a><a href='/muc/3/9'>9</a>", "https://a.vn/muc/3", "/muc/3/2"),
        ("<a href='/muc/3'>1</a><a href='/muc/3/3'>3</a>", "https://a.vn/muc/3/2", "/muc/3/3"),
        ("<a href='/muc/3/2'>Hai</a>", "https://a.vn/muc/3", None),
        ("<a href='/tin/4'>Bốn</a>", "https://a.vn/tin/3", None),
        ("<a href='/van-hoa'>Xem thêm</a>", "https://a.vn/", None),
        ("<a href='/van-hoa?page=2'>Xem thêm</a>", "https://a.vn/", None),
        (f"<a href='/{'9' * 5000}'>{'9' * 5000}</a>", "https://a.vn/3", None),
    ],
)
def test_an_address_that_ends_in_the_number_of_its_link_is_a_page(html, url, expected):
    following = listing(html, url).following
    assert following == ((f"https://a.vn{expected}",) if expected else ())
