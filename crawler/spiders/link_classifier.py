"""Which links lead to articles and which to listing pages: by patterns, or learned on the way."""

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

Sorted = tuple[list[str], list[str]]
"""The articles and the listing pages among the links of a page."""


class LinkClassifier(Protocol):
    """Judges the stored URLs of one newspaper.

    `pages_decide` is True where a page may turn out to be something else than its URL promised: a
    listing page is then read as one, an article stored.
    """

    pages_decide: bool

    def classify(self, listing: Listing) -> Sorted:
        """Sort the links of a page."""

    def is_article(self, url: str) -> bool:
        """Whether an entry of a feed or sitemap is an article's."""

    def learn(self, url: str, meaning: PageType) -> None:
        """Take in what a page turned out to be."""


class ByPattern:
    """Classifies by the article patterns of a newspaper that has a file."""

    pages_decide = False

    def __init__(self, newspaper: Newspaper) -> None:
        self._newspaper = newspaper

    def classify(self, listing: Listing) -> Sorted:
        """Sort the links of a page."""
        articles = [url for url in listing.links if self.is_article(url)]
        known = set(articles)
        others = [url for url in listing.links if url not in known and not url_trap(url)]
        return articles, [url for url in others if guess_page_type(split(url).path) == "listing"]

    def is_article(self, url: str) -> bool:
        """Whether a URL matches an article pattern."""
        return self._newspaper.is_article(url)

    def learn(self, url: str, meaning: PageType) -> None:
        """Nothing: the patterns are known."""


class ByExperience:
    """Classifies by what pages of the same form turned out to be, in this run and earlier ones."""

    pages_decide = True

    def __init__(self, store: Store, newspaper: Newspaper) -> None:
        self._learned = LearnedPageTypes()
        for url, meaning in store.db.conn.execute(_READ, (newspaper.id,)):
            self._learned.record(url, meaning)

    def classify(self, listing: Listing) -> Sorted:
        """Sort the links of a page; headlines that a page repeats count too."""
        repeated = repeated_headlines(listing.texts.items())
        meanings = {url: self._learned.classify(url, repeated) for url in listing.links}
        articles = [url for url, meaning in meanings.items() if meaning == "article"]
        return articles, [url for url, meaning in meanings.items() if meaning == "listing"]

    def is_article(self, url: str) -> bool:
        """Whether URLs of this form were articles, or look like it."""
        return self._learned.classify(url) == "article"

    def learn(self, url: str, meaning: PageType) -> None:
        """Take in what a page turned out to be."""
        self._learned.record(url, meaning)


def classifier_for(newspaper: Newspaper, store: Store) -> LinkClassifier:
    """Patterns for a newspaper that has a file, experience for any other."""
    return ByPattern(newspaper) if newspaper.has_file else ByExperience(store, newspaper)
