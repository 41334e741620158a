"""The articles of a test newspaper, with their addresses."""

from __future__ import annotations

from dataclasses import dataclass, replace

from crawler.demo.content import SampleArticle, SampleSection


@dataclass(frozen=True)
class Line:
    """An article with its addresses."""

    article: SampleArticle
    section: SampleSection
    path: str
    twin: str | None


def copy_of(article: SampleArticle, number: int) -> SampleArticle:
    """The article again, with an id and a title of its own."""
    if number == 0:
        return article
    title = f"{article.title}, kỳ {number + 1}"
    return replace(article, id=article.id + 1000 * number, title=title)
