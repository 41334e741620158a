"""Selectors on an lxml tree, compiled once: CSS or XPath in, elements out.

CSS is translated by parsel (what Scrapy's own selectors use). Text taken from an element is cleaned
of layout: one space between words, none at the ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import cast

from lxml import etree
from parsel.csstranslator import HTMLTranslator

from archive.vietnamese import clean

Element = etree._Element
"""An element of a page's tree: plain, because those of `lxml.html` cost twice as much to reach."""

# Elements whose text a reader never sees as running text.
UNSEEN = (
    "script",
    "style",
    "noscript",
    "template",
    "title",  # of a drawing, or of a whole page pasted into a body
    "svg",
    "iframe",
    "select",
    "textarea",
    "button",
)

_ONE_NAME = re.compile(r"[.#][A-Za-z_][\w-]*")
_translator = HTMLTranslator()
_SEEN_TEXT = etree.XPath(
    f".//text()[not({' or '.join(f'ancestor::{tag}' for tag in UNSEEN)})]", smart_strings=False
)


@lru_cache(maxsize=1024)
def xpath(expression: str) -> etree.XPath:
    """Compile an XPath expression."""
    return etree.XPath(expression)


@lru_cache(maxsize=1024)
def _css(selector: str) -> etree.XPath:
    return etree.XPath(_translator.css_to_xpath(selector, prefix="descendant-or-self::"))


def whole_page(root: Element, *tags: str) -> Iterator[Element]:
    """The elements of a page with these tags; a broken page has a second root behind the first."""
    for top in (root, *root.itersiblings()):
        yield from top.iter(*tags)


@lru_cache(maxsize=1)  # the fields of one page ask one after another
def named(root: Element) -> list[tuple[Element, str, str]]:
    """The elements of a whole page with a class or an id, and both as written, in their order.

    One walk in Python costs a third of one XPath that looks into every class.
    """
    found = ((el, el.get("class", ""), el.get("id", "")) for el in whole_page(root))
    return [(el, classes, own_id) for el, classes, own_id in found if classes or own_id]


def every(root: Element, selector: str) -> list[Element]:
    """All elements that match a CSS selector, in document order; any number is expected."""
    whole = root.getparent() is None and root.getnext() is None
    if whole and _ONE_NAME.fullmatch(selector):
        sign, name = selector[0], selector[1:]
        if sign == "#":
            return [element for element, _, own_id in named(root) if own_id == name]
        fitting = ((el, classes) for el, classes, _ in named(root) if name in classes)
        return [element for element, classes in fitting if name in classes.split()]
    return cast("list[Element]", _css(selector)(root))


def first(root: Element, selector: str) -> Element | None:
    """The first match of a CSS selector, or None where the page has none."""
    found = every(root, selector)
    return found[0] if found else None


def squeeze(text: str) -> str:
    """Text in normal form with one space between words and none at the ends."""
    return clean(" ".join(text.split())).strip()


def text_of(element: Element) -> str:
    """All text that a reader sees in an element, squeezed."""
    if (
        next(element.iter(*UNSEEN), None) is None
        and next(element.iterancestors(*UNSEEN), None) is None
    ):
        return squeeze("".join(element.itertext()))
    return squeeze("".join(cast("list[str]", _SEEN_TEXT(element))))


def marks(element: Element) -> str:
    """Class, id and microdata of an element in lower case: names by which a page marks a field."""
    names = map(element.get, ("class", "id", "itemprop"))
    return " ".join(name for name in names if name).strip().lower()


def path_marks(element: Element, *, up_to: Element | None = None) -> str:
    """The marks of an element and of its ancestors below `up_to`, nearest first."""
    names = [marks(element)]
    for ancestor in element.iterancestors():
        if ancestor is up_to:
            break
        names.append(marks(ancestor))
    return " ".join(name for name in names if name)
