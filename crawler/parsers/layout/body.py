"""The article's body, cut out of the page and read as blocks.

The page's tree is shared and stays as it is: the body is copied without what is no part of the
article, and this copy is read.
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
_MIN_SHARE = 0.3  # of the text that another element of the same name holds
_PARAGRAPHS, _FEWEST_WORDS = frozenset({"p", "blockquote"}), 8
_LITTLE_TEXT = 400  # characters; a page with less in one place may be a photo story


def find_body(page: Page, rules: Rules, boxes: Collection[Element] = ()) -> Element | None:
    """The element of the running text: by rule where it holds any, else by what the page shows."""
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
    """The element that holds most of the text, or what is around several that share it."""
    most = max(named, key=lambda element: density.text_length.get(element, 0))
    share = density.text_length.get(most, 0) * _MIN_SHARE
    parts = [el for el in named if share and density.text_length.get(el, 0) >= share]
    apart = [el for el in parts if set(parts).isdisjoint(el.iterancestors())]
    if len(apart) < 2:
        return most
    others = [set(el.iterancestors()) for el in apart[1:]]
    return next(node for node in apart[0].iterancestors() if all(node in above for above in others))


def _gallery_body(root: Element) -> Element | None:
    """The element named as a body that holds pictures, where a photo story has little text."""
    named = [
        element
        for element in cast("list[Element]", _NAMED(root))
        if element.tag not in _INLINE and class_names.is_body(css_names(element))
    ]
    best = max(
        named, key=lambda element: len(cast("list[object]", _PICTURES(element))), default=None
    )
    return best if best is not None and len(cast("list[object]", _PICTURES(best))) > 1 else None


def read_body_blocks(page: Page, body: Element, rules: Rules, taken: set[Element]) -> list[Block]:
    """The blocks of the body without unseen and `taken` elements; asides are claimed as such."""
    aside = set(css(body, rules.drop)) if rules.drop else set()
    named = (
        element
        for element in cast("list[Element]", _NAMED(body))
        if element.tag not in _INLINE and class_names.is_aside(css_names(element))
        and not _is_paragraph(element)
    )  # fmt: skip
    half = cast("float", _LENGTH(body)) / 2
    headed = (box for box in page.index.labelled_boxes if body in box.iterancestors())
    for element in chain(named, headed):
        if cast("float", _LENGTH(element)) < half:  # a wrapper may have an unlucky name
            aside.add(element)
    aside.update(find_teasers(body, page.url))
    aside -= {body, *taken}
    outermost = (el for el in aside if aside.isdisjoint(el.iterancestors()))
    return read_blocks(copy_without(body, aside | taken - {body})) + [
        _aside_block(el) for el in outermost
    ]


def _aside_block(element: Element) -> Block:
    text = text_of(element)
    linked = sum(len(text_of(link)) for link in element.iter("a"))
    return Block(
        "aside", text=text, link_density=linked / len(text) if text else 0, claimed="aside"
    )


def _is_paragraph(element: Element) -> bool:
    """Whether an element with an unlucky name is a sentence of the text: `p.social-policy`."""
    if element.tag not in _PARAGRAPHS or next(element.iter("a", "img"), None) is not None:
        return False
    text = text_of(element)
    return len(text.split()) >= _FEWEST_WORDS and text.endswith((".", "!", "?", "…", "”", '"'))
