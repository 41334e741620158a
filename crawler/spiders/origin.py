"""The origin of a newspaper's pages: its own hosts, or a mirror in tests and demonstrations."""

from __future__ import annotations

from crawler.newspaper import Newspaper
from crawler.urls.canonical import canonical, split


class Origin:
    """Translates between stored URLs and the URLs that are requested."""

    def __init__(self, newspaper: Newspaper, mirror: str | None = None) -> None:
        """`mirror` is the URL of a server that shows the newspaper's pages in its place."""
        self._newspaper = newspaper
        self._mirror = split(canonical(mirror) or mirror) if mirror else None

    def stored(self, url: str) -> str | None:
        """The stored form of a URL that was found or requested; None for another site's."""
        if self._mirror and (found := canonical(url)):
            scheme, host, path = split(found)
            if (scheme, host) == self._mirror[:2]:
                newspaper = self._newspaper
                return newspaper.stored(f"{newspaper.scheme}://{newspaper.hosts[0]}{path}")
        return self._newspaper.stored(url)

    def location(self, stored_url: str) -> str:
        """Where a stored URL is requested: there, or on the mirror."""
        if self._mirror is None:
            return stored_url
        return f"{self._mirror.scheme}://{self._mirror.host}{split(stored_url).path}"
