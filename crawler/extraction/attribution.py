"""Whose an article is by what its page says: a merged paper's host shows the archives of several.

A page names the paper that printed it by the address that it calls its own, by the name in its
head, or by the paper's mark before the first words, "(QBĐT) -"; an address shows it whose shape is
the merged paper's and not the other's. Only a paper that was merged into the one that runs the host
can be found so: the latter's own name stands on every page there and proves nothing, and a name or
a mark after the merger is that of an edition. Who is credited ("Theo Báo Bạc Liêu") is a source and
nobody's claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from archive.model import Article
from archive.vietnamese import fold
from crawler.parsers import Page
from crawler.parsers.fields.canonical_url import stated_url

if TYPE_CHECKING:
    from crawler.newspaper import Paper

MERGED = "2025-07-01"
"""The day on which provinces and their papers became one."""

_NAMES = ("og:site_name", "article:publisher", "publisher", "copyright", "dc.publisher")
_ORGANISATIONS = ("publisher", "sourceOrganization", "copyrightHolder")
_MARK = re.compile(r"[\s(\[]*(\w{2,6})(?:[)\]]|\s*[-–—])")


def attributed(article: Article, page: Page, paper: str) -> Article:
    """The article with the paper that its page names, and with the address it calls its own there.

    `paper` runs the host; nothing changes where the page names none of those merged into it.
    """
    from crawler import newspapers  # which imports all papers, and so this module

    others = newspapers.merged_into(paper)
    if not others:
        return article
    stated = stated_url(page)
    for other in others:
        if stated and (own := other.stored(stated)) and other.is_article(own):
            return replace(article, paper=other.name, canonical_url=own)
    if (article.published or "") >= MERGED:
        return article
    found = _named(article, page, others)
    if not found and article.published and not newspapers.papers()[paper].is_article(page.url):
        found = [other for other in others if other.shows(page.url)]
    return replace(article, paper=found[0].name) if len(found) == 1 else article


def _named(article: Article, page: Page, others: tuple[type[Paper], ...]) -> list[type[Paper]]:
    """The papers that the page names in words."""
    names = {f" {fold(name)} " for name in _names(page)}
    opening = next((text for one in article.sections for text in one.paragraphs), "")
    marks = {mark[1] for text in (article.lead, opening) if (mark := _MARK.match(text or ""))}
    return [
        other
        for other in others
        if marks.intersection(other.marks) or any(f" {fold(other.title)} " in one for one in names)
    ]


def _names(page: Page) -> Iterator[str]:
    """What the head of the page calls its publisher."""
    metadata = page.metadata
    yield from filter(None, map(metadata.values.get, _NAMES))
    for key in _ORGANISATIONS:
        told: Any = metadata.article.get(key)
        name = told.get("name") if isinstance(told, dict) else told
        if isinstance(name, str):
            yield name
