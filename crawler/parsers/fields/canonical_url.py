"""The address that a page gives itself: canonical link, then `og:url`, then where it was found.

Checked: a page that calls the home page or another site its canonical address is not believed.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from crawler.parsers.page import Page
from crawler.urls.canonical import strip_host_prefix


def stated_url(page: Page) -> str | None:
    """The absolute address that the page states for itself; None where it states none."""
    for link in (page.metadata.canonical, page.metadata.first("og:url")):
        address = page.absolute(link) if link else ""
        try:
            parts = urlsplit(address)
        except ValueError:  # a bracket that opens no IPv6 address
            continue
        if parts.scheme in {"http", "https"} and parts.path.strip("/"):
            return address
    return None


def canonical_url(page: Page) -> str:
    """The stated address where it is on the page's own site, else where the page came from."""
    stated = stated_url(page)
    if stated is None:
        return page.url
    own, other = urlsplit(page.url), urlsplit(stated)
    site, its_site = (strip_host_prefix(parts.hostname or "") for parts in (own, other))
    return page.url if own.scheme in {"http", "https"} and site != its_site else stated
