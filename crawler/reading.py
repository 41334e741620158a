"""A page that is already here, read as a crawl would read it: for ingest, reparse and parse.

The same bytes under the same address give the same article, whoever asks.
"""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import quote

from archive.article import Article, Kind
from archive.errors import UsageProblem
from crawler.addresses import canonical, split
from crawler.generic import GenericPaper, generic_paper
from crawler.paper import Paper
from crawler.parsers import Page, parse
from crawler.parsers.address import stated_url
from crawler.spiders import paper_of

NO_ADDRESS = "no-address"
"""The problem of a page that is kept under the name of its file."""


def paper_at(address: str) -> type[Paper] | None:
    """The paper of an address, one without a file included; None for the name of a file."""
    if split(address).scheme not in {"http", "https"}:
        return None
    return paper_of(address) or generic_paper(address)


def stored_address(url: str, paper: type[Paper] | None) -> str:
    """The form in which an address is stored; unchanged where it is the name of a file."""
    return (paper.stored(url) if paper else None) or canonical(url) or url


def page_of_file(
    body: bytes, name: str, url: str | None = None, fetched_at: str | None = None
) -> Page:
    """A saved page under the address given by hand, or the one it states, or "file:NAME".

    Raises UnreadablePage for bytes that hold no text.
    """
    page = Page.from_bytes(f"file:{quote(name)}", body, None, fetched_at)
    found = canonical(url or stated_url(page) or "")
    if url and found is None:
        raise UsageProblem(f"--url {url} is no web address")
    if found is None:
        return page
    return Page(stored_address(found, paper_at(found)), page.root, page.fetched_at, page.problems)


def read_page(page: Page, paper: type[Paper] | None, *, generic: bool = False) -> Article:
    """The article of a page whose `url` is its stored address.

    A paper that has a file knows its articles by their addresses: its other pages are none. Raises
    NotAnArticle by name for what must not be stored.
    """
    article = parse(
        page,
        paper=paper.name if paper else None,
        **({"rules": paper.rules} if paper else {}),
        generic=generic,
    )
    problems = article.problems
    if paper is None:
        problems = (*problems, NO_ADDRESS)
    if paper:
        article = replace(article, paper=paper.owner(page.url, article.published))
    if paper and not issubclass(paper, GenericPaper) and not paper.is_article(page.url):
        kind: Kind = "listing" if article.kind == "listing" else "not_article"
        article = replace(article, kind=kind)
    return replace(
        article, canonical_url=stored_address(article.canonical_url, paper), problems=problems
    )
