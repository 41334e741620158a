"""A page that is already here, read as a crawl would read it: for ingest, reparse and parse.

The same bytes under the same address give the same article, whoever asks.
"""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import quote

from archive.errors import CaptureProblem, UsageProblem
from archive.model import Article
from archive.warc.cdx import original
from archive.warc.content_encoding import is_cut
from archive.warc.reader import Record, header
from crawler.extraction.attribution import attributed
from crawler.failures import naming_faults
from crawler.newspaper import Paper
from crawler.newspapers import paper_of
from crawler.parsers import Page, parse
from crawler.parsers.fields.canonical_url import stated_url
from crawler.spiders.homepage import generic_paper
from crawler.spiders.responses import is_page
from crawler.urls.canonical import canonical, split

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


@naming_faults()
def page_of_file(
    body: bytes, name: str, url: str | None = None, fetched_at: str | None = None
) -> Page:
    """A saved page under the address given by hand, or the one it states, or "file:NAME".

    Raises UnreadablePage for bytes that hold no text.
    """
    page = Page.from_bytes(f"file:{quote(name)}", body, None, fetched_at)
    found = canonical(original(url or stated_url(page) or "")[0])
    if url and found is None:
        raise UsageProblem(
            f"--url {url} is no web address: type it as https://baobaclieu.vn/bai-1.html"
        )
    if found is None:
        return page
    return Page(stored_address(found, paper_at(found)), page.root, page.fetched_at, page.problems)


@naming_faults()
def read_page(page: Page, paper: type[Paper] | None, *, generic: bool = False) -> Article:
    """The article of a page whose `url` is its stored address.

    Raises NotAnArticle by name for what must not be stored, OurFault where our own code fails.
    """
    if paper is None:
        article = parse(page, generic=generic)
        url = stored_address(article.canonical_url, None)
        return replace(article, canonical_url=url, problems=(*article.problems, NO_ADDRESS))
    article = parse(page, paper=paper.name, rules=paper.rules, generic=generic)
    return paper.settled(attributed(article, page, paper.name))


@naming_faults()
def page_of_record(record: Record, url: str) -> Page | None:
    """The page in a record, under its stored address; None for a body that is no page.

    Raises CaptureProblem for a body that is cut or cannot be unpacked, UnreadablePage for one
    without text, and OurFault.
    """
    body = record.body()
    if is_cut(record.payload, header(record.headers, "content-encoding")):
        raise CaptureProblem("the answer was cut off: only a part of the page is there")
    if not is_page(record.content_type, body):
        return None
    return Page.from_bytes(url, body, record.charset, record.fetched_at)
