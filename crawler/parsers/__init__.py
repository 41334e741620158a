"""Parser: turns a page into an Article; each field has its own module, combined here.

    bytes ──decoding──▶ Page ──layout──▶ PageLayout ──fields──▶ Article    (lines: text → value)

Sources of a field, in this order: the rules of newspaper and family (content system), the page's
metadata, conventions of Vietnamese newspapers. Every block of the body is claimed by exactly one
field; unclaimed text becomes the paragraphs. Pure: no network, clock, Scrapy or database.
"""

from __future__ import annotations

from dataclasses import replace

from archive.model import Article
from crawler.parsers.fields.authors import find_authorship
from crawler.parsers.fields.canonical_url import canonical_url
from crawler.parsers.fields.category import find_category
from crawler.parsers.fields.images import find_images
from crawler.parsers.fields.kicker import find_kicker
from crawler.parsers.fields.lead import find_lead
from crawler.parsers.fields.poll import find_poll
from crawler.parsers.fields.published import Published, find_published
from crawler.parsers.fields.sections import find_sections
from crawler.parsers.fields.tables import find_tables
from crawler.parsers.fields.tags import find_tags
from crawler.parsers.fields.weather import find_weather
from crawler.parsers.kind import classify, reject_error_pages
from crawler.parsers.layout.blocks import Block
from crawler.parsers.layout.boilerplate import claim_boilerplate
from crawler.parsers.page import Page
from crawler.parsers.page_layout import PageLayout, find_layout
from crawler.parsers.rules import NO_RULES, Rules, unmatched_rules

PARSER_VERSION = "2"
"""Stored with every row made from a page; must change whenever the value of a field changes."""

__all__ = ["PARSER_VERSION", "Page", "Rules", "parse", "parse_with_blocks"]


def parse(page: Page, rules: Rules = NO_RULES, *, paper: str | None = None) -> Article:
    """Parse a page into an Article; for other pages only `kind` and page-wide fields are set.

    `rules` are those of its newspaper and family; without them metadata and conventions decide.
    Raises ChallengePage, LoginPage, ErrorPage or UnreadablePage for pages that must never be
    stored.
    """
    return parse_with_blocks(page, rules, paper=paper)[0]


def parse_with_blocks(
    page: Page, rules: Rules = NO_RULES, *, paper: str | None = None
) -> tuple[Article, list[Block]]:
    """Like `parse`, also returning the blocks of the body with the field that claimed each."""
    poll, weather = find_poll(page.index), find_weather(page.index)
    boxes = [box.element for box in (poll, weather) if box is not None]
    layout = find_layout(page, rules, boxes)
    reject_error_pages(page, layout)
    dates = find_published(page, rules, layout.header_footer)
    article = Article(
        url=page.url,
        canonical_url=canonical_url(page),
        paper=paper,
        poll=poll.poll if poll else None,
        weather=weather.weather if weather else None,
        kind=classify(page, layout, dates.published),
        problems=tuple(page.problems),
    )
    if article.kind == "article":
        article = _fill_fields(article, page, rules, layout, dates)
    return article, layout.blocks


def _fill_fields(
    article: Article, page: Page, rules: Rules, layout: PageLayout, dates: Published
) -> Article:
    """Add the fields of the content; their order decides which field claims a block first."""
    title, header_footer, blocks = layout.title, layout.header_footer, layout.blocks
    category = find_category(page, rules, header_footer, title)
    claim_boilerplate(blocks, title, header_footer)
    images = find_images(page, header_footer, blocks)
    tables = find_tables(blocks)
    lead = find_lead(page, rules, header_footer, blocks, title)
    authorship = find_authorship(page, rules, header_footer, blocks)
    sections = find_sections(blocks)
    return replace(
        article,
        title=title,
        kicker=find_kicker(page, rules, header_footer, category, title),
        category=category,
        published=dates.published,
        published_raw=dates.raw,
        updated=dates.updated,
        authors=authorship.authors,
        byline_raw=authorship.raw,
        source=authorship.source,
        lead=lead,
        sections=sections,
        images=images,
        tags=find_tags(page, rules, header_footer, layout.tag_lists),
        tables=tables,
        problems=(
            *article.problems,
            *dates.problems,
            *(() if lead else ("no-lead",)),
            *(() if sections or images else ("no-text",)),
            *(("much-set-aside",) if layout.excludes_much else ()),
            *unmatched_rules(page, rules),
        ),
    )
