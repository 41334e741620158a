"""The layout of a page: which elements, by which class names, lie around its text.

Two articles of one template have the same, whatever they say; when a site is rebuilt all of them
get another, also where the text is still read right.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter

from lxml import etree

from crawler.parsers import Page

_LONG = 40  # characters that make a paragraph
_FIGURES = re.compile(r"[\d_-]*\d[\d_-]*")


def layout_of(page: Page) -> str:
    """A short digest of the way from the root to the element that holds most paragraphs."""
    holders: Counter[etree._Element] = Counter()
    for paragraph in page.root.iter("p", "div"):
        parent = paragraph.getparent()
        if parent is not None and len(paragraph.text or "") >= _LONG:
            holders[parent] += 1
    most = holders.most_common(1)
    return _digest(most[0][0]) if most else ""


def _digest(element: etree._Element | None) -> str:
    """What the element and those around it are called, without figures: ids count articles."""
    path = []
    while element is not None and element.tag != "body":  # whose classes name the very article
        names = f"{element.get('id') or ''} {element.get('class') or ''}"
        path.append(f"{element.tag!s} {_FIGURES.sub('', names)}")
        element = element.getparent()
    return hashlib.blake2b("/".join(path).encode(), digest_size=6).hexdigest()
