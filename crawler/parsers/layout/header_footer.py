"""What stands around the body: the article's header above it and its foot below it.

The article's block is the smallest element that holds title and body. One pass over it, without the
body and without asides, finds the elements whose names mark a field (lead, date, author …) and the
short texts in their order, each with its place: before the title, between title and body, or after.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Literal, cast

from lxml import etree

from crawler.parsers.layout import class_names
from crawler.parsers.lines.dateline import read_dateline
from crawler.parsers.select import UNSEEN, Element, marks, squeeze, text_of

_COUNT = etree.XPath("count(descendant::*)")
_WHOLE_PAGE = 0.9  # what holds so much of the page's elements is only a wrapper
Place = Literal["before", "between", "after"]
_ELEMENTS = etree.XPath("count(descendant::*)")
_LONGEST_NOTE = 160  # characters; a dateline, a by-line or a kicker is shorter
_PASSAGE_WORDS = 14  # what has so many words under a title is no dateline and no by-line
_LONGEST_LEAD = 500  # characters
_MOST_ELEMENTS = 3000
_MOST_AROUND = 400  # elements around the body in an article's block


@dataclass(slots=True)
class Note:
    """A short text around the body: its element, text, marks of it and its ancestors, and place.

    `far` is what stands above the title in another zone of the page: the masthead, the menus.
    """

    element: Element
    text: str
    names: str
    place: Place
    linked: bool
    far: bool = False


@dataclass(slots=True)
class Surroundings:
    """Marked elements by field (outermost ones only) and short texts, in document order."""

    marked: dict[str, list[tuple[Element, Place]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    notes: list[Note] = field(default_factory=list)
    inside: bool = False  # the title stands inside the body's element
    passages: list[Element] = field(default_factory=list)  # running text under the title
    over_dateline: Element | None = None  # the passage that a dateline follows: a lead

    def elements(self, name: str, *places: Place) -> list[Element]:
        """The elements marked for a field, at these places; at any where none is named."""
        return [el for el, place in self.marked[name] if not places or place in places]


def look_around(
    root: Element, title: Element | None, body: Element | None, skip: set[Element]
) -> Surroundings:
    """Read what stands around the body; `skip` are boxes that belong to other fields."""
    walker, block = _Walker(title, body, skip), _article_block(root, title, body)
    walker.far = walker.zone is not None and block in walker.zone.iterancestors()
    walker.walk(block)
    return walker.found


def _article_block(root: Element, title: Element | None, body: Element | None) -> Element:
    """The smallest element that holds title and body, grown while it stays small."""
    if title is None or body is None:
        return root
    above = {body, *body.iterancestors()}
    node = title
    while node not in above and (up := node.getparent()) is not None:
        node = up
    # A breadcrumb or a list of tags often stands one or two levels further out.
    while (up := node.getparent()) is not None and up.tag not in {"body", "html"}:
        if _count(up) - _count(body) > _MOST_AROUND:
            break
        node = up
    return node


def _count(element: Element) -> float:
    return cast("float", _ELEMENTS(element))


class _Walker:
    """One pass in document order; `place` moves on when the title and the body are met."""

    def __init__(self, title: Element | None, body: Element | None, skip: set[Element]) -> None:
        self.found = Surroundings()
        self.title, self.body, self.skip = title, body, skip
        self.title_path = _path(title)
        self.essential = self.title_path | _path(body)
        # A title inside the body's element: what follows is header until the first long text.
        self.inside = self.found.inside = body is not None and body in self.title_path
        self.place: Place = "between" if title is None else "before"
        self.zone = _zone(title)
        self.far = False
        self.past_body = False  # a title inside the body: its end has been passed
        self.seen = 0

    def walk(
        self, element: Element, names: str = "", marked: frozenset[str] = frozenset(),
        *, linked: bool = False, noted: bool = False,
    ) -> None:  # fmt: skip
        self.seen += 1
        if self.seen > _MOST_ELEMENTS or not isinstance(element.tag, str):
            return
        if self._met(element):
            return
        own = marks(element)
        if element.tag in UNSEEN or element in self.skip or self._set_aside(element, own):
            return
        marked = self._mark(element, own, marked)
        names = f"{own} {names}" if own else names
        linked = linked or element.tag == "a"
        if not noted and _has_own_text(element):
            noted = self._note(element, names, linked=linked, marked=marked)
        for child in element:
            if self.inside and self.place == "after" and not self.past_body:
                break
            self.walk(child, names, marked, linked=linked, noted=noted)
            if not noted:
                self._bare_line(element, child.tail, names)
        if self.inside and element is self.body:
            self.place, self.past_body = "after", True

    def _met(self, element: Element) -> bool:
        """Whether this is the title or the body, past which `place` moves on."""
        if element is self.zone:
            self.far = False
        if element is self.title:
            self.place = "between"
        elif element is self.body and not self.inside:
            self.place = "after"
        else:
            return False
        return True

    def _mark(self, element: Element, own: str, marked: frozenset[str]) -> frozenset[str]:
        if not own and element.tag not in {"time", "figure"}:
            return marked
        named = class_names.fields(own)
        if element.tag == "time":
            named |= {"date"}
        if element.tag == "figure" and next(element.iter("a"), None) is None:
            named |= {"cover"}
        fresh = named - marked
        for name in fresh & {"category"} if self.far else fresh:
            self.found.marked[name].append((element, self.place))
        return marked | fresh

    def _set_aside(self, element: Element, own: str) -> bool:
        """Whether this holds neither title nor body and is named as something else."""
        if element in self.essential:
            return False
        if _is_hidden(element, own):
            return True
        if element.tag in {"nav", "footer"}:
            return not _is_of_article(element, own)
        if self.place != "after" and class_names.TOOLS.search(own):
            return self.place == "before" and not _is_dateline(text_of(element)[:_LONGEST_NOTE])
        return class_names.is_aside(own) and not class_names.fields(own)

    def _bare_line(self, element: Element, tail: str | None, names: str) -> None:
        """A line of a flat column, where nothing but line breaks divides header and text."""
        text = squeeze(tail or "")
        if not text or self.place != "between":
            return
        if len(text.split()) < _PASSAGE_WORDS:
            self.found.notes.append(Note(element, text, names, self.place, linked=False))
        elif self.inside:
            self.place = "after"

    def _note(self, element: Element, names: str, *, linked: bool, marked: frozenset[str]) -> bool:
        """Take a short text as a whole; False where it is too long to be a note."""
        text = text_of(element)
        passage = len(text.split()) >= _PASSAGE_WORDS
        if self.place == "between" and passage and not linked:
            self.found.passages.append(element)
        in_body = self.inside and self.place == "between" and "lead" not in marked
        if in_body and (len(text) > _LONGEST_NOTE or (passage and not marked)):
            if len(self.found.passages) > 1 or len(text) > _LONGEST_LEAD:
                self.place = "after"
            return False
        if text and len(text) <= _LONGEST_NOTE:
            if self.place == "between" and len(self.found.passages) == 1 and _is_dateline(text):
                self.found.over_dateline = self.found.passages[0]
            self.found.notes.append(Note(element, text, names, self.place, linked, self.far))
            return True
        return False


def _is_of_article(element: Element, own: str) -> bool:
    """Whether a `nav` is a breadcrumb, or a `footer` that of the article and not of the page."""
    if element.tag == "footer" and next(element.iterancestors("article"), None) is not None:
        return True
    return class_names.CATEGORY.search(own) is not None


def _is_dateline(text: str) -> bool:
    return any(map(str.isdigit, text)) and read_dateline(text).published is not None


def _path(element: Element | None) -> set[Element]:
    return set() if element is None else {element, *element.iterancestors()}


def _zone(title: Element | None) -> Element | None:
    """The largest element around the title that is not the whole page."""
    if title is None:
        return None
    downwards = [title, *title.iterancestors()][::-1]
    whole = cast("float", _COUNT(downwards[0])) * _WHOLE_PAGE
    return next((node for node in downwards if cast("float", _COUNT(node)) < whole), None)


def _is_hidden(element: Element, names: str) -> bool:
    """Whether a style hides an element on every screen: microdata, large copies of pictures."""
    if not {"hidden", "hide"}.isdisjoint(names.split()):
        return True
    return "display:none" in (element.get("style") or "").replace(" ", "")


def _has_own_text(element: Element) -> bool:
    if element.text and element.text.strip():
        return True
    return any(child.tail and child.tail.strip() for child in element)
