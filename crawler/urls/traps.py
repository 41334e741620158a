"""Traps: links that lead a crawler round and round, told by name, and the bounds that end them.

Some are known by the address alone (sort links, print views), others by how many lists look the
same: a calendar has a page for each day of all time, each with the same address but for figures.
What earlier runs read counts too, so a bound is for the life of an archive and not for a night.
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
"""How the reason of an address begins that was refused as a trap."""

MAX_SIMILAR_LISTINGS = (
    60  # lists whose addresses differ in figures only, such as sections by number
)
MAX_DATED_LISTINGS = 12  # lists that a day or month tells apart
MAX_PAGES = 5000  # of one list; the longest known has 489

_QUERIES = {
    "sort-links": r"sort|sort_?by|order|order_?by|dir|sap-?xep|filter",
    "print-view": r"print|in|printable|ban-?in",
    "share-links": r"share|replytocom|action|return_?(?:url|to)|redirect",
    "search": r"q|s|key|keywords?|tu-?khoa|search",
}
URL_TRAPS = frozenset([*_QUERIES, "session-ids"])
"""Traps that are known by the address and never asked for."""

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


def url_trap(address: str) -> str | None:
    """The name of the trap that an address is by its looks, or None.

    >>> trap("https://a.vn/xa-hoi?sort=xem-nhieu")
    'sort-links'
    """
    query = urlsplit(address).query
    if not query:
        return None
    if _PRINT_VIEW.search(query):
        return "print-view"
    return next((name for name, keys in _BY_QUERY.items() if keys.search(query)), None)


def is_dated(address: str) -> bool:
    """Whether a day or month stands in an address, whose list then is of the past.

    >>> is_dated("https://a.vn/2024/05/")
    True
    """
    return _DATED.search(urlsplit(address)._replace(scheme="", netloc="").geturl()) is not None


def listing_pattern(address: str) -> str:
    """What lists have in common that differ in page and figures only.

    >>> pattern("https://a.vn/lich/2024/05?page=3")
    'https://a.vn/lich/0/0'
    """
    scheme, mark, rest = split_page_number(address)[0].partition("://")
    host, slash, path = rest.partition("/")
    return scheme + mark + host + slash + _DIGITS.sub("0", path)


@dataclass(slots=True)
class TrapDetector:
    """How many lists of each pattern were asked for; what exceeds it is a trap."""

    _listings: dict[str, set[str]] = field(default_factory=dict)
    _logged: Counter[str] = field(default_factory=Counter)

    def load(self, lists: Iterable[str]) -> None:
        """Count lists that were asked for before."""
        for address in lists:
            self._listings.setdefault(listing_pattern(address), set()).add(
                split_page_number(address)[0]
            )

    def check(self, address: str, *, next_page: bool = False) -> str | None:
        """The name of the trap that one more list would be; None counts it as asked for.

        The next page of a list may differ in figures only; how many there are `Chain` bounds.
        """
        if name := url_trap(address):
            return name
        alike = self._listings.setdefault(listing_pattern(address), set())
        stem = split_page_number(address)[0]
        dated = is_dated(address)
        most = MAX_DATED_LISTINGS if dated else MAX_PAGES if next_page else MAX_SIMILAR_LISTINGS
        if stem not in alike and len(alike) >= most:
            return "calendar" if dated else "endless-lists"
        alike.add(stem)
        return None

    def tell(self, name: str, address: str) -> bool:
        """Log a trap, once for each pattern; whether it was the first time.

        What an address shows by itself costs nobody a request, and is no warning.
        """
        key = f"{name} {listing_pattern(address)}"
        self._logged[key] += 1
        if self._logged[key] == 1:
            level = logging.INFO if name in URL_TRAPS else logging.WARNING
            logger.log(level, "trap passed by: %s at %s", name, address)
        return self._logged[key] == 1


@dataclass(slots=True)
class Pagination:
    """The pages of one list, read in turn; `shown` are the addresses that they named so far."""

    pages: int = 0
    seen: set[int] = field(default_factory=set)

    def add_page(self, addresses: Iterable[str]) -> bool:
        """Take in a page; whether it names anything that no page before it did."""
        self.pages += 1
        found = set(map(hash, addresses))  # a number each: a list may have 100,000 lines
        new = not found <= self.seen
        self.seen |= found
        return new
