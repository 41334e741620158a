"""Maps stored URLs to requested URLs, which may be on a mirror in tests and demonstrations."""

from __future__ import annotations

from crawler.newspaper import Newspaper
from crawler.urls.canonical import canonical, split


class Origin:
    """Converts between stored URLs and the URLs that are requested."""

    def __init__(self, newspaper: Newspaper, mirror: str | None = None) -> None:
        """`mirror` is the URL of a server that serves the newspaper's pages instead."""
        self._newspaper = newspaper
        self._mirror = split(canonical(mirror) or mirror) if mirror else None

    def stored(self, url: str) -> str | None:
        """The stored form of a URL in a page or of a response; None for another site's."""
        if self._mirror and (found := canonical(url)):
            scheme, host, path = split(found)
            if (scheme, host) == self._mirror[:2]:
                newspaper = self._newspaper
                return newspaper.stored(f"{newspaper.scheme}://{newspaper.hosts[0]}{path}")
        return self._newspaper.stored(url)

    def location(self, stored_url: str) -> str:
        """The URL to request for a stored URL: itself, or its counterpart on the mirror."""
        if self._mirror is None:
            return stored_url
        return f"{self._mirror.scheme}://{self._mirror.host}{split(stored_url).path}"
