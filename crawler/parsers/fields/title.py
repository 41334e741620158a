"""Title: the visible headline, checked against the page's metadata.

The first `h1` may be the breadcrumb, the site name or "Tin liên quan" (related news), and may
contain an icon or stray punctuation. The title in the metadata often ends with the site name and
may be truncated.
"""

from __future__ import annotations

from itertools import islice
from typing import NamedTuple, cast

import regex
from lxml import etree

from archive.vietnamese import fold
from crawler.parsers.fields.site_name import TITLE_DIVIDER, clean_title, strip_site_name
from crawler.parsers.layout import class_names
from crawler.parsers.lines.dateline import read_dateline
from crawler.parsers.page import Page
from crawler.parsers.page_index import PageIndex
from crawler.parsers.rules import Rules
from crawler.parsers.select import (
    NON_TEXT_TAGS,
    Element,
    css_names,
    css_path_names,
    text_of,
)
from crawler.parsers.similarity import match_key

_NOT_A_TITLE = frozenset(
    fold(words)
    for words in (
        "tin liên quan", "tin khác", "tin cùng chuyên mục", "bình luận", "ý kiến bạn đọc",
        "trang chủ",
        "thông báo", "đăng nhập", "tin mới", "tin nổi bật", "xem nhiều", "đọc nhiều", "tìm kiếm",
        "các tin khác", "bài viết liên quan", "có thể bạn quan tâm", "thông tin bạn đọc",
        "thông tin cần biết", "thăm dò ý kiến", "dự báo thời tiết", "thời tiết", "xem nhiều nhất",
    )
)  # fmt: skip
_ELLIPSIS = regex.compile(r"(?:\.{3}|…)$")
_TEXTS = etree.XPath("//body//text()[string-length(normalize-space()) > 7]")
_FONT_SIZE = regex.compile(r"font-size\s*:\s*(\d{1,2})(?:\.\d+)?\s*(px|pt)", regex.I)
_HEADING_SIZES = {"h2": 5.0, "h3": 4.0}
_MIN_TYPE_SIZE = 3.4  # `<font size>`; bold plain type is 3.5
_FEWEST_WORDS, _MOST_WORDS = 3, 25
_TITLE_CLASSES = frozenset(
    "title ptitle news-title news_title newstitle detail-title detail_title title-detail"
    " title_detail article-title entry-title post-title tieude tieu-de".split()
)


class Title(NamedTuple):
    """The title's text, and the element that shows it if there is one."""

    text: str
    element: Element | None


def find_title(page: Page, rules: Rules, body: Element | None) -> Title | None:
    """The headline of an article page; None if nothing looks like one."""
    if rules.title:
        for element in page.css(rules.title):
            if text := clean_title(text_of(element)):
                return Title(text, element)
    metadata_title = _metadata_title(page)
    title_element = _find_title_element(page, metadata_title, body)
    if title_element is not None:
        text = clean_title(text_of(title_element))
        if (
            _ELLIPSIS.search(text)
            and metadata_title
            and match_key(metadata_title).startswith(match_key(_ELLIPSIS.sub("", text)))
        ):
            text = metadata_title
        return Title(text, title_element)
    return Title(metadata_title, None) if metadata_title else None


def _metadata_title(page: Page) -> str | None:
    """The title in the page's metadata, without the site name."""
    metadata = page.metadata
    for text in (metadata.headline, metadata.document_title):
        if text and (title := strip_site_name(text, metadata.site_name, page.url)):
            return title
    return None


def _find_title_element(
    page: Page, metadata_title: str | None, body: Element | None
) -> Element | None:
    """The element that shows the title.

    Order: an element with the metadata's title, the last `h1` above the body, an element with a
    title's class name or a large type size.
    """
    headings = [h1 for h1 in page.root.iter("h1") if _is_possible_title(h1)]
    if metadata_title:
        key = match_key(metadata_title)
        confirmed = (el for el in headings if _matches_metadata(match_key(text_of(el)), key))
        if (element := next(confirmed, None)) is not None:
            return element
        keys = _keys_without_section(metadata_title)
        likely = _title_candidates(page.index)
        if (
            element := next((el for el in likely if match_key(text_of(el)) in keys), None)
        ) is not None:
            return element
        if (element := _element_printing(page, keys, 2 * len(metadata_title))) is not None:
            return element
    if body is not None:
        before = [h1 for h1 in headings if _precedes(h1, body)]
        headings = before or [h1 for h1 in headings if body in h1.iterancestors()]
    if headings:
        return headings[-1] if body is not None else headings[0]
    return _title_without_h1(page, body)


def _keys_without_section(metadata_title: str) -> set[str]:
    """Match keys of a title, and of its parts without a section name at either end."""
    dividers = list(TITLE_DIVIDER.finditer(metadata_title))
    parts = [metadata_title[: at.start()] for at in dividers] + [
        metadata_title[at.end() :] for at in dividers
    ]
    return {
        match_key(metadata_title),
        *(match_key(part) for part in parts if len(part.split()) > _FEWEST_WORDS),
    }


