"""Reads listing pages: the links, next pages and feeds of a page that lists articles."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from lxml import etree

from archive.vietnamese import fold
from crawler.parsers import Page
from crawler.urls.canonical import absolute, has_session_id, split_page_number

_NEXT_WORDS = frozenset(
    ["trang sau", "trang tiep", "trang ke", "tiep", "tiep theo", "tin cu hon", "cu hon", "next"]
)
_MAX_LABEL = 30  # characters of a link to a next page
_MAX_DIGITS = 4  # of a page number
# A section box on a home page has such a link too, to the section.
_MORE_WORDS = frozenset(["xem them", "tai them", "xem tiep", "more"])
_FEED_TYPES = ("application/rss+xml", "application/atom+xml")


@dataclass(frozen=True, slots=True)
class Listing:
    """The links of a listing page as stored URLs, each once, in the order of the page.

    `following` are the next pages of the list, `feeds` the feeds that the head names, `texts` the
    longest link text of each URL. `session` is a link with a session id, if there is one.
    """

    links: tuple[str, ...]
    following: tuple[str, ...]
    feeds: tuple[str, ...]
    texts: Mapping[str, str]
    session: str | None = None


class _Link(NamedTuple):
    href: str
    text: str
    is_next: bool
    is_feed: bool


def read_listing(page: Page, stored: Callable[[str], str | None]) -> Listing:
    """Collect the links of a page inside its newspaper.

    `stored` returns the stored form of an absolute URL, None for another site's. `following` is
    the page with the next number, or the link marked as next; links to other pages of the same
    list are left out.
    """
    texts: dict[str, str] = {}
    following: dict[str, None] = {}
    feeds: dict[str, None] = {}
    session = None
    for link in _links(page):
        found = absolute(link.href, page.base)
        found = stored(found) if found else None
        if found is None or found == page.url:
            continue
        if session is None and has_session_id(link.href):
            session = found
        ahead = _pages_ahead(page.url, found, link.text)
        if link.is_feed:
            feeds[found] = None
        elif link.is_next or ahead == 1 or _shows_more(page.url, found, link.text):
            following[found] = None
        elif ahead is None:
            texts[found] = max(texts.get(found, ""), link.text, key=len)
    return Listing(tuple(texts), tuple(following), tuple(feeds), texts, session)


def _pages_ahead(here: str, there: str, text: str) -> int | None:
    """The difference of the page numbers of two URLs of one list; None for another link.

    A URL may end in a bare number, which counts if the link text is that number: /muc/3, /muc/3/2.
    """
    stem, number = split_page_number(here)
    their_stem, their_number = split_page_number(there)
    if their_stem == stem:
        return their_number - number
    if not (text.isdecimal() and len(text) <= _MAX_DIGITS and their_stem.endswith(f"/{text}")):
        return None
    parent = their_stem.removesuffix(f"/{text}")
    if parent == stem:
        return int(text) - 1
    before, _, last = stem.rpartition("/")
    return int(text) - int(last) if before == parent and last.isdecimal() else None


def _links(page: Page) -> Iterator[_Link]:
    """The links of a page, with the feeds and the next page that its head names."""
    for element in page.root.iter("a", "link"):
        href = element.get("href")
        if not href:
            continue
        relation = (element.get("rel") or "").lower().split()
        if element.tag == "link":
            kind = (element.get("type") or "").lower().strip()
            is_feed = "alternate" in relation and kind in _FEED_TYPES
            if is_feed or "next" in relation:
                yield _Link(href, "", "next" in relation, is_feed)
        else:
            text = _text(element)
            yield _Link(href, text, "next" in relation or _is_next_label(text), is_feed=False)


def _text(element: etree._Element) -> str:
    return " ".join("".join(element.itertext()).split()) or (element.get("title") or "").strip()


def _is_next_label(text: str) -> bool:
    return _label(text) in _NEXT_WORDS


def _shows_more(here: str, there: str, text: str) -> bool:
    """Whether a link loads more of the same list: only the query string differs."""
    path, _, query = there.partition("?")
    return bool(query) and path == here.partition("?")[0] and _label(text) in _MORE_WORDS


def _label(text: str) -> str:
    """A short link text without tones and arrows; empty for a longer one."""
    return fold(text).strip(" ›»>→.…") if len(text) < _MAX_LABEL else ""
