"""What lists articles, read for where it leads: pages of links, and lines of feeds and sitemaps.

Links are taken from the tree that the page already has; each is made an address once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from lxml import etree

from archive.vietnamese import fold
from crawler.addresses import absolute, paging
from crawler.parsers import Page
from crawler.run import Run
from crawler.seeds import Entry

_NEXT_WORDS = frozenset(
    ["trang sau", "trang tiep", "trang ke", "tiep", "tiep theo", "tin cu hon", "cu hon", "next"]
)
_FEED_TYPES = ("application/rss+xml", "application/atom+xml")


@dataclass(frozen=True, slots=True)
class Listing:
    """Canonical addresses, each once, in the order of the page.

    `following` are the next pages of the list, `feeds` what the head calls the page's feeds,
    `texts` the longest words of the links to each address.
    """

    links: tuple[str, ...]
    following: tuple[str, ...]
    feeds: tuple[str, ...]
    texts: Mapping[str, str]


class _Link(NamedTuple):
    href: str
    text: str
    is_next: bool
    is_feed: bool


def read_listing(page: Page, address: Callable[[str], str | None]) -> Listing:
    """Where a page leads inside its own newspaper.

    `address` makes a paper's stored form of an absolute address, None for one that is not the
    paper's. `following` are the next page of this list, where it has one: the number after its own,
    or what is marked as next.
    """
    stem, number = paging(page.url)
    texts: dict[str, str] = {}
    following: dict[str, None] = {}
    feeds: dict[str, None] = {}
    for link in _links(page):
        found = absolute(link.href, page.base)
        found = address(found) if found else None
        if found is None or found == page.url:
            continue
        their_stem, their_number = paging(found)
        if link.is_feed:
            feeds[found] = None
        elif link.is_next or (their_stem, their_number) == (stem, number + 1):
            following[found] = None
        elif their_stem != stem:
            texts[found] = max(texts.get(found, ""), link.text, key=len)
    return Listing(tuple(texts), tuple(following), tuple(feeds), texts)


def sitemaps_due(
    lines: Sequence[tuple[str, Entry]], run: Run, *, every: bool = False
) -> dict[str, str | None]:
    """The parts of a sitemap that are worth reading, each with its time of change.

    Those that changed, and the newest in any case: the index of a careless site tells of no edits.
    """
    told = {url: line.changed for url, line in lines if line.kind == "sitemap"}
    newest = max(filter(None, told.values()), default=None)
    new = set(run.unknown(told))
    return {
        url: changed
        for url, changed in told.items()
        if every
        or changed in {None, newest}
        or url in new
        or run.frontier.changed_since(url, changed)
    }


def pages_due(
    lines: Sequence[tuple[str, Entry]], run: Run
) -> tuple[dict[str, str | None], tuple[str, ...]]:
    """The pages that are new or changed since they were read, each with its time of change.

    Beside them the new addresses whose article is known by another one.
    """
    told = {url: line.changed for url, line in lines if line.kind == "page"}
    new = run.unknown(told)
    aliases = run.aliases(new)
    due = {*new} - {*aliases}
    pages = {
        url: changed
        for url, changed in told.items()
        if url in due or run.frontier.changed_since(url, changed)
    }
    return pages, aliases


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
    return len(text) < 30 and fold(text).strip(" ›»>→.…") in _NEXT_WORDS
