"""Crawler traps: URL patterns that lead to endless pages, and the limits that stop them.

Some traps show in the URL itself (sort links, print views). Others show in the number of similar
listing pages: a calendar has one page per day, and their URLs differ only in digits. Listing pages
requested by earlier runs count too, so a limit applies to the whole life of an archive.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from crawler.urls.canonical import split_page_number

logger = logging.getLogger(__name__)

REASON_PREFIX = "trap: "
"""Prefix of the frontier's reason for a URL that was refused as a trap."""

MAX_SIMILAR_LISTINGS = 60  # listings whose URLs differ only in digits, such as numbered sections
MAX_DATED_LISTINGS = 12  # listings whose URLs differ only in a date
MAX_PAGES = 5000  # of one listing; the longest known has 489

_QUERIES = {
    "sort-links": r"sort|sort_?by|order|order_?by|dir|sap-?xep|filter",
    "print-view": r"print|in|printable|ban-?in",
    "share-links": r"share|replytocom|action|return_?(?:url|to)|redirect",
    "search": r"q|s|key|keywords?|tu-?khoa|search",
}
URL_TRAPS = frozenset([*_QUERIES, "session-ids"])
"""Traps that the URL itself shows; they are never requested."""

_BY_QUERY = {
    name: re.compile(rf"(?:^|&)(?:{keys})=", re.IGNORECASE) for name, keys in _QUERIES.items()
}
_PRINT_VIEW = re.compile(
    r"(?:^|&)(?:view|format|mode|tmpl|layout)=(?:print|component|raw|pdf)", re.IGNORECASE
)
_DATED = re.compile(
    r"(?:^|\D)(?:19|20)\d\d[/.-]?(?:0?[1-9]|1[0-2])(?!\d)"
    r"|(?:^|\D)\d\d?[/.-]\d\d?[/.-](?:19|20)\d\d"
    r"|[?&/](?:day|date|month|year|ngay|thang|nam|lich|calendar)[=/]",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")


def url_trap(url: str) -> str | None:
    """Name of the trap that a URL shows by its query, or None.

    >>> url_trap("https://a.vn/xa-hoi?sort=xem-nhieu")
    'sort-links'
    """
    query = urlsplit(url).query
    if not query:
        return None
    if _PRINT_VIEW.search(query):
        return "print-view"
    return next((name for name, keys in _BY_QUERY.items() if keys.search(query)), None)


def is_dated(url: str) -> bool:
    """Whether a URL contains a day or month, as the URLs of calendars and date archives do.

    >>> is_dated("https://a.vn/2024/05/")
    True
    """
    return _DATED.search(urlsplit(url)._replace(scheme="", netloc="").geturl()) is not None


def listing_pattern(url: str) -> str:
    """URL of a listing without its page number, with every number of the path replaced by 0.

    >>> listing_pattern("https://a.vn/lich/2024/05?page=3")
    'https://a.vn/lich/0/0'
    """
    scheme, mark, rest = split_page_number(url)[0].partition("://")
    host, slash, path = rest.partition("/")
    return scheme + mark + host + slash + _DIGITS.sub("0", path)


@dataclass(slots=True)
class TrapDetector:
    """Counts the listings requested per URL pattern; a pattern over its limit is a trap."""

    _listings: dict[str, set[str]] = field(default_factory=dict)
    _logged: Counter[str] = field(default_factory=Counter)

    def load(self, lists: Iterable[str]) -> None:
        """Count listings that earlier runs requested."""
        for url in lists:
            self._listings.setdefault(listing_pattern(url), set()).add(split_page_number(url)[0])

    def check(self, url: str, *, next_page: bool = False) -> str | None:
        """Name of the trap that requesting a listing would enter; None if it may be requested.

        A listing that passes is counted. Next pages of one listing may differ only in digits, so
        they have the higher limit MAX_PAGES.
        """
        if name := url_trap(url):
            return name
        similar = self._listings.setdefault(listing_pattern(url), set())
        stem = split_page_number(url)[0]
        dated = is_dated(url)
        limit = MAX_DATED_LISTINGS if dated else MAX_PAGES if next_page else MAX_SIMILAR_LISTINGS
        if stem not in similar and len(similar) >= limit:
            return "calendar" if dated else "endless-lists"
        similar.add(stem)
        return None

    def log_once(self, name: str, url: str) -> bool:
        """Log a trap once per URL pattern; return whether this was the first time.

        Traps that the URL itself shows cost no request, so they are logged as INFO, not WARNING.
        """
        key = f"{name} {listing_pattern(url)}"
        self._logged[key] += 1
        if self._logged[key] == 1:
            level = logging.INFO if name in URL_TRAPS else logging.WARNING
            logger.log(level, "trap passed by: %s at %s", name, url)
        return self._logged[key] == 1


@dataclass(slots=True)
class Pagination:
    """Pages of one listing read so far; `seen` holds hashes of the URLs they linked to."""

    pages: int = 0
    seen: set[int] = field(default_factory=set)

    def add_page(self, urls: Iterable[str]) -> bool:
        """Add the links of the next page; return whether any of them is new."""
        self.pages += 1
        hashes = set(map(hash, urls))  # hashes, because a listing may have 100,000 links
        has_new = not hashes <= self.seen
        self.seen |= hashes
        return has_new
