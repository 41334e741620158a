"""Where the parts of a page are: title, body with its blocks, and what stands around them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from crawler.parsers.fields.tags import tag_lists
from crawler.parsers.fields.title import find_title
from crawler.parsers.layout.blocks import Block
from crawler.parsers.layout.body import cut_out, find_body
from crawler.parsers.layout.header_footer import Surroundings, look_around
from crawler.parsers.page import Page
from crawler.parsers.rules import Rules
from crawler.parsers.select import Element

_MUCH_ASIDE = 0.35


@dataclass(slots=True)
class Parts:
    """The parts that the fields are read from; `title` is "" where the page shows none."""

    title: str
    around: Surroundings
    blocks: list[Block]
    tag_lists: list[Element]

    @property
    def length(self) -> int:
        """How many characters the body holds."""
        return sum(len(block.text) for block in self.blocks if block.kind != "aside")

    @property
    def much_is_aside(self) -> bool:
        """Whether what was set aside by its name holds much text beside that of the body."""
        asides = (block for block in self.blocks if block.kind == "aside")
        aside = sum(len(block.text) * (1 - block.linked) for block in asides)
        return aside > _MUCH_ASIDE * (self.length + aside)


def find_parts(page: Page, rules: Rules, boxes: Collection[Element]) -> Parts:
    """Find the parts of a page; `boxes` are elements that belong to poll and weather."""
    body = find_body(page, rules, boxes)
    title = find_title(page, rules, body)
    around = look_around(page.root, title.element if title else None, body, set(boxes))
    lists = tag_lists(body) if body is not None else []
    blocks = cut_out(page, body, rules, {*boxes, *lists}) if body is not None else []
    return Parts(title.text if title else "", around, blocks, lists)
