"""Teasers of other articles inside a body: a linked image and a headline with the same target.

Editors and tools insert them between paragraphs, under class names that change often, so they are
recognised by their links. An image that links to its larger version is not a teaser.
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
_LONGEST_TEASER = 400  # characters: headline, summary, button text
_HIGHEST_CLIMB = 4  # levels from an image's link up to the element with the headline


def find_teasers(body: Element, url: str) -> Iterator[Element]:
    """Elements that contain only a teaser, outermost ones; `url` is the URL of the page."""
    host = urlsplit(url).hostname
    links: dict[str, list[Element]] = defaultdict(list)
    for link in body.iter("a"):
        if not _NO_STORY.search(href := (link.get("href") or "").strip()) and _is_same_site(
            href, host
        ):
            links[href].append(link)
    for same_target in links.values():
        picture = next((link for link in same_target if link.find(".//img") is not None), None)
        has_headline = any(len(_text(link).split()) >= _FEWEST_WORDS for link in same_target)
        if (
            picture is not None
            and has_headline
            and (teaser := _teaser_box(picture, same_target, body)) is not None
        ):
            yield teaser


def _teaser_box(picture: Element, links: list[Element], body: Element) -> Element | None:
    """The largest element around an image's link that contains the teaser and no other link."""
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
    """Whether a link may lead to the same newspaper as the page; true if a host is unknown."""
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
