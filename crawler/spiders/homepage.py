"""A newspaper that has no file: read from its home page, articles told by the shape of addresses.

What an address promises, the page decides: a "page" that is a list is read as one, a "list" that is
an article is stored; and what pages turn out to be is learned for the next addresses.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from scrapy.http import Response

from archive.errors import UsageProblem
from crawler.extraction.feeds import Section
from crawler.extraction.listings import Listing
from crawler.items import LISTING, Visit
from crawler.newspaper import Paper
from crawler.spiders.fetching import Found
from crawler.urls.canonical import (
    PageType,
    canonical,
    guess_page_type,
    split,
    split_page_number,
    strip_host_prefix,
)
from crawler.urls.heuristics import LearnedPageTypes, article_id, repeated_headlines, slug_and_id
from crawler.urls.traps import Pagination

_HOME = "/"
_READ = """
SELECT url, CASE WHEN article IS NOT NULL THEN 'article' WHEN kind = 'listing' THEN 'listing'
    ELSE 'other' END FROM urls WHERE paper = ? AND state = 'fetched' AND reason IS NULL
"""


class GenericPaper(Paper):
    """Any newspaper; subclasses are made by `generic_paper`."""

    tells_articles = False
    finds_seeds = True

    def __init__(self, **arguments: Any) -> None:
        super().__init__(**arguments)
        self._learned = LearnedPageTypes()

    @classmethod
    def is_article(cls, address: str, published: str | None = None) -> bool:  # noqa: ARG003
        """Whether a stored address has a shape that articles have anywhere."""
        return guess_page_type(split(address).path) == "article"

    @classmethod
    def key(cls, address: str) -> str | None:
        """What addresses of one article have in common: its id, or its words with one."""
        path = split(address).path
        return article_id(path) or slug_and_id(path)

    @classmethod
    def twin_key(cls, address: str) -> str | None:
        """What addresses have in common that surely lead to one article: words and id."""
        own = slug_and_id(split(address).path)
        return f"{cls.name} {own}" if own else None

    def begin(self) -> None:
        """Learn from what earlier runs read."""
        super().begin()
        meaning: PageType
        for url, meaning in self.run.store.db.conn.execute(_READ, (self.name,)):
            self._learned.record(url, meaning)

    def sort(self, listing: Listing) -> tuple[list[str], list[str]]:
        """The articles and the lists among the links of a page, as far as one can tell."""
        repeated = repeated_headlines(listing.texts.items())
        meanings = {url: self._learned.classify(url, repeated) for url in listing.links}
        articles = [url for url, meaning in meanings.items() if meaning == "article"]
        return articles, [url for url, meaning in meanings.items() if meaning == "listing"]

    def leads_to_article(self, url: str) -> bool:
        """Whether a line of a feed or sitemap is an article's."""
        return self._learned.classify(url) == "article"

    def take_page(self, response: Response, visit: Visit) -> Found:
        """Learn from a page; what turned out to be a list is read as one."""
        if visit.reason == LISTING:
            self._learned.record(visit.url, "listing")
            return self.take_list(response, visit, None)
        self._learned.record(visit.url, "article" if visit.article else "other")
        return super().take_page(response, visit)

    def take_list(self, response: Response, visit: Visit, chain: Pagination | None) -> Found:
        """Learn from a list; what turned out to be an article with its day is stored."""
        article = visit.article
        alone = (
            chain is None and split_page_number(visit.url)[1] == 1 and visit.url not in self.named
        )
        if article and article.published and alone:
            self._learned.record(visit.url, "article")
            return super().take_page(response, replace(visit, kind="page"))
        self._learned.record(visit.url, "listing")
        return super().take_list(response, visit, chain)


def generic_paper(url: str) -> type[GenericPaper]:
    """The newspaper at this home page; raises UsageProblem for what is no web address."""
    found = canonical(url)
    if found is None:
        raise UsageProblem(f"{url} is no web address: type it as https://baobaclieu.vn/")
    scheme, host, path = split(found)
    bare = strip_host_prefix(host)
    data = {
        "name": bare.replace(":", "-").strip("[]"),
        "title": bare,
        "province": None,
        "province_now": None,
        "hosts": (host,),
        "scheme": scheme,
        "seeds": tuple(dict.fromkeys((Section(_HOME), Section(path)))),
    }
    return type("OnePaper", (GenericPaper,), data)
