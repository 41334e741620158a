"""A feed and a news sitemap of a test newspaper."""

from __future__ import annotations

from html import escape

from tests.support.newspapers.articles import Line


def feed(form: str, urls: list[str]) -> str:
    """An Atom feed or an RSS feed."""
    if form == "atom":
        items = (f"<entry><link href='{escape(url)}'/></entry>" for url in urls)
        return f"<feed xmlns='http://www.w3.org/2005/Atom'>{''.join(items)}</feed>"
    items = (f"<item><link>{escape(url)}</link></item>" for url in urls)
    return f"<rss version='2.0'><channel>{''.join(items)}</channel></rss>"


def news_sitemap(lines: list[Line], origin: str) -> str:
    """The news sitemap of these articles."""
    told = "".join(
        f"<url><loc>{escape(origin + line.path)}</loc><news:news><news:publication_date>"
        f"{line.article.published.isoformat()}</news:publication_date></news:news></url>"
        for line in lines
    )
    space = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
    return f"<urlset {space}>{told}</urlset>"
