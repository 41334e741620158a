"""Finds the body of an article by text density: the element that contains its running text.

Works on the long text nodes of a page, usually 20 to 100. Each adds its length to the score of its
ancestors, with less weight per level. The element with the highest score is extended to ancestors
that add much more text. Of elements with about the same text, one with a class name from
`class_names.BODY` is preferred.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from itertools import islice

from lxml import etree

from crawler.parsers.labelled_boxes import is_comments_label, is_imprint
from crawler.parsers.layout import class_names
from crawler.parsers.page_index import PageIndex
from crawler.parsers.select import NON_TEXT_TAGS, Element, css_names, iter_page

_SHORTEST_TEXT = 51  # characters
# An image with a caption counts as a text, because photo essays contain little else.
_IS_CAPTIONED = etree.XPath("boolean(.//img and .//figcaption and not(.//a))")
_FIGURE_LENGTH = 40  # characters
_INLINE = frozenset(
    """
    a abbr acronym b big cite code del em font i ins kbd mark q s small span strike strong sub
    sup tt u var label o:p st1:place
    """.split()
)
_EXCLUDED_TAGS = frozenset({"nav", "footer", "aside", "form", "li", "select", "option", "head"})
_LEVELS = 6  # ancestors whose score a text node adds to
_WORTH_CLIMBING = 0.25  # share of its text that an ancestor must add
_MOST_IN_HEADER = 3  # texts under a headline: dateline, lead, second copy of the lead
_PARAGRAPHS = frozenset({"p", "h2", "h3", "td"})
_LONGEST_LEAD = 250  # characters before a box; more is the article's text
_LONGEST_SUMMARY = 700  # characters beside a linked headline
_OWN_HEADLINE = etree.XPath("boolean(.//h1)")
_LENGTH = etree.XPath("string-length(normalize-space())")
_HEADLINES = ("h2", "h3", "h4", "h5", "h6")
_SHORTEST_HEADLINE = 25  # characters


class TextDensity:
    """Characters of running text in each element of a page, and the density score of each."""

    def __init__(self, index: PageIndex, boxes: Collection[Element] = ()) -> None:
        """`boxes` are elements of other fields, such as the weather box."""
        self.text_length: dict[Element, float] = defaultdict(float)
        self.score: dict[Element, float] = defaultdict(float)
        root, texts = index.root, list(_running_texts(index))
        all_text: dict[Element, float] = defaultdict(float)
        for block, length in texts:
            for node in (block, *block.iterancestors()):
                all_text[node] += length
        labelled = _labelled_boxes(index, texts)
        excluded = _ExcludedElements(all_text, _linked_headline_boxes(root), {*boxes, *labelled})
        self.blocks = [(block, length) for block, length in texts if not excluded.excludes(block)]
        self.with_headline = {node for h1 in root.iter("h1") for node in h1.iterancestors()}
        for block, length in self.blocks:
            self._add_text(block, length)

    def _add_text(self, block: Element, length: float) -> None:
        """Add the length of a text to its block and all ancestors."""
        self.text_length[block] += length
        self.score[block] += length * 0.6
        weight = 1.0
        for depth, ancestor in enumerate(block.iterancestors()):
            self.text_length[ancestor] += length
            if depth < _LEVELS:
                self.score[ancestor] += length * weight
                weight *= 0.6

    def body(self) -> Element | None:
        """The element that contains the article's text; None for a page without running text."""
        if not self.score:
            return None
        densest = max(self.score, key=lambda element: self.score[element])
        container = self._grow(self._below_headline(densest))
        named = self._named_body(container)
        return container if named is None else named

    def _grow(self, element: Element) -> Element:
        """Extend to ancestors, at most two levels up each time, that add much text."""
        while True:
            for ancestor in islice(element.iterancestors(), 3):
                if ancestor.tag in {"body", "html"} or class_names.is_body(css_names(element)):
                    return element
                if self._gain(element, ancestor) >= self.text_length[element] * _WORTH_CLIMBING:
                    element = ancestor
                    break
            else:
                return element

    def _below_headline(self, element: Element) -> Element:
        """Descend from an element with the headline to a child that contains only the text."""
        while element in self.with_headline:
            child = max(element, key=lambda child: self.text_length.get(child, 0), default=None)
            held = 0 if child is None else self.text_length.get(child, 0)
            if child is None or self._gain(child, element) >= held * _WORTH_CLIMBING:
                break
            if child not in self.with_headline and child.tag in _PARAGRAPHS:
                break
            element = child
        return element

    def _gain(self, element: Element, ancestor: Element) -> float:
        """Characters that an ancestor adds, except those between a headline and the text."""
        gain = self.text_length[ancestor] - self.text_length.get(element, 0)
        if ancestor not in self.with_headline or element in self.with_headline or not gain:
            return gain
        before = []
        for block, length in self.blocks:
            path = {block, *block.iterancestors()}
            if element in path:
                break
            if ancestor in path:
                before.append(length)
        return gain - sum(before) if len(before) <= _MOST_IN_HEADER else gain

    def _named_body(self, around: Element) -> Element | None:
        """The innermost element named as a body that contains nearly the same text."""
        wanted = self.text_length[around] * 0.7
        candidates = [
            element
            for element, held in self.text_length.items()
            if held >= wanted and element.tag not in {"body", "html"}
            and class_names.is_body(css_names(element)) and _are_on_one_path(element, around)
        ]  # fmt: skip
        if not candidates:
            return None
        most = max(self.text_length[element] for element in candidates)
        best = [element for element in candidates if self.text_length[element] >= most * 0.9]
        return max(best, key=lambda element: sum(1 for _ in element.iterancestors()))


