"""Layout of an article page: title, header and footer, blocks of the body, tag lists."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from crawler.parsers.fields.tags import tag_lists
from crawler.parsers.fields.title import find_title
from crawler.parsers.layout.blocks import Block
from crawler.parsers.layout.body import find_body, read_body_blocks
from crawler.parsers.layout.header_footer import HeaderFooter, read_header_footer
from crawler.parsers.page import Page
from crawler.parsers.rules import Rules
from crawler.parsers.select import Element

_MUCH_EXCLUDED = 0.35


@dataclass(slots=True)
class PageLayout:
    """Parts of a page that the fields are read from; `title` is "" if the page has none."""

    title: str
    header_footer: HeaderFooter
    blocks: list[Block]
    tag_lists: list[Element]

    @property
    def text_length(self) -> int:
        """Characters in the body, without asides."""
        return sum(len(block.text) for block in self.blocks if block.kind != "aside")

    @property
    def excludes_much(self) -> bool:
        """Whether asides contain a large share of the text, which hints at a wrong layout."""
        asides = (block for block in self.blocks if block.kind == "aside")
        aside = sum(len(block.text) * (1 - block.link_density) for block in asides)
        return aside > _MUCH_EXCLUDED * (self.text_length + aside)


def find_layout(page: Page, rules: Rules, boxes: Collection[Element]) -> PageLayout:
    """Find the parts of a page; `boxes` are the elements of the poll and the weather box."""
    body = find_body(page, rules, boxes)
    title = find_title(page, rules, body)
    header_footer = read_header_footer(
        page.root, title.element if title else None, body, set(boxes)
    )
    lists = tag_lists(body) if body is not None else []
    blocks = read_body_blocks(page, body, rules, {*boxes, *lists}) if body is not None else []
    return PageLayout(title.text if title else "", header_footer, blocks, lists)
