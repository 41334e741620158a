"""Page → Article: each field has its module, this one puts them together.

Order per field: the paper's rules, its family's, the page's metadata, the habits of Vietnamese
newspapers. Every block of the body is claimed by exactly one field; what is left are the
paragraphs. Pure: no network, no clock, no Scrapy, no database.
"""

from __future__ import annotations

from archive.article import Article
from crawler.parsers.address import canonical_url
from crawler.parsers.blocks import Block
from crawler.parsers.body import cut_out, find_body
from crawler.parsers.category import find_category
from crawler.parsers.family import Family, recognise
from crawler.parsers.images import find_images
from crawler.parsers.kicker import find_kicker
from crawler.parsers.kind import classify, refuse
from crawler.parsers.lead import find_lead
from crawler.parsers.page import Page
from crawler.parsers.poll import find_poll
from crawler.parsers.published import find_published
from crawler.parsers.rules import NO_RULES, Rules
from crawler.parsers.sections import find_sections
from crawler.parsers.set_aside import set_aside
from crawler.parsers.signature import find_signature
from crawler.parsers.surroundings import look_around
from crawler.parsers.tables import find_tables
from crawler.parsers.tags import find_tags, tag_lists
from crawler.parsers.title import find_title
from crawler.parsers.weather import find_weather

PARSER_VERSION = "1"
"""Stored with every row made from a page; a change in what a field gives needs a new one."""

__all__ = ["PARSER_VERSION", "Family", "Page", "Rules", "parse", "take_apart"]


def parse(
    page: Page, *, paper: str | None = None, rules: Rules = NO_RULES, generic: bool = False
) -> Article:
    """The article of a page, or what the page is instead (`kind`).

    `rules` are the paper's; those of the page's family fill their gaps. `generic` leaves both out:
    metadata and habits alone. Raises ChallengePage, LoginPage, ErrorPage or UnreadablePage for what
    must never be stored.
    """
    return take_apart(page, paper=paper, rules=rules, generic=generic)[0]


def take_apart(
    page: Page, *, paper: str | None = None, rules: Rules = NO_RULES, generic: bool = False
) -> tuple[Article, list[Block]]:
    """Like `parse`, with the blocks of the body and which field claimed each."""
    family = None if generic else recognise(page)
    rules = NO_RULES if generic else rules.over(family.rules) if family else rules
    poll, weather = find_poll(page.root), find_weather(page.root)
    boxes = {box.element for box in (poll, weather) if box is not None}
    body = find_body(page, rules)
    title = find_title(page, rules, body)
    around = look_around(page.root, title.element if title else None, body, boxes)
    lists = tag_lists(body) if body is not None else []
    blocks = cut_out(body, rules, boxes.union(lists)) if body is not None else []
    refuse(page, title.text if title else None, sum(len(block.text) for block in blocks))
    name = title.text if title else ""
    category = find_category(page, rules, around, name)
    kicker = find_kicker(page, rules, around, category, name)
    dates = find_published(page, rules, around)
    kind = classify(page, title=name or None, published=dates.published, blocks=blocks)
    set_aside(blocks, name, [note for note in around.notes if note.place != "after"])
    images = find_images(page, around, blocks)
    tables = find_tables(blocks)
    lead = find_lead(page, rules, around, blocks, name)
    signed = find_signature(page, rules, around, blocks)
    article = Article(
        url=page.url,
        canonical_url=canonical_url(page),
        paper=paper,
        title=name or None,
        kicker=kicker,
        category=category,
        published=dates.published,
        published_raw=dates.raw,
        updated=dates.updated,
        authors=signed.authors,
        byline_raw=signed.raw,
        source=signed.source,
        lead=lead,
        sections=find_sections(blocks),
        images=images,
        tags=find_tags(page, rules, around, lists),
        poll=poll.poll if poll else None,
        weather=weather.weather if weather else None,
        tables=tables,
        kind=kind,
        problems=tuple(dict.fromkeys((*page.problems, *dates.problems))),
    )
    return article, blocks
