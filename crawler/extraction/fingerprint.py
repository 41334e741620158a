"""Layout fingerprints: a digest of the elements and class names around the text of a page.

All articles of one template have the same fingerprint. It changes when a site is redesigned, even
if the parser still reads the text correctly.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter

from lxml import etree

from crawler.parsers import Page

_MIN_PARAGRAPH = 40  # characters
_FIGURES = re.compile(r"[\d_-]*\d[\d_-]*")


def layout_of(page: Page) -> str:
    """The fingerprint of the element with the most paragraphs; empty for a page without any."""
    parents: Counter[etree._Element] = Counter()
    for paragraph in page.root.iter("p", "div"):
        parent = paragraph.getparent()
        if parent is not None and len(paragraph.text or "") >= _MIN_PARAGRAPH:
            parents[parent] += 1
    most = parents.most_common(1)
    return _digest(most[0][0]) if most else ""


def _digest(element: etree._Element | None) -> str:
    """A digest of tags, ids and classes up to the body, without digits, which number articles."""
    path = []
    while element is not None and element.tag != "body":  # its classes may name the article
        names = f"{element.get('id') or ''} {element.get('class') or ''}"
        path.append(f"{element.tag!s} {_FIGURES.sub('', names)}")
        element = element.getparent()
    return hashlib.blake2b("/".join(path).encode(), digest_size=6).hexdigest()
