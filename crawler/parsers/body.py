"""The article's body, cut out of the page and read as blocks.

The page's tree is shared and stays as it is: the body is copied without what is no part of the
article, and only this copy goes through BeautifulSoup.
"""

from __future__ import annotations

import copy
from typing import cast

from lxml import etree, html
from lxml.html import HtmlElement

from crawler.parsers import landmarks
from crawler.parsers.blocks import Block, read_blocks
from crawler.parsers.page import Page
from crawler.parsers.prose import Prose
from crawler.parsers.rules import Rules
from crawler.parsers.select import UNSEEN, every, marks, text_of, xpath

_HTML_ATTRIBUTES = "//*[@class or @id or self::form or self::iframe or self::ins]"


def find_body(page: Page, rules: Rules) -> HtmlElement | None:
    """The element of the running text: by rule where it holds any, else by what the page shows."""
    prose = Prose(page.root)
    if rules.body:
        named = every(page.root, rules.body)
        if named:
            return max(named, key=lambda element: prose.held.get(element, 0))
    return prose.body()


def cut_out(body: HtmlElement, rules: Rules, taken: set[HtmlElement]) -> list[Block]:
    """The blocks of the body without asides, unseen elements, `rules.drop` and `taken` elements."""
    dropped = set(taken)
    if rules.drop:
        dropped.update(every(body, rules.drop))
    for element in cast("list[HtmlElement]", xpath("descendant::*[@class or @id]")(body)):
        if landmarks.is_aside(marks(element)) and not _holds_most(element, body):
            dropped.add(element)
    return read_blocks(_serialised(body, dropped - {body}))


def _holds_most(element: HtmlElement, body: HtmlElement) -> bool:
    """A wrapper with an unlucky name may hold the whole text."""
    if element.tag in {"a", "span", "img", "strong", "b", "em", "i"}:
        return True
    return len(text_of(element)) > max(0.5 * len(text_of(body)), 1)


def _serialised(body: HtmlElement, dropped: set[HtmlElement]) -> str:
    if not dropped:
        return html.tostring(body, encoding="unicode", with_tail=False)
    twin = copy.deepcopy(body)
    twin.tail = None
    doomed = [
        there
        for here, there in zip(body.iter(), twin.iter(), strict=True)
        if here in dropped or here.tag in UNSEEN
    ]
    for element in doomed:
        if element.getparent() is not None:
            element.drop_tree()
    return html.tostring(twin, encoding="unicode")


__all__ = ["cut_out", "etree", "find_body"]
