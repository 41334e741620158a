"""Crawl, ingest and reparse read a page alike, whatever it is and whatever goes wrong in it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from archive.errors import UnreadablePage
from crawler.demo import SampleNewspaper
from crawler.extraction import reader
from crawler.extraction.media_type import is_html
from crawler.extraction.reader import page_of_response, read_boxes, read_page
from crawler.failures import ParserError, parser_errors
from crawler.jobs.ingest import ingest
from crawler.jobs.reparse import reparse
from crawler.parsers import Page
from tests.crawler.parsers.lines.test_weather_grammar import FORECAST

HOST = "https://bao-mau.example"
HTML = b"<!DOCTYPE html><title>B\xc3\xa0i</title><p>Trang."
MADE = ("articles", "revisions", "sections", "images", "article_authors", "article_tags",
        "polls", "poll_options", "poll_sightings", "weather")  # fmt: skip


def rows(db: Path, query: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(db)) as conn:
        return conn.execute(query).fetchall()


@pytest.fixture
def pages() -> list[bytes]:
    """Three articles of the sample newspaper."""
    newspaper = SampleNewspaper()
    return [newspaper.respond(path)[2] for path in newspaper.addresses()[:3]]


@pytest.fixture
def odd(monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of a page on which the parser fails as nobody foresaw."""
    address = f"{HOST}/xa-hoi/bai-la-10001.html"
    parse = reader.parse

    def fail(page: Page, *rules: Any, **options: Any) -> Any:
        return {}[page.url] if page.url == address else parse(page, *rules, **options)

    monkeypatch.setattr(reader, "parse", fail)
    return address


@pytest.mark.parametrize(
    ("content_type", "body", "expected"),
    [
        ("text/html; charset=utf-8", HTML, True),
        ("TEXT/HTML", HTML, True),
        ("application/xhtml+xml", b'<?xml version="1.0"?><html><p>Trang.', True),
        (None, HTML, True),
        ("text/plain", HTML, True),
        ("text/plain", b"User-agent: *\nDisallow: /", False),
        ("text/html", b'<?xml version="1.0"?><rss><channel/></rss>', False),
        (None, b"<urlset></urlset>", False),
        ("application/pdf", b"%PDF-1.4", False),
        ("image/png", HTML, False),
    ],
)
def test_one_rule_says_what_is_a_page(
    content_type: str | None, body: bytes, expected: bool
) -> None:
    assert is_html(content_type, body) is expected


def test_a_fault_of_ours_says_where_and_errors_on_purpose_pass() -> None:
    place = r"^our error: key-error at test_reader\.py:\d+$"
    with pytest.raises(ParserError, match=place), parser_errors():
        {}["missing"]
    with pytest.raises(UnreadablePage), parser_errors():
        raise UnreadablePage("no text")


def test_the_parser_of_a_crawl_names_its_faults(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crawler.extraction.reader.parse", lambda *_, **__: 1 / 0)
    with pytest.raises(ParserError, match="zero-division"):
        read_page(page_of_response(f"{HOST}/a", HTML, None, "2026-01-01T00:00:00Z"), None)


def test_boxes_that_cannot_be_read_cost_no_list(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crawler.extraction.reader.find_poll", lambda _: 1 / 0)
    assert read_boxes(Page.from_bytes(f"{HOST}/", HTML, None)) == (None, None)


def test_one_odd_page_ends_no_ingest_and_no_reparse(
    db: Path, tmp_path: Path, pages: list[bytes], odd: str, capsys: pytest.CaptureFixture[str]
) -> None:
    console = Console(stderr=True)
    folder = tmp_path / "saved"
    folder.mkdir()
    for number, page in enumerate(pages):
        link = f'<link rel="canonical" href="{HOST}/xa-hoi/bai-la-1000{number}.html" /></head>'
        (folder / f"{number}.html").write_bytes(page.replace(b"</head>", link.encode()))
    counts = ingest([folder], db, None, console)
    assert (counts["new"], counts["failed"]) == (2, 1)
    assert "1.html: not stored: our error: key-error at " in capsys.readouterr().err
    counts = reparse(db, console)
    assert (counts["same"], counts["failed"]) == (2, 1)
    assert f"{odd}: our error: key-error" in capsys.readouterr().err
    assert [outcome for (outcome,) in rows(db, "SELECT outcome FROM runs")] == ["finished"] * 2
    assert rows(db, "SELECT kind, run FROM events") == [("reparse", 2)]


WEATHER = f'<div class="box"><h3>THÔNG TIN CẦN BIẾT</h3><p>{FORECAST}</p></div>'


def test_reparse_gives_the_rows_of_the_crawl(baotinh, site, db, pages):
    """Also of pages that name a twin of their host, and of weather that stands on a list alone."""
    names = [f"/xa-hoi/bai-so-{number}-1000{number}.html" for number in range(len(pages))]
    twins = ("https://www.bao-mau.example", "https://m.bao-mau.example", "http://bao-mau.example")
    links = "".join(f'<h3><a href="{name}">Một bài báo của mục</a></h3>' for name in names)
    front = f"<html><head><meta charset=utf-8></head><body>{links}{WEATHER}</body></html>"
    answers = {"/": (200, {}, front.encode())}
    for name, page, twin in zip(names, pages, twins, strict=True):
        stated = f'<link rel="canonical" href="{twin}{name}" /></head>'.encode()
        answers[name] = (200, {}, page.replace(b"</head>", stated))
    answers["/sitemap_index.xml"] = (
        200,
        {"Content-Type": "text/xml"},
        "".join(("<urlset>", *(f"<url><loc>{HOST}{n}</loc></url>" for n in ("/", *names)),
                 "</urlset>")).encode(),
    )  # fmt: skip
    for section in SampleNewspaper().sections():
        answers[section] = answers["/"]
    here = site(answers)
    baotinh("crawl", "sample", "--mirror", here.url, "--delay", 0, "--db", db)
    assert rows(db, "SELECT url FROM articles ORDER BY url") == [(HOST + name,) for name in names]
    assert FORECAST in [text for (text,) in rows(db, "SELECT text FROM weather")]
    before = {table: rows(db, f"SELECT * FROM {table}") for table in MADE}
    assert (
        "0 changed, 3 same, 0 not article, 0 failed, 0 left"
        in baotinh("reparse", "--db", db).stdout
    )
    assert {table: rows(db, f"SELECT * FROM {table}") for table in MADE} == before
