"""Private hosts: blocks requests to IP addresses that are not public, also after redirects.

There are two checks: the resolver checks the IP address of a host name, the same that is then
connected to; the middleware checks URLs with IP addresses and records the failure. The setting
PRIVATE_HOSTS lists exceptions.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError
from scrapy.resolver import CachingThreadedResolver
from scrapy.utils.httpobj import urlparse_cached
from twisted.internet.error import DNSLookupError

from crawler.failures import Failure, Reason
from crawler.spiders.download_errors import Forbidden
from crawler.urls.canonical import is_public

if TYPE_CHECKING:
    from twisted.internet.base import ReactorBase
    from twisted.internet.defer import Deferred

_refused: dict[str, str] = {}  # Twisted drops the resolver's error; all crawls share one resolver


def refusal_of(host: str) -> Failure | None:
    """The failure of a host name that the resolver refused; None for another name."""
    address = _refused.get(host)
    text = f"{host} leads to the private address {address}"
    return Failure(Reason.PRIVATE_ADDRESS, text) if address else None


class PrivateHostsMiddleware:
    """Refuses requests to private IP addresses, and schemes other than http and https."""

    def __init__(self, allowed: Collection[str]) -> None:
        self.allowed = frozenset(allowed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Called by Scrapy."""
        return cls(crawler.settings.getlist("PRIVATE_HOSTS"))

    def process_request(self, request: Request) -> None:
        """Raise Forbidden for a request that must not be sent."""
        parts = urlparse_cached(request)
        if parts.scheme not in {"http", "https"}:
            text = f"the scheme {parts.scheme}: is not fetched"
            raise Forbidden(Failure(Reason.WRONG_SCHEME, text))
        host = parts.hostname or ""
        if host not in self.allowed and not _may_be_public(host):
            raise Forbidden(Failure(Reason.PRIVATE_ADDRESS, f"{host} is a private address"))

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Raise Forbidden for a host name that the resolver refused."""
        failure = refusal_of(urlparse_cached(request).hostname or "")
        if failure and isinstance(exception, CannotResolveHostError):
            raise Forbidden(failure) from exception


def _may_be_public(host: str) -> bool:
    try:
        return is_public(host)
    except ValueError:
        return True  # a name: the resolver decides


class PublicResolver(CachingThreadedResolver):
    """A resolver that refuses host names with private IP addresses."""

    allowed: frozenset[str] = frozenset()

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: ReactorBase) -> Self:
        """Called by Scrapy, with its process instead of a crawler."""
        resolver = super().from_crawler(crawler, reactor)
        resolver.allowed = frozenset(crawler.settings.getlist("PRIVATE_HOSTS"))
        return resolver

    def getHostByName(self, name: str, timeout: Any = ()) -> Deferred[str]:  # noqa: N802
        """The IPv4 address of a host name; fails with DNSLookupError for a private one."""
        found: Deferred[str] = super().getHostByName(name, timeout)
        return found.addCallback(self._checked, name)

    def _checked(self, address: str, name: str) -> str:
        if name not in self.allowed and not is_public(address):
            _refused[name] = address
            raise DNSLookupError(f"{name} leads to the private address {address}")
        return address
