"""Boxes beside an article (poll, weather): finds them by heading or name, reads them as pieces.

Most pages have no box, so the search is cheap: it compares the first letters of an element's text,
and class and id only if the word occurs in any name of the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Literal

import regex

from crawler.parsers.layout import class_names
from crawler.parsers.page_index import PageIndex
from crawler.parsers.select import NON_TEXT_TAGS, Element, css_names, normalize_space
from crawler.parsers.similarity import prefix_key

_HEADING_TAGS = frozenset(
    (
        *(
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "div",
            "p",
            "span",
            "strong",
            "b",
            "a",
            "td",
            "th",
            "li",
        ),
        *("label", "legend", "font", "em", "center", "dt", "caption"),
    )
)
_BOX_TAGS = ("div", "section", "aside", "table", "ul", "td", "p")
_BLOCK_TAGS = frozenset(
    "a address article aside blockquote body br center dd div dl dt fieldset figure footer form "
    "h1 h2 h3 h4 h5 h6 header hr label legend li nav ol p section table tbody td th thead tr "
    "ul".split()
)
_WIDTH = regex.compile(r"(?<![-\w])width\s*:\s*(\d{1,3}(?:\.\d+)?)\s*%")
_HEADING_PUNCTUATION = " \n\r\t:.-–—»›>|+?*"  # around headings
_LONGEST_HEADING = 80  # characters, layout included
_HIGHEST_CLIMB = 5  # levels from a heading up to its box
_MOST_HEADINGS = 12
_DEEPEST = 60  # levels of elements inside a box
LONGEST_BOX = 2000  # characters


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a box: text, a choice (radio or checkbox), a button, or a bar's length in %."""

    kind: Literal["text", "choice", "button", "bar"]
    text: str
    element: Element
    link: str | None = None


def find_headings(index: PageIndex, titles: frozenset[str]) -> list[Element]:
    """Elements whose text is one of `titles` (lower case), outside article bodies."""
    found = (
        element
        for element, text in index.starting_with(_prefix_keys(titles))
        if len(text) < _LONGEST_HEADING
        and element.tag in _HEADING_TAGS
        and heading_key(text) in titles
        and not is_in_article(element)
    )
    return list(islice(found, _MOST_HEADINGS))


@cache
def _prefix_keys(titles: frozenset[str]) -> frozenset[str]:
    return frozenset(map(prefix_key, titles))


def heading_key(text: str) -> str:
    """A heading in lower case without punctuation around it, for comparison."""
    return " ".join(text.split()).lower().strip(_HEADING_PUNCTUATION)


def find_named_boxes(
    index: PageIndex, spellings: Iterable[str], names: regex.Pattern[str]
) -> list[Element]:
    """Outermost blocks whose class or id matches `names`, outside article bodies.

    `spellings` are substrings, one of which every matching class or id contains.
    """
    written = " ".join(index.names)
    spelled = [word for word in spellings if word in written]
    may_be = (
        element
        for word in spelled
        for element, classes, own_id in index.named_elements
        if word in classes or word in own_id
    )
    found = dict.fromkeys(
        el for el in may_be if el.tag in _BOX_TAGS and names.search(css_names(el))
    )
    outermost = (el for el in found if found.keys().isdisjoint(el.iterancestors()))
    return [el for el in outermost if not is_in_article(el)]


def find_named_inside(element: Element, names: regex.Pattern[str]) -> Element | None:
    """The first descendant whose class or id matches `names`."""
    inside = element.iterdescendants()
    return next(
        (el for el in inside if isinstance(el.tag, str) and names.search(css_names(el))), None
    )


def is_in_article(element: Element) -> bool:
    """Whether the element is in the body of an article, where boxes are not looked for."""
    return any(
        class_names.BODY.search(css_names(node)) or node.get("itemprop") == "articleBody"
        for node in element.iterancestors()
        if node.tag not in {"body", "html", "form"}
    )


def enclosing_boxes(heading: Element) -> Iterator[Element]:
    """Ancestors of a heading that may be its box, innermost first."""
    for level, ancestor in enumerate(heading.iterancestors()):
        if level >= _HIGHEST_CLIMB or ancestor.tag in {"body", "html", "main"}:
            return
        if ancestor.tag not in {"tr", "tbody", "thead"}:
            yield ancestor


def read_pieces(element: Element) -> list[Piece]:
    """The visible pieces of a box in document order; text is split at blocks and choices.

    Stops soon after LONGEST_BOX characters, because a longer element is not a box.
    """
    reader = _PieceReader()
    reader.read(element, None, 0)
    reader.end_text()
    return reader.found


def is_too_long(row: list[Piece]) -> bool:
    """Whether the pieces contain more text than a box may have."""
    return sum(len(piece.text) for piece in row) > LONGEST_BOX


class _PieceReader:
    """Walks a box in document order and collects its pieces."""

    def __init__(self) -> None:
        self.found: list[Piece] = []
        self.run: list[str] = []
        self.length = 0
        self.at: tuple[Element, str | None] | None = None

    def read(self, element: Element, link: str | None, depth: int) -> None:
        tag = element.tag
        if not isinstance(tag, str) or (tag in NON_TEXT_TAGS and tag != "button"):
            return
        if self.length > LONGEST_BOX or depth > _DEEPEST:
            return
        if tag == "a":
            link = element.get("href") or "#"
        if tag in {"input", "button"}:
            self.control(element)
            return
        divides = tag in _BLOCK_TAGS
        if divides:
            self.end_text()
        if (width := _bar_length(element)) is not None:
            self.end_text()
            self.found.append(Piece("bar", width, element))
        self.text(element.text, element, link)
        for child in element:
            self.read(child, link, depth + 1)
            self.text(child.tail, element, link)
        if divides:
            self.end_text()

    def control(self, element: Element) -> None:
        """Add a choice or a button."""
        kind = (element.get("type") or "text").lower()
        if element.tag == "button":
            self.end_text()
            self.found.append(
                Piece("button", normalize_space("".join(element.itertext())), element)
            )
        elif kind in {"radio", "checkbox"}:
            self.end_text()
            self.found.append(Piece("choice", element.get("value") or "", element))
        elif kind in {"button", "submit", "image"}:
            self.end_text()
            label = element.get("value") or element.get("alt") or ""
            self.found.append(Piece("button", normalize_space(label), element))

    def text(self, text: str | None, element: Element, link: str | None) -> None:
        if not text:
            return
        if self.at is None and text.strip():
            self.at = (element, link)
        self.run.append(text)
        self.length += len(text.strip())

    def end_text(self) -> None:
        text, at = normalize_space("".join(self.run)), self.at
        self.run, self.at = [], None
        if text and at is not None:
            self.found.append(Piece("text", text, at[0], at[1]))


def _bar_length(element: Element) -> str | None:
    """Length of a result bar in percent; None for other elements."""
    if (now := element.get("aria-valuenow")) is not None:
        return now
    if "bar" not in css_names(element) and "progress" not in css_names(element):
        return None
    width = _WIDTH.search(element.get("style") or "")
    return width[1] if width else None
