"""Classifies links as articles or listing pages, by URL patterns or by learned page types."""

from __future__ import annotations

from typing import Protocol

from archive.store.store import Store
from crawler.extraction.listings import Listing
from crawler.newspaper import Newspaper
from crawler.urls.canonical import PageType, guess_page_type, split
from crawler.urls.heuristics import LearnedPageTypes, repeated_headlines
from crawler.urls.traps import url_trap

_READ = """
SELECT url, CASE WHEN article IS NOT NULL THEN 'article' WHEN kind = 'listing' THEN 'listing'
    ELSE 'other' END FROM urls WHERE paper = ? AND state = 'fetched' AND reason IS NULL
"""

ClassifiedLinks = tuple[list[str], list[str]]
"""The links to articles and the links to listing pages of a page."""


class LinkClassifier(Protocol):
    """Classifies the stored URLs of one newspaper.

    `pages_decide` is True if the parsed page may override the classification of its URL.
    """

    pages_decide: bool

    def classify(self, listing: Listing) -> ClassifiedLinks:
        """Classify the links of a page."""

    def is_article(self, url: str) -> bool:
        """Whether an entry of a feed or sitemap is an article."""

    def learn(self, url: str, meaning: PageType) -> None:
        """Record the page type of a fetched URL."""


class PatternClassifier:
    """Classifies by the article patterns of a newspaper that has a file."""

    pages_decide = False

    def __init__(self, newspaper: Newspaper) -> None:
        self._newspaper = newspaper

    def classify(self, listing: Listing) -> ClassifiedLinks:
        """Classify the links of a page."""
        articles = [url for url in listing.links if self.is_article(url)]
        known = set(articles)
        others = [url for url in listing.links if url not in known and not url_trap(url)]
        return articles, [url for url in others if guess_page_type(split(url).path) == "listing"]

    def is_article(self, url: str) -> bool:
        """Whether a URL matches an article pattern."""
        return self._newspaper.is_article(url)

    def learn(self, url: str, meaning: PageType) -> None:
        """Do nothing: the patterns are fixed."""


class LearnedClassifier:
    """Classifies by the types of fetched pages with URLs of the same shape, in all runs."""

    pages_decide = True

    def __init__(self, store: Store, newspaper: Newspaper) -> None:
        self._learned = LearnedPageTypes()
        for url, meaning in store.db.conn.execute(_READ, (newspaper.id,)):
            self._learned.record(url, meaning)

    def classify(self, listing: Listing) -> ClassifiedLinks:
        """Classify the links of a page; repeated headlines are taken into account."""
        repeated = repeated_headlines(listing.texts.items())
        meanings = {url: self._learned.classify(url, repeated) for url in listing.links}
        articles = [url for url, meaning in meanings.items() if meaning == "article"]
        return articles, [url for url, meaning in meanings.items() if meaning == "listing"]

    def is_article(self, url: str) -> bool:
        """Whether URLs of this shape were articles, or look like articles."""
        return self._learned.classify(url) == "article"

    def learn(self, url: str, meaning: PageType) -> None:
        """Record the page type of a fetched URL."""
        self._learned.record(url, meaning)


def classifier_for(newspaper: Newspaper, store: Store) -> LinkClassifier:
    """The classifier of a newspaper: by patterns if it has a file, else by learned page types."""
    return (
        PatternClassifier(newspaper) if newspaper.has_file else LearnedClassifier(store, newspaper)
    )
