"""Flattens markup that is nested deeper than libxml2 parses, so that no text is lost.

Old editors leave one `font` or `span` open per paragraph. libxml2 stops at a depth of 256 elements
and drops the rest of the page. BeautifulSoup has no such limit but is ten times slower than lxml,
so it parses only these pages.
"""

from __future__ import annotations

from bs4 import BeautifulSoup

from crawler.parsers.select import Element

_MAX_DEPTH = 240  # levels of elements; libxml2 stops at 256
_MAX_SOURCE_LENGTH = 400_000  # characters; flattening them takes half a second
_INLINE_TAGS = frozenset(
    "abbr b big cite code del em font i ins mark s small span strike strong sub sup tt u".split()
)
_MAX_INLINE_LEVELS, _MAX_BOX_LEVELS = 12, 100  # deeper levels carry no information
_IMPLICITLY_CLOSED = frozenset({"p", "a", "br", "img"})


def is_truncated(root: Element) -> bool:
    """Whether libxml2 stopped at its depth limit, so that the tree lacks the end of the page."""
    depth, node = 0, root
    while len(node):
        depth, node = depth + 1, node[-1]
    return depth >= _MAX_DEPTH


def flatten(source: bytes) -> bytes | None:
    """The source with fewer levels: redundant inline tags removed, deep boxes made paragraphs.

    None for a source too long to flatten in time.
    """
    if len(source) > _MAX_SOURCE_LENGTH:
        return None
    text = _without_comments(source.decode())
    soup = BeautifulSoup(text, "html.parser", multi_valued_attributes=None)
    context = {id(soup): (frozenset[str](), 0, 0)}  # by tag: names of its ancestors, depths
    for tag in soup.find_all(True):
        names, inline_depth, box_depth = context[id(tag.parent)]
        if tag.name in _INLINE_TAGS:
            inline_depth += 1
            tag.hidden = inline_depth > _MAX_INLINE_LEVELS and tag.name in names
        elif tag.name not in _IMPLICITLY_CLOSED:
            box_depth += 1
            if box_depth > _MAX_BOX_LEVELS:
                tag.name = "p"
        context[id(tag)] = (names | {tag.name}, inline_depth, box_depth)
    return soup.encode("utf-8")


def _without_comments(text: str) -> str:
    """The source without comments; unclosed comments and declarations become text.

    Python's HTML parser rescans an unclosed one again and again, in quadratic time.
    """
    parts, start = [], 0
    while (begin := text.find("<!--", start)) >= 0 and (end := text.find("-->", begin)) >= 0:
        parts.append(text[start:begin])
        start = end + len("-->")
    return "".join((*parts, text[start:])).replace("<!", "&lt;!").replace("<?", "&lt;?")