def _are_on_one_path(one: Element, other: Element) -> bool:
    return one is other or one in other.iterancestors() or other in one.iterancestors()


def _labelled_boxes(index: PageIndex, texts: list[tuple[Element, int]]) -> set[Element]:
    """Labelled boxes that follow the article's text, so that they are not part of the body.

    A box with only a lead before it may be a body that starts with related links; it is left out
    of the result.
    """
    boxes, before, beside = index.labelled_boxes.copy(), 0, set[Element]()
    for block, length in texts:
        box = next((node for node in (block, *block.iterancestors()) if node in boxes), None)
        if box is None:
            before += length
        elif before < _LONGEST_LEAD and box not in beside and not is_comments_label(boxes[box]):
            del boxes[box]
            before += length
        else:
            beside.add(box)
    return set(boxes)


def _running_texts(index: PageIndex) -> Iterator[tuple[Element, int]]:
    """Block elements with long text nodes, with the length of each such text."""
    for element, text, behind in index.long_texts:
        if not text:
            if _IS_CAPTIONED(element):
                yield element, _FIGURE_LENGTH
        elif len(squeezed := " ".join(text.split())) >= _SHORTEST_TEXT and not is_imprint(text):
            block = _block_ancestor(element.getparent() if behind else element)
            if block is not None:
                yield block, len(squeezed)


def _block_ancestor(block: Element | None) -> Element | None:
    """The nearest block element around a text; None for links and text that is not shown."""
    while block is not None and block.tag in _INLINE and not class_names.is_body(css_names(block)):
        if block.tag == "a":
            return None
        block = block.getparent()
    return None if block is None or block.tag in NON_TEXT_TAGS else block


def _linked_headline_boxes(root: Element) -> set[Element]:
    """Elements around a linked headline, which announce another article; none around an `h1`."""
    teasers: set[Element] = set()
    for headline in iter_page(root, *_HEADLINES):
        if _is_linked(headline) and _LENGTH(headline) > _SHORTEST_HEADLINE:
            teasers.update(islice(headline.iterancestors(), 3))
    for own in iter_page(root, "h1"):
        teasers.difference_update(own.iterancestors())
    return teasers


def _is_linked(headline: Element) -> bool:
    parent = headline.getparent()
    return headline.find("a") is not None or (parent is not None and parent.tag == "a")


class _ExcludedElements:
    """Decides which elements cannot be the article's text: links, menus, comments, asides, teasers.

    An aside by name that contains much of the page's text is only badly named (`sidebar_1`).
    """

    def __init__(
        self,
        all_text: dict[Element, float],
        teasers: set[Element],
        boxes: Collection[Element],
    ) -> None:
        self.all_text, self.teasers = all_text, teasers
        self.total = max(all_text.values(), default=0.0)
        self.excluded_nodes = dict.fromkeys(boxes, True)

    def excludes(self, block: Element) -> bool:
        """Whether a block or one of its ancestors is excluded."""
        path = [block, *block.iterancestors()]
        start = next((i for i, node in enumerate(path) if node in self.excluded_nodes), len(path))
        result = self.excluded_nodes[path[start]] if start < len(path) else False
        for node in reversed(path[:start]):
            result = result or self._is_excluded(node)
            self.excluded_nodes[node] = result
        return result

    def _is_excluded(self, node: Element) -> bool:
        if node.tag == "a" or (node.tag in _EXCLUDED_TAGS and not _wraps_page(node)):
            return True
        if "display:none" in (node.get("style") or "").replace(" ", ""):
            return True
        if (
            node.tag != "body"
            and class_names.is_masthead(css_names(node))
            and not _OWN_HEADLINE(node)
        ):
            return True
        held = self.all_text[node]
        if node in self.teasers and held < _LONGEST_SUMMARY:
            return True
        return held < self.total * 0.4 and class_names.is_aside(css_names(node))


def _wraps_page(element: Element) -> bool:
    """Whether this is the single form around a whole ASP.NET page."""
    parent = element.getparent()
    return element.tag == "form" and parent is not None and parent.tag == "body"
