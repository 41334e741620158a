"""Markup nested deeper than libxml2 reads: BeautifulSoup opens it up, so that no text is lost.

Old editors leave hundreds of `font` and `span` open, one a paragraph, and libxml2 gives up at 256
elements in one another, with all that follows. Reading a page with BeautifulSoup costs ten times as
much as with lxml, so that only such pages come here.
"""

from __future__ import annotations

from bs4 import BeautifulSoup

from crawler.parsers.select import Element

_MAX_DEPTH = 240  # elements in one another; libxml2 stops at 256
_MAX_SOURCE_LENGTH = 400_000  # of a page that is opened up: half a second
_INLINE_TAGS = frozenset(
    "abbr b big cite code del em font i ins mark s small span strike strong sub sup tt u".split()
)
_MAX_INLINE_LEVELS, _MAX_BOX_LEVELS = 12, 100  # more of one another say nothing new
_IMPLICITLY_CLOSED = frozenset({"p", "a", "br", "img"})


def is_truncated(root: Element) -> bool:
    """Whether a tree is as deep at its end as libxml2 reads: what followed is lost."""
    depth, node = 0, root
    while len(node):
        depth, node = depth + 1, node[-1]
    return depth >= _MAX_DEPTH


def flatten(source: bytes) -> bytes | None:
    """The source with fewer levels: type that is set so already goes, deep boxes are paragraphs.

    None for more than can be read in time.
    """
    if len(source) > _MAX_SOURCE_LENGTH:
        return None
    text = _without_comments(source.decode())
    soup = BeautifulSoup(text, "html.parser", multi_valued_attributes=None)
    around = {id(soup): (frozenset[str](), 0, 0)}
    for tag in soup.find_all(True):
        names, in_type, in_boxes = around[id(tag.parent)]
        if tag.name in _INLINE_TAGS:
            in_type += 1
            tag.hidden = in_type > _MAX_INLINE_LEVELS and tag.name in names
        elif tag.name not in _IMPLICITLY_CLOSED:
            in_boxes += 1
            if in_boxes > _MAX_BOX_LEVELS:
                tag.name = "p"
        around[id(tag)] = (names | {tag.name}, in_type, in_boxes)
    return soup.encode("utf-8")


def _without_comments(text: str) -> str:
    """The source without what Python's parser reads again and again where it never ends."""
    parts, start = [], 0
    while (begin := text.find("<!--", start)) >= 0 and (end := text.find("-->", begin)) >= 0:
        parts.append(text[start:begin])
        start = end + len("-->")
    return "".join((*parts, text[start:])).replace("<!", "&lt;!").replace("<?", "&lt;?")
