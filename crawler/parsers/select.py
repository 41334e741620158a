"""Selection of elements and texts from an lxml tree: cached CSS and XPath, normalized text.

CSS is translated by parsel, as in Scrapy's selectors. Text taken from an element has normalized
spaces and characters.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import cast

from lxml import etree
from parsel.csstranslator import HTMLTranslator

from archive.vietnamese import clean

Element = etree._Element
"""An element of a page's tree; plain lxml, because `lxml.html` is twice as slow to traverse."""

HEADING_TAGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})

# Elements whose text is never visible as running text.
NON_TEXT_TAGS = frozenset((
    "script",
    "style",
    "noscript",
    "template",
    "title",  # of an SVG image, or of a whole page pasted into a body
    "svg",
    "iframe",
    "select",
    "textarea",
    "button",
))  # fmt: skip

_translator = HTMLTranslator()


@lru_cache(maxsize=1024)
def compile_xpath(expression: str) -> etree.XPath:
    """Compile an XPath expression; cached."""
    return etree.XPath(expression)


@lru_cache(maxsize=1024)
def _compile_css(selector: str) -> etree.XPath:
    return etree.XPath(_translator.css_to_xpath(selector, prefix="descendant-or-self::"))


def iter_page(root: Element, *tags: str) -> Iterator[Element]:
    """The elements of a page with these tags, or all; a broken page may have several roots."""
    for top in (root, *root.itersiblings()):
        yield from top.iter(*tags)


def css(root: Element, selector: str) -> list[Element]:
    """All elements under `root` that match a CSS selector, in document order."""
    return cast("list[Element]", _compile_css(selector)(root))


def normalize_space(text: str) -> str:
    """Clean text (NFC, see `archive.vietnamese.clean`) with single spaces and none at the ends."""
    return clean(" ".join(text.split())).strip()


def text_of(element: Element) -> str:
    """All visible text of an element, normalized."""
    if next(element.iterancestors(*NON_TEXT_TAGS), None) is not None:
        return ""
    if next(element.iter(*NON_TEXT_TAGS, "br"), None) is None:
        return normalize_space("".join(element.itertext()))
    return normalize_space("".join(_visible_texts(element)))


def _visible_texts(element: Element) -> Iterator[str]:
    """The visible text nodes of an element in order, with a space for each line break."""
    if element.tag in NON_TEXT_TAGS:
        return
    yield element.text or ""
    for child in element:
        yield from " " if child.tag == "br" else _visible_texts(child)
        yield child.tail or ""


def css_names(element: Element) -> str:
    """Class names, id and itemprop of an element in lower case, separated by spaces."""
    classes, own_id, item = element.get("class"), element.get("id"), element.get("itemprop")
    if not (own_id or item):
        return classes.strip().lower() if classes else ""
    return " ".join(name for name in (classes, own_id, item) if name).strip().lower()


def css_path_names(element: Element, *, up_to: Element | None = None) -> str:
    """The CSS names of an element and of its ancestors below `up_to`, nearest first."""
    names = [css_names(element)]
    for ancestor in element.iterancestors():
        if ancestor is up_to:
            break
        names.append(css_names(ancestor))
    return " ".join(name for name in names if name)
