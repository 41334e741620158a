"""Canonical URL of a page: `link rel=canonical`, else `og:url`, else the URL it was fetched from.

A stated URL is ignored if it is the home page or on another site.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from crawler.parsers.page import Page
from crawler.urls.canonical import strip_host_prefix


def stated_url(page: Page) -> str | None:
    """The absolute URL that a page states for itself; None if it states none."""
    for link in (page.metadata.canonical, page.metadata.first("og:url")):
        url = page.absolute(link) if link else ""
        try:
            parts = urlsplit(url)
        except ValueError:  # a "[" without an IPv6 address
            continue
        if parts.scheme in {"http", "https"} and parts.path.strip("/"):
            return url
    return None


def canonical_url(page: Page) -> str:
    """The stated URL if it is on the page's own site, else the URL the page was fetched from."""
    stated = stated_url(page)
    if stated is None:
        return page.url
    own, other = urlsplit(page.url), urlsplit(stated)
    site, its_site = (strip_host_prefix(parts.hostname or "") for parts in (own, other))
    return page.url if own.scheme in {"http", "https"} and site != its_site else stated
