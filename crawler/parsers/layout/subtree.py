"""Copies a subtree without some of its elements; the page's tree is shared and never changed."""

from __future__ import annotations

import copy
from collections.abc import Collection

from lxml import etree

from crawler.parsers.select import NON_TEXT_TAGS, Element

_DROPPED = "dropped"


def copy_without(element: Element, dropped: Collection[Element] = ()) -> Element:
    """A copy of an element without `dropped` and non-text elements, ready for `read_blocks`."""
    copied = copy.deepcopy(element)
    copied.tail = None
    if dropped:
        for here, there in list(zip(element.iter(), copied.iter(), strict=True)):
            if here in dropped:
                there.tag = _DROPPED
    etree.strip_elements(copied, _DROPPED, *NON_TEXT_TAGS, with_tail=False)
    return copied
