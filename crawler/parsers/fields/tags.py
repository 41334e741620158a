"""Tags of an article, as printed, without a leading "#" or label."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain, islice
from typing import cast

import regex
from lxml import etree

from archive.vietnamese import fold
from crawler.parsers.layout import class_names
from crawler.parsers.layout.header_footer import HeaderFooter, ShortText
from crawler.parsers.page import Page
from crawler.parsers.rules import Rules
from crawler.parsers.select import Element, css_names, text_of

_LABEL = regex.compile(
    r"^(?:từ khóa|từ khoá|tags?|thẻ|(?:xem thêm )?chủ đề|keywords?|xem thêm về)\s*:?\s*$", regex.I
)
_LABEL_FIRST = regex.compile(r"^(?:từ khóa|từ khoá|tags?|thẻ|keywords?)\s*:?\s*", regex.I)
_LABELLED = regex.compile(r"(?:từ khóa|từ khoá|tags?)\s*:\s*\S", regex.I)
_TAG_URL = regex.compile(r"/(?:tags?|tu-khoa)[/.?-]|-tag\d+\.|[?&]tag=", regex.I)
_ROW_LEVELS = 3
_LONGEST, _LONGEST_LIST = 80, 1000  # characters
_NAMED = etree.XPath("descendant::*[self::div or self::ul or self::p][@class or @id]")


def find_tags(
    page: Page, rules: Rules, header_footer: HeaderFooter, inside: list[Element]
) -> tuple[str, ...]:
    """Tags in the order printed; () if the page has none. `inside` are tag lists in the body."""
    if rules.tags and (named := page.css(rules.tags)):
        return _clean_tags(text_of(element) for element in named)
    for element in (*inside, *header_footer.elements("tags", "after", "between")):
        if tags := _clean_tags(_tag_texts(element)):
            return tags
    for short in header_footer.short_texts:
        if short.place == "after" and _LABELLED.match(short.text):
            return _clean_tags(_tag_texts(short.element))
    return _clean_tags(_tags_under_label(header_footer) or _tags_by_url(header_footer))


def _tags_under_label(header_footer: HeaderFooter) -> list[str]:
    """The links in one row after the label "Từ khóa" (keywords)."""
    after = header_footer.texts("after")
    start = next((at + 1 for at, short in enumerate(after) if _LABEL.match(short.text)), len(after))
    row: list[ShortText] = []
    for short in after[start:]:
        if not short.is_link or (row and not _share_row(row[0], short)):
            break
        row.append(short)
    return [short.text for short in row]


def _share_row(one: ShortText, other: ShortText) -> bool:
    above = set(islice(one.element.iterancestors(), _ROW_LEVELS))
    return not above.isdisjoint(islice(other.element.iterancestors(), _ROW_LEVELS))


def _tags_by_url(header_footer: HeaderFooter) -> list[str]:
    """The first consecutive links after the body whose URLs are those of tag pages."""
    tags: list[str] = []
    for short in header_footer.short_texts:
        link = next(short.element.iterancestors("a"), short.element)
        if short.place == "after" and _TAG_URL.search(link.get("href") or ""):
            tags.append(short.text)
        elif tags:
            break
    return tags


def tag_lists(body: Element) -> list[Element]:
    """Tag lists inside the body's element, recognised by class name or label."""
    marked = (
        element
        for element in cast("list[Element]", _NAMED(body))
        if "tags" in class_names.field_names(css_names(element))
    )
    labelled = (
        element
        for element in body.iter("p", "div", "li")
        if element.find("a") is not None and _LABELLED.match(_leading_text(element))
    )
    return [
        element
        for element in dict.fromkeys(chain(marked, labelled))
        if element is not body and len(text_of(element)) <= _LONGEST_LIST
    ]


def _leading_text(element: Element) -> str:
    return "".join(islice(element.itertext(), 4)).strip()


def _tag_texts(element: Element) -> list[str]:
    """The texts of a tag list: its links, and the inline elements beside them."""
    links = [node for node in element.iter("a") if text_of(node)]
    if not links:
        text = _LABEL_FIRST.sub("", text_of(element))
        return text.split(",") if "," in text else []
    parents = {node.getparent() for node in links}
    beside = [
        node
        for node in element.iter("a", "span", "strong", "b", "em")
        if node in links or (node.getparent() in parents and not any(True for _ in node.iter("a")))
    ]
    return [text_of(node) for node in beside]


def _clean_tags(texts: Iterable[str]) -> tuple[str, ...]:
    """The tags without punctuation and labels, each once."""
    tags = []
    for text in texts:
        tag = text.strip().strip("#,;•|").strip()
        if tag and len(tag) <= _LONGEST and not _LABEL.match(tag):
            tags.append(tag)
    unique = {fold(tag): tag for tag in reversed(tags)}
    return tuple(tag for tag in tags if unique.get(fold(tag)) is tag)
