"""The sample newspaper's RSS feed, sitemap, sitemap index and robots.txt.

They contain absolute URLs, so each function takes the origin ("http://127.0.0.1:8471").
"""

from __future__ import annotations

from email.utils import format_datetime

from crawler.demo.content import Content, moment
from crawler.demo.templating import Markup, render, text

_NEWEST = 20


def rss(content: Content, origin: str) -> str:
    """RSS 2.0 of the newest articles."""
    items = [
        render(
            "rss_item.xml",
            title=text(article.title),
            link=text(origin + article.path),
            published=text(format_datetime(moment(article.published))),
            section=text(content.section_of(article).title),
            lead=text(article.lead),
        )
        for article in content.articles[:_NEWEST]
    ]
    return render(
        "rss.xml",
        paper=text(content.title),
        origin=text(origin),
        built=text(format_datetime(moment(content.articles[0].published))),
        items=Markup("\n".join(items)),
    )


def sitemap(content: Content, origin: str) -> str:
    """A sitemap of all articles, also deleted ones, with the times of their last changes."""
    pages = [(article.path, article.modified) for article in content.articles]
    pages += [
        (line.listed_path, moment(line.published))
        for section in content.sections
        for line in section.gone
    ]
    urls = [
        render("sitemap_url.xml", link=text(origin + path), modified=text(modified.isoformat()))
        for path, modified in pages
    ]
    return render("sitemap.xml", urls=Markup("\n".join(urls)))


def sitemap_index(content: Content, origin: str) -> str:
    """The sitemap index that robots.txt names; it lists one sitemap."""
    newest = max(article.modified for article in content.articles)
    return render("sitemap_index.xml", origin=text(origin), modified=text(newest.isoformat()))


def robots(origin: str) -> str:
    """A robots.txt that disallows only the search page."""
    return render("robots.txt", origin=Markup(origin))
