"""General-purpose extractors as readers, if they are installed; none is a dependency.

Each gets the same bytes; fields that it does not extract are empty.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterator
from typing import Any

Reader = Callable[[str, bytes], dict[str, Any]]


def installed() -> Iterator[tuple[str, Reader]]:
    """Name and reader of each installed extractor."""
    for module, name, reader in (
        ("trafilatura", "trafilatura", _trafilatura),
        ("newspaper", "newspaper4k", _newspaper),
        ("newsplease", "news-please", _newsplease),
    ):
        if importlib.util.find_spec(module):
            yield name, reader


def _article(
    title: str | None, published: str | None, authors: list[str], text: str | None
) -> dict[str, Any]:
    paragraphs = [line.strip() for line in (text or "").splitlines() if line.strip()]
    return {
        "title": title,
        "published": published,
        "authors": authors,
        "sections": [{"heading": None, "paragraphs": paragraphs}],
    }


def _trafilatura(url: str, body: bytes) -> dict[str, Any]:
    import trafilatura

    found = trafilatura.bare_extraction(body, url=url, with_metadata=True)
    if found is None:
        return {}
    authors = [name.strip() for name in (found.author or "").split(";") if name.strip()]
    return _article(found.title, found.date, authors, found.text)


def _newspaper(url: str, body: bytes) -> dict[str, Any]:
    import newspaper

    article = newspaper.Article(url=url, language="vi")
    article.download(input_html=body.decode("utf-8", "replace"))
    article.parse()
    date = article.publish_date.isoformat() if article.publish_date else None
    return _article(article.title, date, article.authors, article.text)


def _newsplease(url: str, body: bytes) -> dict[str, Any]:
    from newsplease import NewsPlease

    found = NewsPlease.from_html(body.decode("utf-8", "replace"), url=url)
    date = found.date_publish.isoformat() if found.date_publish else None
    return _article(found.title, date, found.authors or [], found.maintext)
