"""`SampleNewspaper`: maps a request path to an HTTP response, without sockets.

The same edition and the same `today` give the same bytes; the current time is used only without
`today`. The ETag is weak and ignores the masthead clock, so a page is "not modified" until the
edition changes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any
from urllib.parse import parse_qs

from archive.clock import VIETNAM
from crawler.demo import feeds
from crawler.demo.assets import STYLE, picture
from crawler.demo.content import Picture, SampleSection, load_content
from crawler.demo.expected import expected_article
from crawler.demo.pages import PageWriter, last_page

ORIGIN = "http://127.0.0.1:8471"
_HTML = "text/html; charset=utf-8"

Answer = tuple[int, dict[str, str], bytes]
_Body = Callable[[], str]


class SampleNewspaper:
    """One edition of "Báo Mẫu"; `today` (+07:00, default now) is the time on the masthead clock."""

    def __init__(self, edition: int = 1, today: datetime | None = None) -> None:
        self.edition = edition
        self._content = load_content(edition)
        self._writer = PageWriter(self._content, today or datetime.now(VIETNAM))
        self._articles = {article.path: article for article in self._content.articles}
        self._moved = {
            article.listed_path: article.path
            for article in self._content.articles
            if article.listed_path != article.path
        }
        self._sections = {section.path: section for section in self._content.sections}
        self._pictures = {"/images/logo.png"} | {
            block.path
            for article in self._content.articles
            for block in article.blocks
            if isinstance(block, Picture)
        }

    def respond(self, path_with_query: str, origin: str = ORIGIN) -> Answer:
        """Status, headers and body of the response to a GET; absolute URLs begin with `origin`."""
        path, _, question = path_with_query.partition("?")
        query = parse_qs(question)
        if path in self._moved:
            return 301, {"Location": self._moved[path], "Content-Type": _HTML}, b""
        if article := self._articles.get(path):
            return self._page(self._writer.article(article), article.modified)
        if section := self._sections.get(path):
            return self._listing(section, query.get("page", ["1"])[0])
        if path in self._pictures:
            return self._answer("image/png", picture(path), self._newest)
        if path == "/tim-kiem.html":
            return self._page(self._writer.search(query.get("q", [""])[0]), self._newest)
        return self._fixed(path, origin)

    def addresses(self) -> list[str]:
        """The paths of all articles, newest first, without redirected and deleted ones."""
        return list(self._articles)

    def sections(self) -> list[str]:
        """The paths of the sections' first listing pages, in the order of the menu."""
        return list(self._sections)

    def moved(self) -> dict[str, str]:
        """Listed paths that redirect, each with its target."""
        return dict(self._moved)

    def gone(self) -> list[str]:
        """Listed paths that return 404."""
        return [line.listed_path for section in self._content.sections for line in section.gone]

    def expected(self, path: str, origin: str = "") -> dict[str, Any]:
        """The expected parse of the article at `path`; image URLs begin with `origin`.

        Keys and order as in `Article.to_dict()`, without url, canonical_url, paper and problems.
        Raises KeyError for a path that is not an article's.
        """
        return expected_article(self._content, self._articles[path], origin)

    @property
    def _newest(self) -> datetime:
        return max(article.modified for article in self._content.articles)

    def _fixed(self, path: str, origin: str) -> Answer:
        content = self._content
        routes: dict[str, tuple[str, _Body]] = {
            "/": (_HTML, self._writer.home),
            "/css/style.css": ("text/css", lambda: STYLE),
            "/robots.txt": ("text/plain; charset=utf-8", lambda: feeds.robots(origin)),
            "/rss/home.rss": (
                "application/rss+xml; charset=utf-8",
                lambda: feeds.rss(content, origin),
            ),
            "/sitemap.xml": ("application/xml", lambda: feeds.sitemap(content, origin)),
            "/sitemap_index.xml": (
                "application/xml",
                lambda: feeds.sitemap_index(content, origin),
            ),
        }
        if path not in routes:
            return 404, {"Content-Type": _HTML}, self._writer.not_found().encode()
        content_type, body = routes[path]
        return self._answer(content_type, body().encode(), self._newest)

    def _listing(self, section: SampleSection, number: str) -> Answer:
        if not number.isdecimal() or not 1 <= int(number) <= last_page(section):
            return 404, {"Content-Type": _HTML}, self._writer.not_found().encode()
        newest = max(article.modified for article in section.articles)
        return self._page(self._writer.listing(section, int(number)), newest)

    def _page(self, html: str, modified: datetime) -> Answer:
        return self._answer(_HTML, html.encode(), modified)

    def _answer(self, content_type: str, body: bytes, modified: datetime) -> Answer:
        without_clock = body.replace(self._writer.clock.encode(), b"")
        headers = {
            "Content-Type": content_type,
            "ETag": f'W/"{hashlib.sha256(without_clock).hexdigest()[:24]}"',
            "Last-Modified": format_datetime(modified.astimezone(UTC), usegmt=True),
        }
        return 200, headers, body
