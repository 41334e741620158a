"""Parses a response, a saved file or a WARC record to an article attributed to its newspaper.

The same bytes under the same URL give the same article, whether crawled, ingested or reparsed.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from urllib.parse import quote

from archive.errors import CaptureProblem, UsageProblem
from archive.model import Article, Poll, Weather
from archive.warc.cdx import original_url
from archive.warc.content_encoding import is_truncated
from archive.warc.reader import Record, header
from crawler import families, newspapers
from crawler.extraction.attribution import attribute
from crawler.extraction.media_type import is_html
from crawler.failures import ParserError, parser_errors
from crawler.newspaper import Newspaper
from crawler.parsers import Page, parse
from crawler.parsers.fields.canonical_url import stated_url
from crawler.parsers.fields.poll import find_poll
from crawler.parsers.fields.weather import find_weather
from crawler.parsers.rules import NO_RULES
from crawler.urls.canonical import canonical, split

logger = logging.getLogger(__name__)

NO_ADDRESS = "no-address"
"""The problem of a page without a URL, which is stored under its file name."""


def newspaper_at(url: str) -> Newspaper | None:
    """The newspaper of a URL, also one without a file; None for the name of a saved page."""
    if split(url).scheme not in {"http", "https"}:
        return None
    return newspapers.of_url(url) or Newspaper.from_home_page(url)


def stored_url(url: str, newspaper: Newspaper | None) -> str:
    """The form in which a URL is stored; the name of a saved page is returned unchanged."""
    return (newspaper.stored(url) if newspaper else None) or canonical(url) or url


@parser_errors()
def page_of_file(
    body: bytes, name: str, url: str | None = None, fetched_at: str | None = None
) -> Page:
    """A saved page with the given URL, or the one that it states, or "file:NAME".

    Raises UsageProblem for an invalid `url`, UnreadablePage for bytes without text.
    """
    page = Page.from_bytes(f"file:{quote(name)}", body, None, fetched_at)
    found = canonical(original_url(url or stated_url(page) or "")[0])
    if url and found is None:
        raise UsageProblem(
            f"invalid URL “{url}”: use a form such as https://baobaclieu.vn/bai-1.html"
        )
    if found is None:
        return page
    return Page(stored_url(found, newspaper_at(found)), page.root, page.fetched_at, page.problems)


@parser_errors()
def page_of_record(record: Record, url: str) -> Page | None:
    """The page in a WARC record; `url` is its stored URL. None for a body that is not HTML.

    Raises CaptureProblem for a body that is truncated or cannot be decoded, UnreadablePage for one
    without text, and ParserError.
    """
    body = record.body()
    if is_truncated(record.payload, header(record.headers, "content-encoding")):
        raise CaptureProblem("the response is truncated: only a part of the page was received")
    if not is_html(record.content_type, body):
        return None
    return Page.from_bytes(url, body, record.charset, record.fetched_at)


@parser_errors()
def page_of_response(url: str, body: bytes, charset: str | None, fetched_at: str) -> Page:
    """The page in a response; raises UnreadablePage for a body without text, and ParserError."""
    return Page.from_bytes(url, body, charset, fetched_at)


@parser_errors()
def read_page(page: Page, newspaper: Newspaper | None, *, generic: bool = False) -> Article:
    """Parse a page whose `url` is its stored URL.

    `generic` ignores the rules of newspaper and family. Raises a subclass of NotAnArticle for a
    page that must not be stored, ParserError for an error in the parser.
    """
    own = newspaper.rules if newspaper else NO_RULES
    rules = NO_RULES if generic else families.rules_for(page, own)
    article = parse(page, rules, paper=newspaper.id if newspaper else None)
    if newspaper is not None:
        return attribute(article, page, newspaper)
    url = stored_url(article.canonical_url, None)
    return replace(article, canonical_url=url, problems=(*article.problems, NO_ADDRESS))


def read_boxes(page: Page) -> tuple[Poll | None, Weather | None]:
    """The poll and the weather box on a page of any kind; none after an error in the parser."""
    try:
        with parser_errors():
            poll, weather = find_poll(page.index), find_weather(page.index)
    except ParserError as error:
        logger.warning("%s: %s", page.url, error)
        return None, None
    return poll.poll if poll else None, weather.weather if weather else None
