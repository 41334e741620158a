"""Attribution: decides to which newspaper an article belongs.

After a merger, one host has the archives of several newspapers. A page names its publisher by its
canonical URL, by metadata in its head, or by a mark before its first words, "(QBĐT) -"; a URL
identifies it if it matches only the pattern of the merged newspaper. This works only for newspapers
that were merged into the owner of the host: the owner's name is on every page, and after the merger
a name or mark is that of an edition. A credit ("Theo Báo Bạc Liêu") is a source, not a publisher.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from archive.model import Article
from archive.vietnamese import fold
from crawler import newspapers
from crawler.newspaper import Newspaper
from crawler.parsers import Page
from crawler.parsers.fields.canonical_url import stated_url
from crawler.urls.canonical import is_about_page

MERGED = "2025-07-01"
"""The day on which provinces and their newspapers were merged."""

_NAMES = ("og:site_name", "article:publisher", "publisher", "copyright", "dc.publisher")
_ORGANISATIONS = ("publisher", "sourceOrganization", "copyrightHolder")
_MARK = re.compile(r"[\s(\[]*(\w{2,6})(?:[)\]]|\s*[-–—])")


def attribute(article: Article, page: Page, newspaper: Newspaper) -> Article:
    """The article with its newspaper, its stored canonical URL and its final kind.

    `newspaper` owns the host. If it has a file, pages whose URLs do not match its patterns are not
    articles. A page about the newspaper itself, without date and author, is not one either.
    """
    article = _named_by_page(article, page, newspaper)
    others = newspapers.related_to(newspaper)
    named = [one for one in others if one.id == article.paper]
    if article.kind == "article" and not _is_article(article, newspaper, named):
        article = replace(article, kind="not_article")
    owner = article.paper if named else _owner(article, newspaper, others)
    urls = (one.stored(article.canonical_url) for one in (*named, newspaper))
    first = next(filter(None, urls), article.url)
    return replace(article, canonical_url=first, paper=owner)


def _is_article(article: Article, newspaper: Newspaper, named: Sequence[Newspaper]) -> bool:
    signed = article.published or article.authors
    if not signed and is_about_page(article.url):
        return False
    if not newspaper.has_file or newspaper.is_article(article.url):
        return True
    return any(one.matches_on_any_host(article.canonical_url) for one in named)


def _owner(article: Article, newspaper: Newspaper, others: Sequence[Newspaper]) -> str:
    """The id of the newspaper that the URL and the day of publication identify."""
    found = newspapers.of_url(article.url, article.published) if others else None
    return found.id if found in others and found else newspaper.id


def _named_by_page(article: Article, page: Page, newspaper: Newspaper) -> Article:
    """The article with the merged newspaper that its page names; unchanged if it names none."""
    others = newspapers.merged_into(newspaper.id)
    if not others:
        return article
    stated = stated_url(page)
    for other in others:
        if stated and (own := other.stored(stated)) and other.is_article(own):
            return replace(article, paper=other.id, canonical_url=own)
    if (article.published or "") >= MERGED:
        return article
    found = _named_in_words(article, page, others)
    if not found and article.published and not newspaper.is_article(page.url):
        found = [other for other in others if other.matches_on_any_host(page.url)]
    return replace(article, paper=found[0].id) if len(found) == 1 else article


def _named_in_words(article: Article, page: Page, others: Sequence[Newspaper]) -> list[Newspaper]:
    """The newspapers that the page names as publisher, or by a mark before its first words."""
    names = {f" {fold(name)} " for name in _publishers(page)}
    opening = next((text for one in article.sections for text in one.paragraphs), "")
    marks = {mark[1] for text in (article.lead, opening) if (mark := _MARK.match(text or ""))}
    return [
        other
        for other in others
        if marks.intersection(other.marks) or any(f" {fold(other.title)} " in one for one in names)
    ]


def _publishers(page: Page) -> Iterator[str]:
    """The names of the publisher in the head of the page."""
    metadata = page.metadata
    yield from filter(None, map(metadata.values.get, _NAMES))
    for key in _ORGANISATIONS:
        value: Any = metadata.article.get(key)
        name = value.get("name") if isinstance(value, dict) else value
        if isinstance(name, str):
            yield name
