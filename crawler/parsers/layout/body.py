"""The article's body, cut out of the page and read as blocks.

The page's tree is shared and stays as it is: the body is copied without what is no part of the
article, and this copy is read.
"""

from __future__ import annotations

from collections.abc import Collection
from itertools import chain
from typing import cast

from lxml import etree

from crawler.parsers.layout import landmarks
from crawler.parsers.layout.blocks import Block, read_blocks
from crawler.parsers.layout.cards import cards
from crawler.parsers.layout.fragment import cut
from crawler.parsers.layout.prose import Prose
from crawler.parsers.page import Page
from crawler.parsers.rules import Rules
from crawler.parsers.select import Element, every, marks

_INLINE = frozenset("a span img strong b em i u font".split())
_MARKED = etree.XPath("descendant::*[@class or @id]")
_LENGTH = etree.XPath("string-length(normalize-space())")
_PICTURES = etree.XPath("descendant::img[not(ancestor::a)]")
_LITTLE_TEXT = 400  # characters; a page with less in one place may be a photo story


def find_body(page: Page, rules: Rules, boxes: Collection[Element] = ()) -> Element | None:
    """The element of the running text: by rule where it holds any, else by what the page shows."""
    prose = Prose(page.survey, boxes)
    if rules.body:
        named = page.every(rules.body)
        if named:
            return max(named, key=lambda element: prose.held.get(element, 0))
    body = prose.body()
    if body is None or (prose.held[body] < _LITTLE_TEXT and not _PICTURES(body)):
        gallery = _gallery(page.root)
        return body if gallery is None else gallery
    return body


def _gallery(root: Element) -> Element | None:
    """The element named as a body that holds pictures, where a photo story has little text."""
    named = [
        element
        for element in cast("list[Element]", _MARKED(root))
        if element.tag not in _INLINE and landmarks.is_body(marks(element))
    ]
    best = max(
        named, key=lambda element: len(cast("list[object]", _PICTURES(element))), default=None
    )
    return best if best is not None and len(cast("list[object]", _PICTURES(best))) > 1 else None


def cut_out(page: Page, body: Element, rules: Rules, taken: set[Element]) -> list[Block]:
    """The blocks of the body without asides, unseen elements, `rules.drop` and `taken` elements."""
    dropped = set(taken)
    if rules.drop:
        dropped.update(every(body, rules.drop))
    named = (
        element
        for element in cast("list[Element]", _MARKED(body))
        if element.tag not in _INLINE and landmarks.is_aside(marks(element))
    )
    half = cast("float", _LENGTH(body)) / 2
    headed = (box for box in page.survey.headed if body in box.iterancestors())
    for element in chain(named, headed):
        if cast("float", _LENGTH(element)) < half:  # a wrapper may have an unlucky name
            dropped.add(element)
    dropped.update(cards(body, page.url))
    return read_blocks(cut(body, dropped - {body}))
