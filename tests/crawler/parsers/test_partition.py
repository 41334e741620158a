"""Every visible text of an article is in exactly one field, or excluded under a documented name.

Checked on every test page: the text of the body, the text between headline and body, and that no
two fields contain the same text.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import regex
from lxml.html import HtmlElement

from archive.model import Article
from archive.vietnamese import fold
from crawler.families import rules_for
from crawler.parsers import Page, parse_with_blocks
from crawler.parsers.fields.poll import find_poll
from crawler.parsers.fields.weather import find_weather
from crawler.parsers.layout import class_names
from crawler.parsers.layout.blocks import Block
from crawler.parsers.layout.body import find_body
from crawler.parsers.layout.header_footer import ShortText
from crawler.parsers.layout.teasers import find_teasers
from crawler.parsers.page_layout import find_layout
from crawler.parsers.rules import NO_RULES, Rules
from crawler.parsers.select import NON_TEXT_TAGS, css, css_names, normalize_space
from tests.crawler.parsers.test_pages import PAGES, page_of

FIELDS = {
    "title": "a copy of the headline in the body, with the lines above it",
    "lead": "the lead, or a copy of it",
    "sections": "headings and paragraphs",
    "images": "images and captions",
    "tables": "data tables",
    "byline": "the byline: authors or source",
}
BOILERPLATE = {
    "header": "a copy of a short text of the header",
    "label": "the label of a button or a list, or a line without letters",
    "aside": "an element that its name or label marks as not part of the article",
    "related": "a link to another article",
    "video": "the title line of a video",
    "icon": "an icon that is not an image of the article",
    "below": "short lines of the page below the byline",
    "imprint": "the newspaper's licence and copyright below the text",
}
# Short texts between headline and body that belong to no field.
NO_FIELD = regex.compile(
    r"(?:lượt xem|số lượt|xem|lượt đọc)\b.*\d|\d[\d.]* (?:lượt|bình luận)(?: xem)?|\d+|"
    r"người (?:viết|đăng): administrator|chọn .{2,40} làm nguồn ưu tiên .*|"
    r"(?:cỡ chữ|mặc định|chia sẻ|in bài|bình luận|nghe đọc bài|facebook|zalo|email|print|like|"
    r"tweet).{0,40}|"
    r"tin (?:liên quan|mới)|news|.+\[\(GMT \+7\)\]|theo dõi .{2,40} trên|(?:đọc|xem) thêm.{0,40}|"
    r"(?:[aA][+-]? ?)+|\W+",
    regex.I,
)
ENOUGH_LETTERS = 20
LABELS = {"anh", "nguon", "hinh", "minh", "hoa", "do"}  # of credits, which are stored without them


def rules_of(page: Page) -> Rules:
    return rules_for(page, NO_RULES)


def boxes_of(page: Page) -> list[HtmlElement]:
    return [box.element for box in (find_poll(page.index), find_weather(page.index)) if box]


def is_article(path: Path) -> bool:
    expected = path.with_suffix(".json")
    return not expected.exists() or json.loads(expected.read_text())["kind"] == "article"


ARTICLES = [path for path in PAGES if is_article(path)]
each_article = pytest.mark.parametrize(
    "path", ARTICLES, ids=lambda path: f"{path.parent.name}/{path.stem}"
)


@cache
def parsed(path: Path) -> tuple[Article, list[Block]]:
    page = page_of(path)
    return parse_with_blocks(page, rules_of(page))


def letters(text: str | None) -> str:
    return "".join(char for char in fold(text or "") if char.isalnum())


def texts_of(article: Article) -> Iterator[tuple[str, str]]:
    """The texts of an article with the names of their fields."""
    yield "title", article.title or ""
    yield "kicker", article.kicker or ""
    yield "lead", article.lead or ""
    yield "byline", article.byline_raw or ""
    for number, section in enumerate(article.sections):
        yield f"heading {number}", section.heading or ""
        for place, paragraph in enumerate(section.paragraphs):
            yield f"paragraph {number}.{place}", paragraph
    for number, image in enumerate(article.images):
        yield f"caption {number}", image.caption or ""
    for number, table in enumerate(article.tables):
        yield f"table {number}", " ".join(cell for row in table for cell in row)


@each_article
def test_every_block_is_claimed_under_a_documented_name(path: Path) -> None:
    _, blocks = parsed(path)
    assert {block.claimed for block in blocks} <= {*FIELDS, *BOILERPLATE}


@each_article
def test_sections_consist_of_the_blocks_they_claimed(path: Path) -> None:
    article, blocks = parsed(path)
    printed = [
        text
        for section in article.sections
        for text in (section.heading, *section.paragraphs)
        if text is not None
    ]
    assert printed == [block.text for block in blocks if block.claimed == "sections"]


@each_article
def test_blocks_claimed_by_other_fields_are_in_those_fields(path: Path) -> None:
    article, blocks = parsed(path)
    claimed: dict[str, list[str | None]] = {
        "lead": [article.lead],
        "images": [text for image in article.images for text in (image.caption, image.credit)],
        "byline": [article.byline_raw],
        "tables": [cell for table in article.tables for row in table for cell in row],
    }
    for field, texts in claimed.items():
        known = "".join(map(letters, texts))
        for block in blocks:
            if (
                block.claimed == field
                and block.text
                and not continues_into_body(block, article.lead)
            ):
                assert words_in(block, field) <= words_of(texts) or letters(block.text) in known


def continues_into_body(block: Block, lead: str | None) -> bool:
    """Whether this is a copy of the lead that continues with the text of the body."""
    return block.claimed == "lead" and letters(block.text).startswith(letters(lead or ""))


def words_in(block: Block, field: str) -> set[str]:
    """The words of a block without labels such as "Ảnh:" (photo), which are in no field."""
    return words_of([block.text]) - (LABELS if field == "images" else set())


def words_of(texts: list[str | None]) -> set[str]:
    return {letters(word) for text in texts if text for word in regex.split(r"[\W_]+", text)} | {""}


@each_article
def test_no_text_is_in_two_fields(path: Path) -> None:
    article, _ = parsed(path)
    long = [(name, letters(text)) for name, text in texts_of(article)]
    long = [(name, text) for name, text in long if len(text) >= ENOUGH_LETTERS]
    twice = [
        (one, other, text[:60])
        for (one, text), (other, whole) in combinations(long, 2)
        if text == whole or (may_not_overlap(one, other) and (text in whole or whole in text))
    ]
    assert twice == []


def may_not_overlap(one: str, other: str) -> bool:
    """Whether neither text may contain the other; a title or kicker may be quoted."""
    return "title" not in (one, other) and "kicker" not in (one, other)


@each_article
def test_every_word_of_the_body_is_in_a_block_or_in_an_aside(path: Path) -> None:
    page = page_of(path)
    rules, boxes = rules_of(page), boxes_of(page)
    body = find_body(page, rules, boxes)
    assert body is not None
    parts = find_layout(page, rules, boxes)
    aside = {*boxes, *parts.tag_lists, *page.index.labelled_boxes, *find_teasers(body, page.url)}
    if rules.drop:
        aside.update(css(body, rules.drop))
    article, blocks = parsed(path)
    known = "".join(block.text for block in blocks).replace(" ", "")
    byline = (article.byline_raw or "\n").replace(" ", "")  # it may follow the last sentence
    seen = (normalize_space(text).replace(" ", "") for text in visible_texts(body, aside))
    lost = [text for text in seen if text not in known and text not in byline]
    assert [text for text in lost if text.replace(byline, "") not in known] == []


def visible_texts(element: HtmlElement, aside: set[HtmlElement]) -> Iterator[str]:
    """The text nodes of an element in order, without hidden elements and asides."""
    if element in aside or element.tag in (*NON_TEXT_TAGS, "video", "audio"):
        return
    if element.tag not in {"a", "b", "i"} and class_names.is_aside(css_names(element)):
        return
    if "display:none" in (element.get("style") or "").replace(" ", ""):
        return
    if element.text and element.text.strip():
        yield element.text
    for child in element:
        yield from visible_texts(child, aside)
        if child.tail and child.tail.strip():
            yield child.tail


@each_article
def test_text_between_headline_and_body_is_in_a_field(path: Path) -> None:
    page = page_of(path)
    parts = find_layout(page, rules_of(page), boxes_of(page))
    article = parsed(path)[0]
    known = "".join(map(letters, strings_in(article.to_dict())))
    lost = [
        note.text
        for note in parts.header_footer.short_texts
        if note.place == "between" and not NO_FIELD.fullmatch(note.text.strip())
        and letters(note.text) not in known and not is_mostly_links(note)
        and not words_of([note.text]) - LABELS <= words_of(list(strings_in(article.to_dict())))
    ]  # fmt: skip
    assert lost == []


def is_mostly_links(note: ShortText) -> bool:
    """Whether a text consists mostly of links to other articles."""
    linked = sum(len("".join(link.itertext())) for link in note.element.iter("a"))
    return note.is_link or linked > len(note.text) / 2


def strings_in(value: Any) -> Iterator[str]:
    """Every string in an article."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from strings_in(part)
    elif isinstance(value, list):
        for part in value:
            yield from strings_in(part)


def test_there_are_enough_articles() -> None:
    assert len(ARTICLES) >= 40
