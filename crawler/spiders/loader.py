"""Spider loader: makes a spider class for each newspaper (setting SPIDER_LOADER_CLASS)."""

from __future__ import annotations

from typing import Self

from scrapy import Request
from scrapy.settings import BaseSettings

from archive.errors import UnknownNewspaper
from crawler import newspapers
from crawler.newspaper import Newspaper
from crawler.spiders.newspaper import NewspaperSpider

_Ids = list[str]  # the loader has a method of the name `list`


def spider_class(newspaper: Newspaper) -> type[NewspaperSpider]:
    """The spider class of a newspaper; its name is the newspaper's id."""
    data = {"name": newspaper.id, "newspaper": newspaper}
    return type("NewspaperSpider", (NewspaperSpider,), data)


class NewspaperLoader:
    """The spider loader that `scrapy list`, `scrapy crawl` and `scrapy shell` use."""

    @classmethod
    def from_settings(cls, settings: BaseSettings) -> Self:  # noqa: ARG003 - Scrapy's protocol
        """Called by Scrapy."""
        return cls()

    def list(self) -> _Ids:
        """The ids of all newspapers that have a file."""
        return [*newspapers.registered()]

    def load(self, spider_name: str) -> type[NewspaperSpider]:
        """The spider class of a newspaper's id; raises KeyError as Scrapy's own loader does."""
        try:
            return spider_class(newspapers.get(spider_name))
        except UnknownNewspaper as error:
            raise KeyError(str(error)) from error

    def find_by_request(self, request: Request) -> _Ids:
        """The id of the newspaper to which a URL belongs."""
        found = newspapers.of_url(request.url)
        return [found.id] if found else []
