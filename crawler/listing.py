"""A page that lists articles, read for where it leads: articles, and further pages of the list.

Links are taken from the tree that the page already has; each is made an address once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from archive.vietnamese import fold
from crawler.addresses import absolute, paging
from crawler.parsers import Page

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
        if is_next or (their_stem == stem and their_number == number + 1):
            following[found] = None
        elif their_stem != stem or their_number == 1:
            links[found] = None
    return Listing(tuple(links), tuple(following))


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
            yield link, "next" in relation or _says_next(element.text_content())


def _says_next(text: str) -> bool:
    return len(text) < 30 and fold(text).strip(" ›»>→.…") in _NEXT_WORDS
