"""What lists articles, read for where it leads: pages of links, and lines of feeds and sitemaps.

Links are taken from the tree that the page already has; each is made an address once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from archive.vietnamese import fold
from crawler.addresses import absolute, paging
from crawler.parsers import Page
from crawler.run import Run
from crawler.seeds import Entry

_NEXT_WORDS = frozenset(
    ["trang sau", "trang tiep", "trang ke", "tiep", "tiep theo", "tin cu hon", "cu hon", "next"]
)


@dataclass(frozen=True, slots=True)
class Listing:
    """Canonical addresses, each once, in the order of the page."""

    links: tuple[str, ...]
    following: tuple[str, ...]


def read_listing(page: Page, address: Callable[[str], str | None]) -> Listing:
    """Where a page leads inside its own newspaper.

    `address` makes a paper's stored form of an absolute address, None for one that is not the
    paper's. `following` are the next page of this list, where it has one: the number after its own,
    or what is marked as next.
    """
    stem, number = paging(page.url)
    links: dict[str, None] = {}
    following: dict[str, None] = {}
    for link, is_next in _links(page):
        found = absolute(link, page.base)
        found = address(found) if found else None
        if found is None or found == page.url:
            continue
        their_stem, their_number = paging(found)
        if is_next or (their_stem, their_number) == (stem, number + 1):
            following[found] = None
        elif their_stem != stem:
            links[found] = None
    return Listing(tuple(links), tuple(following))


def sitemaps_due(lines: Sequence[tuple[str, Entry]], run: Run) -> dict[str, str | None]:
    """The parts of a sitemap that are worth reading, each with its time of change.

    Those that changed, and the newest in any case: the index of a careless site tells of no edits.
    """
    told = {url: line.changed for url, line in lines if line.kind == "sitemap"}
    newest = max(filter(None, told.values()), default=None)
    new = set(run.unknown(told))
    return {
        url: changed
        for url, changed in told.items()
        if changed in {None, newest} or url in new or run.frontier.changed_since(url, changed)
    }


def pages_due(lines: Sequence[tuple[str, Entry]], run: Run) -> dict[str, str | None]:
    """The pages that are new or changed since they were read, each with its time of change."""
    told = {url: line.changed for url, line in lines if line.kind == "page"}
    new = set(run.unknown(told))
    return {
        url: changed
        for url, changed in told.items()
        if url in new or run.frontier.changed_since(url, changed)
    }


def _links(page: Page) -> Iterator[tuple[str, bool]]:
    """The links of a page, each with whether it is marked as the next page of a list."""
    for element in page.root.iter("a", "link"):
        link = element.get("href")
        if not link:
            continue
        relation = (element.get("rel") or "").lower().split()
        if element.tag == "link":
            if "next" in relation:
                yield link, True
        else:
            yield link, "next" in relation or _says_next("".join(element.itertext()))


def _says_next(text: str) -> bool:
    return len(text) < 30 and fold(text).strip(" ›»>→.…") in _NEXT_WORDS
