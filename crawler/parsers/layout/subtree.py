"""One element of a page, cut out for a reader of blocks.

The page's tree is shared and stays as it is: a copy is cut.
"""

from __future__ import annotations

import copy
from collections.abc import Collection

from lxml import etree

from crawler.parsers.select import NON_TEXT_TAGS, Element

_DROPPED = "dropped"


def copy_without(element: Element, dropped: Collection[Element] = ()) -> Element:
    """A copy of an element without `dropped` and unseen elements, ready for `read_blocks`."""
    twin = copy.deepcopy(element)
    twin.tail = None
    if dropped:
        for here, there in list(zip(element.iter(), twin.iter(), strict=True)):
            if here in dropped:
                there.tag = _DROPPED
    etree.strip_elements(twin, _DROPPED, *NON_TEXT_TAGS, with_tail=False)
    return twin
