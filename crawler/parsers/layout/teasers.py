"""Cards of other articles inside a body: a linked picture, with a headline that links to the same.

Editors put them between paragraphs, by hand or by a tool, under a new class name every year: what
tells them is the link. A picture that links to its own larger copy is none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from urllib.parse import urlsplit

import regex

from crawler.parsers.select import Element
from crawler.urls.canonical import strip_host_prefix

_NO_STORY = regex.compile(
    r"^(?:#|javascript:|$)|\.(?:jpe?g|png|gif|webp|avif|svg)(?:[?#]|$)", regex.I
)
_FEWEST_WORDS = 4  # of a headline
_LONGEST_TEASER = 400  # characters: headline, summary, and what stands on a button
_HIGHEST_CLIMB = 4  # levels from a picture's link to what holds the headline too


def find_teasers(body: Element, url: str) -> Iterator[Element]:
    """The outermost elements that hold nothing but a card; `url` is the page's own address."""
    host = urlsplit(url).hostname
    links: dict[str, list[Element]] = defaultdict(list)
    for link in body.iter("a"):
        if not _NO_STORY.search(href := (link.get("href") or "").strip()) and _is_same_site(
            href, host
        ):
            links[href].append(link)
    for same in links.values():
        picture = next((link for link in same if link.find(".//img") is not None), None)
        headed = any(len(_text(link).split()) >= _FEWEST_WORDS for link in same)
        if (
            picture is not None
            and headed
            and (card := _teaser_box(picture, same, body)) is not None
        ):
            yield card


def _teaser_box(picture: Element, links: list[Element], body: Element) -> Element | None:
    """The largest element around a picture's link that holds a card and no other link."""
    best = None
    for level, node in enumerate((picture, *picture.iterancestors())):
        if node is body or level > _HIGHEST_CLIMB or len(_text(node)) > _LONGEST_TEASER:
            break
        if any(link.get("href") != picture.get("href") for link in node.iter("a")):
            break
        if any(
            len(_text(link).split()) >= _FEWEST_WORDS and _is_inside(node, link) for link in links
        ):
            best = node
    return best


def _is_same_site(href: str, host: str | None) -> bool:
    """Whether an address is one of the page's newspaper, as far as the two can be told."""
    try:
        other = urlsplit(href).hostname
    except ValueError:
        return False
    return (
        not (other and host)
        or other.split(".")[-2:] == host.split(".")[-2:]
        or strip_host_prefix(other) in host
        or strip_host_prefix(host) in other
    )


def _is_inside(node: Element, link: Element) -> bool:
    return node is link or node in link.iterancestors()


def _text(element: Element) -> str:
    return "".join(element.itertext()).strip()
