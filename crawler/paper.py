"""A newspaper as data: its names, its hosts, the shape of its articles' addresses, its seeds.

Identity is the paper, not the host: `name` is the id in the database for ever. A mirror stands in
for the paper in tests and demonstrations; what is stored are the paper's own addresses.
"""

from __future__ import annotations

import re
from typing import Any, ClassVar

from scrapy import Request

from archive.store import Store
from crawler.addresses import canonical, split
from crawler.walk import Walk


class Paper(Walk):
    """A provincial newspaper; subclasses in `crawler/spiders/` are data and nothing else.

    `hosts` are all that show its pages, and the first is the one stored; `article` is searched in
    path and query of an address; `province_now` is the unit since 1 July 2025.
    """

    title: ClassVar[str]
    province: ClassVar[str | None]
    province_now: ClassVar[str | None]
    hosts: ClassVar[tuple[str, ...]]
    scheme: ClassVar[str] = "https"
    article: ClassVar[str]

    def __init__(self, *, mirror: str | None = None, **arguments: Any) -> None:
        """`mirror` is the address of a server that shows the paper's pages in its place."""
        super().__init__(**arguments)
        self.home = f"{self.scheme}://{self.hosts[0]}/"
        self._mirror = split(canonical(mirror) or mirror) if mirror else None
        if mirror:
            self.arguments["mirror"] = mirror

    @classmethod
    def handles_request(cls, request: Request) -> bool:
        """Whether `scrapy shell URL` should take this paper for the address."""
        return split(request.url).host in cls.hosts

    @classmethod
    def stored(cls, url: str) -> str | None:
        """The form in which an address of this paper is stored; None for another site's."""
        found = canonical(url)
        parts = split(found) if found else None
        if parts is None or parts.host not in cls.hosts:
            return None
        return f"{cls.scheme}://{cls.hosts[0]}{parts.path}"

    @classmethod
    def introduce(cls, store: Store) -> None:
        """Write the paper's row, without which none of its pages can be stored."""
        store.save_paper(cls.name, cls.title, cls.province, cls.province_now, cls.hosts)

    def address(self, url: str) -> str | None:
        """Like `stored`, and an address on the mirror is the paper's."""
        if self._mirror and (found := canonical(url)):
            scheme, host, path = split(found)
            if (scheme, host) == self._mirror[:2]:
                return f"{self.scheme}://{self.hosts[0]}{path}"
        return self.stored(url)

    def location(self, address: str) -> str:
        """Where a stored address is asked for: there, or on the mirror."""
        if self._mirror is None:
            return address
        return f"{self._mirror.scheme}://{self._mirror.host}{split(address).path}"

    @classmethod
    def is_article(cls, address: str) -> bool:
        """Whether a stored address has the shape of the paper's articles."""
        return re.search(cls.article, split(address).path) is not None