def _matches_metadata(title_element: str, metadata_title: str) -> bool:
    """Whether the match keys of a heading and the metadata's title agree, one maybe longer."""
    return title_element == metadata_title or (
        len(title_element) > 15
        and len(title_element) <= len(metadata_title) * 2
        and (title_element in metadata_title or metadata_title in title_element)
    )


def _title_without_h1(page: Page, body: Element | None) -> Element | None:
    """For old pages without `h1`: the last element above the body that is named as a title."""
    if body is None:
        return None
    likely = [
        element
        for element in _title_candidates(page.index)
        if "title" in css_names(element) or "tieude" in css_names(element)
        if 3 <= len(text_of(element).split()) <= 40
        and _is_possible_title(element)
    ]  # fmt: skip
    over = [element for element in likely if _precedes(element, body)]
    inside = [element for element in likely if body in element.iterancestors()]
    found = over[-1:] or inside[:1]
    return found[0] if found else _title_by_type_size(page, body)


def _title_candidates(index: PageIndex) -> list[Element]:
    """Elements named as a title, `h2` and `h3`, in document order."""
    return [
        element
        for element, classes, own_id in index.named_elements
        if element.tag in _HEADING_SIZES
        or (classes and not _TITLE_CLASSES.isdisjoint(classes.lower().split()))
        or own_id.endswith("lblTitle")
    ]


def _element_printing(page: Page, keys: set[str], longest: int) -> Element | None:
    """The first unlinked element, of any name, whose text has one of the match keys."""
    for text in cast("list[etree._ElementUnicodeResult]", _TEXTS(page.root)):
        element = text.getparent()
        if element is None or text.is_tail or element.tag in ("a", *NON_TEXT_TAGS):
            continue
        if len(text) <= longest and match_key(text) in keys:
            return element
    return None


def _title_by_type_size(page: Page, body: Element) -> Element | None:
    """For pages without headings: the line in the largest type above the body.

    If no type is large enough, the line above the dateline.
    """
    best, largest = None, _MIN_TYPE_SIZE
    previous, over_dateline = None, None
    for text in cast("list[etree._ElementUnicodeResult]", _TEXTS(page.root)):
        element = text.getparent()
        if element is None or text.is_tail:
            continue
        above = (element, *element.iterancestors())
        words = len(text.split())
        if words > _MOST_WORDS and body in above:
            break
        if words > _MOST_WORDS or any(node.tag in ("a", *NON_TEXT_TAGS) for node in above):
            continue
        if any(map(str.isdigit, text)) and read_dateline(text).published:
            over_dateline, previous = previous if over_dateline is None else over_dateline, None
        elif words >= _FEWEST_WORDS and _is_possible_title(element):
            previous, size = element, _type_size(element)
            if size >= largest:
                best, largest = element, size
    return best if best is not None else over_dateline


def _type_size(element: Element) -> float:
    """Type size of an element on the scale of `<font size>`: 3 is normal, bold adds 0.5."""
    size, bold = 0.0, 0.0
    for node in (element, *islice(element.iterancestors(), 4)):
        style = node.get("style") or ""
        if node.tag in {"b", "strong"} or "bold" in style:
            bold = 0.5
        if size:
            continue
        if node.tag in _HEADING_SIZES:
            size = _HEADING_SIZES[node.tag]
        elif match := _FONT_SIZE.search(style):
            size = float(match[1]) * (1.33 if match[2].lower() == "pt" else 1) / 5
        elif node.tag == "font" and (node.get("size") or "").strip().isdigit():
            size = float(node.get("size", "3"))
    return (size or 3.0) + bold


def _is_possible_title(element: Element) -> bool:
    """Whether a heading is not a section name, a box label or part of the page furniture."""
    text = text_of(element)
    if len(text) < 4 or fold(text).strip(" :") in _NOT_A_TITLE:
        return False
    names = css_path_names(element)
    if class_names.CATEGORY.search(css_names(element)) or class_names.CATEGORY.search(
        _parent_names(element)
    ):
        return False
    return not any(tag in {"nav", "footer", "aside"} for tag in _tags_above(element)) and not (
        class_names.is_aside(names) and not class_names.BODY.search(names) and len(text) < 40
    )


def _parent_names(element: Element) -> str:
    parent = element.getparent()
    return "" if parent is None else css_names(parent)


def _tags_above(element: Element) -> list[str]:
    return [str(ancestor.tag) for ancestor in element.iterancestors()]


def _precedes(one: Element, other: Element) -> bool:
    """Whether `one` starts before `other` in the document."""
    return _document_order(one) < _document_order(other)


def _document_order(element: Element) -> tuple[int, ...]:
    """A sort key by document order."""
    path: list[int] = []
    node: Element | None = element
    while node is not None and (parent := node.getparent()) is not None:
        path.append(parent.index(node))
        node = parent
    return tuple(reversed(path))
