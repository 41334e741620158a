"""Header and footer of an article: the elements and short texts around its body.

The search covers the article block, the smallest element that contains title and body. One pass
over it, without the body and without asides, collects the elements whose class names mark a field
(lead, date, author …) and the short texts in document order. The place of each is before the title,
between title and body, or after the body.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Literal, cast

from lxml import etree

from crawler.parsers.layout import class_names
from crawler.parsers.lines.dateline import read_dateline
from crawler.parsers.select import NON_TEXT_TAGS, Element, css_names, normalize_space, text_of

_WHOLE_PAGE = 0.9  # an element with this share of the page's elements is only a wrapper
Place = Literal["before", "between", "after"]
_ELEMENTS = etree.XPath("count(descendant::*)")
_LONGEST_SHORT_TEXT = 160  # characters; datelines, bylines and kickers are shorter
_PASSAGE_WORDS = 14  # datelines and bylines have fewer words
_LONGEST_LEAD = 500  # characters
_MOST_ELEMENTS = 3000
_MOST_AROUND = 400  # elements of an article block outside the body


@dataclass(slots=True)
class ShortText:
    """A short text around the body.

    `names` are the class names and ids of the element and its ancestors. `in_page_header` is set
    for texts above the title in another top-level section of the page: masthead, menus.
    """

    element: Element
    text: str
    names: str
    place: Place
    is_link: bool
    in_page_header: bool = False


@dataclass(slots=True)
class HeaderFooter:
    """Elements by the field that their names mark, and short texts, in document order.

    Of nested elements that mark the same field only the outermost is listed.
    """

    by_field: dict[str, list[tuple[Element, Place]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    short_texts: list[ShortText] = field(default_factory=list)
    title_in_body: bool = False  # the title is inside the body's element
    passages: list[Element] = field(default_factory=list)  # running text under the title
    passage_before_dateline: Element | None = None  # a passage followed by a dateline: a lead

    def elements(self, name: str, *places: Place) -> list[Element]:
        """Elements whose names mark a field, at the given places (default: all)."""
        return [el for el, place in self.by_field[name] if not places or place in places]

    def texts(self, place: Place) -> list[ShortText]:
        """The short texts at a place."""
        return [text for text in self.short_texts if text.place == place]


def read_header_footer(
    root: Element, title: Element | None, body: Element | None, skip: set[Element]
) -> HeaderFooter:
    """Collect the header and footer of an article; `skip` are boxes of other fields."""
    walker, block = _Walker(title, body, skip), _article_block(root, title, body)
    walker.in_page_header = (
        walker.top_section is not None and block in walker.top_section.iterancestors()
    )
    walker.walk(block)
    return walker.result


def _article_block(root: Element, title: Element | None, body: Element | None) -> Element:
    """The smallest element that contains title and body, or a slightly larger ancestor."""
    if title is None or body is None:
        return root
    above = {body, *body.iterancestors()}
    node = title
    while node not in above and (parent := node.getparent()) is not None:
        node = parent
    # A breadcrumb or a tag list is often one or two levels further out.
    while (parent := node.getparent()) is not None and parent.tag not in {"body", "html"}:
        if _count(parent) - _count(body) > _MOST_AROUND:
            break
        node = parent
    return node


def _count(element: Element) -> float:
    return cast("float", _ELEMENTS(element))


class _Walker:
    """One pass in document order; `place` changes at the title and at the body."""

    def __init__(self, title: Element | None, body: Element | None, skip: set[Element]) -> None:
        self.result = HeaderFooter()
        self.title, self.body, self.skip = title, body, skip
        self.title_path = _self_and_ancestors(title)
        self.required = self.title_path | _self_and_ancestors(body)
        # If the title is inside the body's element, the header ends at the first long text.
        self.title_in_body = self.result.title_in_body = (
            body is not None and body in self.title_path
        )
        self.place: Place = "between" if title is None else "before"
        self.top_section = _top_level_section(title)
        self.in_page_header = False
        self.after_body = False  # if the title is inside the body: the body's end was passed
        self.visited = 0

    def walk(
        self, element: Element, names: str = "", marked: frozenset[str] = frozenset(),
        *, linked: bool = False, recorded: bool = False,
    ) -> None:  # fmt: skip
        """Visit an element; `recorded` is set inside a text that is recorded as a whole."""
        self.visited += 1
        if self.visited > _MOST_ELEMENTS or not isinstance(element.tag, str):
            return
        if self._reaches_landmark(element):
            return
        own = css_names(element)
        if element.tag in NON_TEXT_TAGS or element in self.skip or self._is_excluded(element, own):
            return
        marked = self._record_fields(element, own, marked)
        names = f"{own} {names}" if own else names
        linked = linked or element.tag == "a"
        if not recorded and _has_own_text(element):
            recorded = self._add_short_text(element, names, linked=linked, marked=marked)
        for child in element:
            if self.title_in_body and self.place == "after" and not self.after_body:
                break
            self.walk(child, names, marked, linked=linked, recorded=recorded)
            if not recorded:
                self._add_tail(element, child.tail, names)
        if self.title_in_body and element is self.body:
            self.place, self.after_body = "after", True

    def _reaches_landmark(self, element: Element) -> bool:
        """Whether this is the title or the body; `place` is updated."""
        if element is self.top_section:
            self.in_page_header = False
        if element is self.title:
            self.place = "between"
        elif element is self.body and not self.title_in_body:
            self.place = "after"
        else:
            return False
        return True

    def _record_fields(self, element: Element, own: str, marked: frozenset[str]) -> frozenset[str]:
        """Record the fields that the names of an element mark; return all marked so far."""
        if not own and element.tag not in {"time", "figure"}:
            return marked
        field_names = class_names.field_names(own)
        if element.tag == "time":
            field_names |= {"date"}
        if element.tag == "figure" and next(element.iter("a"), None) is None:
            field_names |= {"cover"}
        new_fields = field_names - marked
        for name in new_fields & {"category"} if self.in_page_header else new_fields:
            self.result.by_field[name].append((element, self.place))
        return marked | new_fields

    def _is_excluded(self, element: Element, own: str) -> bool:
        """Whether the element is hidden or an aside and contains neither title nor body."""
        if element in self.required:
            return False
        if _is_hidden(element, own):
            return True
        if element.tag in {"nav", "footer"}:
            return not _is_of_article(element, own)
        if self.place != "after" and class_names.TOOLBAR.search(own):
            return self.place == "before" and not _is_dateline(
                text_of(element)[:_LONGEST_SHORT_TEXT]
            )
        return class_names.is_aside(own) and not class_names.field_names(own)

    def _add_tail(self, element: Element, tail: str | None, names: str) -> None:
        """Add a line between line breaks, on pages without elements for header and text."""
        text = normalize_space(tail or "")
        if not text or self.place != "between":
            return
        if len(text.split()) < _PASSAGE_WORDS:
            self.result.short_texts.append(
                ShortText(element, text, names, self.place, is_link=False)
            )
        elif self.title_in_body:
            self.place = "after"

    def _add_short_text(
        self, element: Element, names: str, *, linked: bool, marked: frozenset[str]
    ) -> bool:
        """Record a passage or short text; return whether the whole element was recorded."""
        text = text_of(element)
        is_passage = len(text.split()) >= _PASSAGE_WORDS
        if self.place == "between" and is_passage and not linked:
            self.result.passages.append(element)
        in_body = self.title_in_body and self.place == "between" and "lead" not in marked
        if in_body and (len(text) > _LONGEST_SHORT_TEXT or (is_passage and not marked)):
            if len(self.result.passages) > 1 or len(text) > _LONGEST_LEAD:
                self.place = "after"
            return False
        if text and len(text) <= _LONGEST_SHORT_TEXT:
            if self.place == "between" and len(self.result.passages) == 1 and _is_dateline(text):
                self.result.passage_before_dateline = self.result.passages[0]
            self.result.short_texts.append(
                ShortText(element, text, names, self.place, linked, self.in_page_header)
            )
            return True
        return False


def _is_of_article(element: Element, own: str) -> bool:
    """Whether a `nav` is a breadcrumb, or a `footer` belongs to the article, not to the page."""
    if element.tag == "footer" and next(element.iterancestors("article"), None) is not None:
        return True
    return class_names.CATEGORY.search(own) is not None


def _is_dateline(text: str) -> bool:
    return any(map(str.isdigit, text)) and read_dateline(text).published is not None


def _self_and_ancestors(element: Element | None) -> set[Element]:
    return set() if element is None else {element, *element.iterancestors()}


def _top_level_section(title: Element | None) -> Element | None:
    """The largest ancestor of the title that is not the whole page."""
    if title is None:
        return None
    downwards = [title, *title.iterancestors()][::-1]
    whole = _count(downwards[0]) * _WHOLE_PAGE
    return next((node for node in downwards if _count(node) < whole), None)


def _is_hidden(element: Element, names: str) -> bool:
    """Whether an element is hidden, as microdata and large copies of images are."""
    if not {"hidden", "hide"}.isdisjoint(names.split()):
        return True
    return "display:none" in (element.get("style") or "").replace(" ", "")


def _has_own_text(element: Element) -> bool:
    if element.text and element.text.strip():
        return True
    return any(child.tail and child.tail.strip() for child in element)
