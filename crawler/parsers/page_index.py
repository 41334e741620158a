"""Index of a page: elements and texts that several fields look for, collected in one pass.

A page has about 700 elements, and each field needs a few of them. Reaching an element from Python
costs more than examining it, so all of them are visited only once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from functools import cached_property

from crawler.parsers.labelled_boxes import LABEL_PREFIXES, find_labelled_boxes
from crawler.parsers.select import HEADING_TAGS, NON_TEXT_TAGS, Element, iter_page
from crawler.parsers.similarity import prefix_key

_SHORTEST_LINE, _LONGEST_LINE = 4, 199  # characters, including whitespace
_SHORTEST_TEXT = 51  # characters; shorter text nodes are rarely running text


NamedElement = tuple[Element, str, str]
"""An element with its class and id as written, "" if it has none."""
LeadingText = tuple[Element, str]
"""An element and the text it starts with."""
LongText = tuple[Element, str, bool]
"""An element, a text node, and whether the text follows the element instead of being in it."""


class PageIndex:
    """Elements and texts of a page, in document order.

    `named_elements`: those with a class or an id, and all headings. `leading_texts`: elements that
    start with a short text. `long_texts`: long text nodes, and `figure` elements with the text "".
    """

    def __init__(self, root: Element) -> None:
        self.root = root
        self.named_elements, self.leading_texts, self.long_texts = _walk(root)

    @cached_property
    def names(self) -> set[str]:
        """All ids and classes of the page, as "#id" and ".class"."""
        names = {f"#{own_id}" for _, _, own_id in self.named_elements}
        classes = " ".join({classes for _, classes, _ in self.named_elements})
        names.update(f".{name}" for name in classes.split())
        return names

    def starting_with(self, openings: Collection[str]) -> list[LeadingText]:
        """The leading texts with one of these prefixes, given by `similarity.prefix_key`."""
        found = [at for opening in openings for at in self._by_prefix.get(opening, ())]
        return [self.leading_texts[at] for at in sorted(found)]

    @cached_property
    def _by_prefix(self) -> dict[str, list[int]]:
        """Indexes in `leading_texts`, by prefix."""
        places: dict[str, list[int]] = defaultdict(list)
        for at, (_, text) in enumerate(self.leading_texts):
            places[prefix_key(text)].append(at)
        return places

    @cached_property
    def labelled_boxes(self) -> dict[Element, str]:
        """Boxes of other articles and of readers' comments, by element, with their labels."""
        return find_labelled_boxes(self.root, self.starting_with(LABEL_PREFIXES))

    def elements_named(self, sign: str) -> Iterator[Element]:
        """The elements with one class (".name") or one id ("#name")."""
        name = sign[1:]
        if sign[0] == "#":
            return (element for element, _, own_id in self.named_elements if own_id == name)
        fitting = ((el, classes) for el, classes, _ in self.named_elements if name in classes)
        return (element for element, classes in fitting if name in classes.split())


def _walk(root: Element) -> tuple[list[NamedElement], list[LeadingText], list[LongText]]:
    """Visit every element once and collect the lists of a PageIndex."""
    named: list[NamedElement] = []
    lines: list[LeadingText] = []
    texts: list[LongText] = []
    for element in iter_page(root):
        tag, classes, own_id = element.tag, element.get("class"), element.get("id")
        if classes or own_id or tag in HEADING_TAGS:
            named.append((element, classes or "", own_id or ""))
        if tag == "figure":
            texts.append((element, "", False))
        if (text := element.text) is not None and tag not in NON_TEXT_TAGS:
            length = len(text)
            if length >= _SHORTEST_TEXT:
                texts.append((element, text, False))
            if _SHORTEST_LINE <= length <= _LONGEST_LINE:
                lines.append((element, text))
        if (tail := element.tail) is not None and len(tail) >= _SHORTEST_TEXT:
            texts.append((element, tail, True))
    return named, lines, _in_document_order(texts)


def _in_document_order(texts: list[LongText]) -> list[LongText]:
    """Sort the texts so that those after an element follow those inside it."""
    ordered: list[LongText] = []
    after: list[LongText] = []
    for piece in texts:
        while after and after[-1][0] not in piece[0].iterancestors():
            ordered.append(after.pop())
        (after if piece[2] and len(piece[0]) else ordered).append(piece)
    return ordered + after[::-1]
