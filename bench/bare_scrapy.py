"""A minimal Scrapy spider, the baseline of bench/crawl.py: bench/bare_scrapy.py URL CONNECTIONS.

It follows the links of a front page and yields the titles of the articles.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import scrapy
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response


class Titles(scrapy.Spider):
    """Yields the title of each article that a front page links to."""

    name = "titles"

    def parse(self, response: Response) -> Iterator[scrapy.Request]:
        """Follow the links of the front page."""
        for link in response.css("li a::attr(href)").getall():
            yield response.follow(link, self.parse_article)

    def parse_article(self, response: Response) -> Iterator[dict[str, Any]]:
        """Yield the title of an article."""
        yield {"title": response.css("title::text").get()}


def main(url: str, connections: str) -> None:
    """Crawl until the end."""
    process = AsyncCrawlerProcess(
        {
            "ROBOTSTXT_OBEY": True,
            "CONCURRENT_REQUESTS_PER_DOMAIN": int(connections),
            "LOG_LEVEL": "WARNING",
            "TELNETCONSOLE_ENABLED": False,
            "REMOTE_CONTROL_ENABLED": False,
        }
    )
    process.crawl(Titles, start_urls=[url])
    process.start()


if __name__ == "__main__":
    main(*sys.argv[1:])
