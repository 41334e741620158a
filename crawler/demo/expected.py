"""The expected parse of a sample article, made from the same texts as its page."""

from __future__ import annotations

from typing import Any

from archive.model import Article, Image, Poll, PollOption, Section, Weather
from crawler.demo.content import Content, DataTable, Heading, Paragraph, Picture, SampleArticle
from crawler.demo.dates import dateline

# These depend on the origin or on the parser.
_LEFT_OUT = frozenset(["url", "canonical_url", "paper", "problems"])


def expected_article(content: Content, article: SampleArticle, origin: str) -> dict[str, Any]:
    """`Article.to_dict()` of the article's page without url, canonical_url, paper and problems."""
    poll = content.poll_for(article.id)
    forecast = content.forecast_for(article.id)
    pictures = [block for block in article.blocks if isinstance(block, Picture)]
    whole = Article(
        url="",
        canonical_url="",
        paper=None,
        title=article.title,
        kicker=article.kicker,
        category=(content.section_of(article).title,),
        published=article.published.isoformat(),
        published_raw=dateline(article.published),
        updated=article.updated.isoformat() if article.updated else None,
        authors=article.authors,
        byline_raw=article.byline,
        source=article.source,
        lead=article.lead,
        sections=_sections(article),
        images=tuple(Image(origin + p.path, p.caption, p.credit) for p in pictures),
        tags=article.tags,
        poll=Poll(poll.question, tuple(map(PollOption, poll.options))) if poll else None,
        weather=Weather("THÔNG TIN CẦN BIẾT", forecast.text, forecast.facts),
        tables=tuple(block.rows for block in article.blocks if isinstance(block, DataTable)),
    )
    return {key: value for key, value in whole.to_dict().items() if key not in _LEFT_OUT}


def _sections(article: SampleArticle) -> tuple[Section, ...]:
    parts: list[tuple[str | None, list[str]]] = [(None, [])]
    for block in article.blocks:
        match block:
            case Heading(words):
                parts.append((words, []))
            case Paragraph(words):
                parts[-1][1].append(words)
    return tuple(Section(heading, tuple(words)) for heading, words in parts if heading or words)
