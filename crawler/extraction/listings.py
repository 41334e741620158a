"""Listing pages: the links, next pages and feeds of a page that lists articles.

Links are taken from the tree that the page already has; each is made canonical once.
"""

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
_LONGEST_WORDS = 30  # of a link to a next page
_MOST_FIGURES = 4  # of the number of a page
_MORE_WORDS = frozenset(["xem them", "tai them", "xem tiep", "more"])  # also below a section's box
_FEED_TYPES = ("application/rss+xml", "application/atom+xml")


@dataclass(frozen=True, slots=True)
class Listing:
    """Canonical addresses, each once, in the order of the page.

    `following` are the next pages of the list, `feeds` what the head calls the page's feeds,
    `texts` the longest words of the links to each address. `session` is a link with the id of a
    visit, where there is one.
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


def read_listing(page: Page, address: Callable[[str], str | None]) -> Listing:
    """Where a page leads inside its own newspaper.

    `address` makes a paper's stored form of an absolute address, None for one that is not the
    paper's. `following` are the next page of this list, where it has one: the number after its own,
    or what is marked as next. Other pages of a list are no links of it.
    """
    texts: dict[str, str] = {}
    following: dict[str, None] = {}
    feeds: dict[str, None] = {}
    session = None
    for link in _links(page):
        found = absolute(link.href, page.base)
        found = address(found) if found else None
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
    """By how many pages of one list a link leads on; None where it leads to something else.

    Without a word for it an address may end in the number: /muc/3, then /muc/3/2 by the link "2".
    """
    stem, number = split_page_number(here)
    their_stem, their_number = split_page_number(there)
    if their_stem == stem:
        return their_number - number
    if not (text.isdecimal() and len(text) <= _MOST_FIGURES and their_stem.endswith(f"/{text}")):
        return None
    parent = their_stem.removesuffix(f"/{text}")
    if parent == stem:
        return int(text) - 1
    before, _, last = stem.rpartition("/")
    return int(text) - int(last) if before == parent and last.isdecimal() else None


def _links(page: Page) -> Iterator[_Link]:
    """The links of a page, and those of its head that lead on."""
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
            yield _Link(href, text, "next" in relation or _says_next(text), is_feed=False)


def _text(element: etree._Element) -> str:
    return " ".join("".join(element.itertext()).split()) or (element.get("title") or "").strip()


def _says_next(text: str) -> bool:
    return _words(text) in _NEXT_WORDS


def _shows_more(here: str, there: str, text: str) -> bool:
    """Whether a link shows more of the same list: only the query differs."""
    path, _, query = there.partition("?")
    return bool(query) and path == here.partition("?")[0] and _words(text) in _MORE_WORDS


def _words(text: str) -> str:
    return fold(text).strip(" ›»>→.…") if len(text) < _LONGEST_WORDS else ""
