"""The article's body: finds its element and reads it as blocks.

The page's tree is shared by all fields and never changed: the body is copied without the elements
that are not part of the article, and the copy is read.
"""

from __future__ import annotations

from collections.abc import Collection
from itertools import chain
from typing import cast

from lxml import etree

from crawler.parsers.layout import class_names
from crawler.parsers.layout.blocks import Block, read_blocks
from crawler.parsers.layout.subtree import copy_without
from crawler.parsers.layout.teasers import find_teasers
from crawler.parsers.layout.text_density import TextDensity
from crawler.parsers.page import Page
from crawler.parsers.rules import Rules
from crawler.parsers.select import Element, css, css_names, text_of

_INLINE = frozenset("a span img strong b em i u font".split())
_NAMED = etree.XPath("descendant::*[@class or @id]")
_LENGTH = etree.XPath("string-length(normalize-space())")
_PICTURES = etree.XPath("descendant::img[not(ancestor::a)]")
_MIN_SHARE = 0.3  # share of the longest text that another match of the rule must contain
_PARAGRAPHS, _FEWEST_WORDS = frozenset({"p", "blockquote"}), 8
_LITTLE_TEXT = 400  # characters; a body with less may be a photo story


def find_body(page: Page, rules: Rules, boxes: Collection[Element] = ()) -> Element | None:
    """The element of the running text: by the rule if it matches, else by text density."""
    density = TextDensity(page.index, boxes)
    if rules.body:
        named = page.css(rules.body)
        if named:
            return _common_container(named, density)
    body = density.body()
    if body is None or (density.text_length[body] < _LITTLE_TEXT and not _PICTURES(body)):
        gallery = _gallery_body(page.root)
        return body if gallery is None else gallery
    return body


def _common_container(named: list[Element], density: TextDensity) -> Element:
    """The element with most of the text, or the common ancestor of several that share it."""
    longest = max(named, key=lambda element: density.text_length.get(element, 0))
    share = density.text_length.get(longest, 0) * _MIN_SHARE
    parts = [el for el in named if share and density.text_length.get(el, 0) >= share]
    separate = [el for el in parts if set(parts).isdisjoint(el.iterancestors())]
    if len(separate) < 2:
        return longest
    others = [set(el.iterancestors()) for el in separate[1:]]
    return next(
        node for node in separate[0].iterancestors() if all(node in above for above in others)
    )


def _gallery_body(root: Element) -> Element | None:
    """Body of a photo story with little text: the element named as a body with most images."""
    named = [
        element
        for element in cast("list[Element]", _NAMED(root))
        if element.tag not in _INLINE and class_names.is_body(css_names(element))
    ]
    best = max(
        named, key=lambda element: len(cast("list[object]", _PICTURES(element))), default=None
    )
    return best if best is not None and len(cast("list[object]", _PICTURES(best))) > 1 else None


def read_body_blocks(
    page: Page, body: Element, rules: Rules, excluded: set[Element]
) -> list[Block]:
    """The body as blocks, without invisible and `excluded` elements.

    Asides (by class name, label or link) follow at the end as claimed blocks of kind "aside".
    """
    aside = set(css(body, rules.drop)) if rules.drop else set()
    named = (
        element
        for element in cast("list[Element]", _NAMED(body))
        if element.tag not in _INLINE and class_names.is_aside(css_names(element))
        and not _is_paragraph(element)
    )  # fmt: skip
    half_length = cast("float", _LENGTH(body)) / 2
    labelled = (box for box in page.index.labelled_boxes if body in box.iterancestors())
    for element in chain(named, labelled):
        if cast("float", _LENGTH(element)) < half_length:  # a wrapper may have a misleading name
            aside.add(element)
    aside.update(find_teasers(body, page.url))
    aside -= {body, *excluded}
    outermost = (el for el in aside if aside.isdisjoint(el.iterancestors()))
    return read_blocks(copy_without(body, aside | excluded - {body})) + [
        _aside_block(el) for el in outermost
    ]


def _aside_block(element: Element) -> Block:
    """An element that is not part of the article as a claimed block."""
    text = text_of(element)
    linked = sum(len(text_of(link)) for link in element.iter("a"))
    return Block(
        "aside", text=text, link_density=linked / len(text) if text else 0, claimed="aside"
    )


def _is_paragraph(element: Element) -> bool:
    """Whether an element with a misleading name is a sentence of the text: `p.social-policy`."""
    if element.tag not in _PARAGRAPHS or next(element.iter("a", "img"), None) is not None:
        return False
    text = text_of(element)
    return len(text.split()) >= _FEWEST_WORDS and text.endswith((".", "!", "?", "…", "”", '"'))
