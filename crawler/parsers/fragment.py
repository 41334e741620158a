"""The source of one element of a page, written out for BeautifulSoup to read.

The page's tree is shared and stays as it is: a copy is cut. What no reader of blocks asks for is
left out of it, since BeautifulSoup spends a third of its time on attributes.
"""

from __future__ import annotations

import copy
from collections.abc import Collection

from lxml import etree

from crawler.parsers.blocks import PICTURE_SOURCES
from crawler.parsers.select import UNSEEN, Element

# What `blocks` and `frames` read.
_ATTRIBUTES = {*PICTURE_SOURCES, "align", "alt", "class", "id", "style", "title", "type"}
_DROPPED = "dropped"


def markup(element: Element, dropped: Collection[Element] = ()) -> str:
    """The source of an element without `dropped` and unseen elements, ready for `read_blocks`."""
    twin = copy.deepcopy(element)
    twin.tail = None
    if dropped:
        for here, there in list(zip(element.iter(), twin.iter(), strict=True)):
            if here in dropped:
                there.tag = _DROPPED
    etree.strip_elements(twin, _DROPPED, *UNSEEN, with_tail=False)
    for node in twin.iter():
        names = node.keys()
        if not _ATTRIBUTES.issuperset(names):
            kept = {name: node.get(name, "") for name in names if name in _ATTRIBUTES}
            node.attrib.clear()  # one by one does not do: broken markup has names with brackets
            node.attrib.update(kept)
    return etree.tostring(twin, encoding="unicode", method="html")
