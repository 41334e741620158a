"""The tags under an article, as printed, without the mark in front."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain, islice
from typing import cast

import regex
from lxml import etree

from archive.vietnamese import fold
from crawler.parsers.layout import class_names
from crawler.parsers.layout.header_footer import Note, Surroundings
from crawler.parsers.page import Page
from crawler.parsers.rules import Rules
from crawler.parsers.select import Element, marks, text_of

_LABEL = regex.compile(
    r"^(?:từ khóa|từ khoá|tags?|thẻ|(?:xem thêm )?chủ đề|keywords?|xem thêm về)\s*:?\s*$", regex.I
)
_LABEL_FIRST = regex.compile(r"^(?:từ khóa|từ khoá|tags?|thẻ|keywords?)\s*:?\s*", regex.I)
_LABELLED = regex.compile(r"(?:từ khóa|từ khoá|tags?)\s*:\s*\S", regex.I)
_ADDRESS = regex.compile(r"/(?:tags?|tu-khoa)[/.?-]|-tag\d+\.|[?&]tag=", regex.I)
_ROW_LEVELS = 3
_LONGEST, _LONGEST_LIST = 80, 1000  # characters
_MARKED = etree.XPath("descendant::*[self::div or self::ul or self::p][@class or @id]")


def find_tags(
    page: Page, rules: Rules, around: Surroundings, inside: list[Element]
) -> tuple[str, ...]:
    """Tags in the order printed; () where the page prints none. `inside` are lists in the body."""
    if rules.tags and (named := page.every(rules.tags)):
        return _tidy(text_of(element) for element in named)
    for element in (*inside, *around.elements("tags", "after", "between")):
        if tags := _tidy(_items(element)):
            return tags
    for note in around.notes:
        if note.place == "after" and _LABELLED.match(note.text):
            return _tidy(_items(note.element))
    return _tidy(_under_label(around) or _by_address(around))


def _under_label(around: Surroundings) -> list[str]:
    """The links in one row under a bare label "Từ khóa"."""
    after = [note for note in around.notes if note.place == "after"]
    start = next((at + 1 for at, note in enumerate(after) if _LABEL.match(note.text)), len(after))
    row: list[Note] = []
    for note in after[start:]:
        if not note.linked or (row and not _are_in_one_row(row[0], note)):
            break
        row.append(note)
    return [note.text for note in row]


def _are_in_one_row(one: Note, other: Note) -> bool:
    above = set(islice(one.element.iterancestors(), _ROW_LEVELS))
    return not above.isdisjoint(islice(other.element.iterancestors(), _ROW_LEVELS))


def _by_address(around: Surroundings) -> list[str]:
    """The first links under the text, one after the other, whose addresses are those of tags."""
    tags: list[str] = []
    for note in around.notes:
        link = next(note.element.iterancestors("a"), note.element)
        if note.place == "after" and _ADDRESS.search(link.get("href") or ""):
            tags.append(note.text)
        elif tags:
            break
    return tags


def tag_lists(body: Element) -> list[Element]:
    """Lists of tags that stand inside the body's element, told by their name or their label."""
    marked = (
        element
        for element in cast("list[Element]", _MARKED(body))
        if "tags" in class_names.fields(marks(element))
    )
    labelled = (
        element
        for element in body.iter("p", "div", "li")
        if element.find("a") is not None and _LABELLED.match(_start_of(element))
    )
    return [
        element
        for element in dict.fromkeys(chain(marked, labelled))
        if element is not body and len(text_of(element)) <= _LONGEST_LIST
    ]


def _start_of(element: Element) -> str:
    return "".join(islice(element.itertext(), 4)).strip()


def _items(element: Element) -> list[str]:
    """The texts of a tag list: its links, with spans and bold words standing beside them."""
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


def _tidy(texts: Iterable[str]) -> tuple[str, ...]:
    tags = []
    for text in texts:
        tag = text.strip().strip("#,;•|").strip()
        if tag and len(tag) <= _LONGEST and not _LABEL.match(tag):
            tags.append(tag)
    unique = {fold(tag): tag for tag in reversed(tags)}
    return tuple(tag for tag in tags if unique.get(fold(tag)) is tag)
