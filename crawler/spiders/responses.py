"""Converts responses to fetch results: redirects, failures by status, and parsed pages."""

from __future__ import annotations

import logging
from dataclasses import replace

from scrapy.http import Response

from archive.errors import NotAnArticle
from archive.warc.reader import charset_of
from crawler.extraction.fingerprint import layout_of
from crawler.extraction.media_type import is_html
from crawler.extraction.reader import page_of_response, read_page
from crawler.extraction.soft_404 import is_soft_404
from crawler.failures import Failure, ParserError, Reason
from crawler.items import Failed, Fetched, FetchResult, Gone, Refused
from crawler.newspaper import Newspaper
from crawler.spiders.fetching import Target
from crawler.urls.canonical import absolute

logger = logging.getLogger(__name__)

GONE = frozenset({404, 410})
NOT_MODIFIED = 304
_OK = 200


def redirect_target(response: Response) -> str:
    """The absolute target URL of a redirect; empty for other responses."""
    location = response.headers.get("Location") if 300 <= response.status < 400 else None
    text = (location or b"").decode("latin-1")
    return (absolute(text, response.url) or text) if text else ""


def content_type(response: Response) -> str:
    """The content type in lower case; text/html without a header."""
    return (response.headers.get("Content-Type") or b"text/html").decode("latin-1").lower()


def failure_of(response: Response, newspaper: str, target: Target) -> FetchResult | None:
    """The result of a response with an error status; None for status 200."""
    if response.status in GONE:
        return Gone(
            newspaper=newspaper,
            url=target.url,
            kind=target.kind,
            capture=response.meta["capture"],
            status=response.status,
        )
    if response.status != _OK:
        return failed(response, newspaper, target, Failure.of_status(response.status))
    return None


def failed(response: Response, newspaper: str, target: Target, failure: Failure) -> Failed:
    """The result of a response without a usable page."""
    return Failed(
        newspaper=newspaper,
        url=target.url,
        kind=target.kind,
        capture=response.meta["capture"],
        failure=replace(failure, status=response.status),
    )


def fetched(response: Response, newspaper: str, target: Target) -> Fetched:
    """The result of a response with status 200, before its body is parsed."""
    return Fetched(
        newspaper=newspaper,
        url=target.url,
        kind=target.kind,
        capture=response.meta["capture"],
        changed=target.changed,
    )


def read(response: Response, newspaper: Newspaper, target: Target) -> FetchResult:
    """The result of a response with status 200: its parsed page, or a failure."""
    kind = content_type(response)
    if not is_html(kind, response.body):
        return Refused(
            newspaper=newspaper.id,
            url=target.url,
            kind=target.kind,
            capture=response.meta["capture"],
            failure=Failure.of(Reason.NOT_A_PAGE, f" {kind}", longest=80),
        )
    result = fetched(response, newspaper.id, target)
    fetched_at = result.capture.fetched_at
    try:
        page = page_of_response(target.url, response.body, charset_of(kind), fetched_at)
        layout = layout_of(page)  # before parsing, which changes the tree
        article = read_page(page, newspaper)
    except ParserError as error:
        if target.kind == "listing":
            logger.warning("%s: %s", target.url, error)
            return result  # its links can still be read
        return failed(response, newspaper.id, target, Failure.of_error(error))
    except NotAnArticle as error:
        return failed(response, newspaper.id, target, Failure.of_error(error))
    if target.kind == "page" and is_soft_404(article):
        return failed(response, newspaper.id, target, Failure.of(Reason.SOFT_404))
    return result.with_article(article, layout)
