"""Private hosts: no request leaves for an address that is not of the open web, on any hop.

They are refused in two places, since a name may lead anywhere: the resolver checks the address of a
name, the very one that is then connected to; the middleware checks addresses written as numbers and
gives the reason to the frontier. The setting PRIVATE_HOSTS lists exceptions.
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

_refused: dict[str, str] = {}  # Twisted drops the resolver's error; one resolver serves all crawls


def refusal_of(host: str) -> Failure | None:
    """Why the resolver refused a name; None where it did not."""
    address = _refused.get(host)
    text = f"{host} leads to the private address {address}"
    return Failure(Reason.PRIVATE_ADDRESS, text) if address else None


class PrivateHostsMiddleware:
    """Refuses requests to private addresses, and other schemes than http and https."""

    def __init__(self, allowed: Collection[str]) -> None:
        self.allowed = frozenset(allowed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Called by Scrapy."""
        return cls(crawler.settings.getlist("PRIVATE_HOSTS"))

    def process_request(self, request: Request) -> None:
        """Raise Forbidden for a request that must not leave."""
        parts = urlparse_cached(request)
        if parts.scheme not in {"http", "https"}:
            text = f"the scheme {parts.scheme}: is not fetched"
            raise Forbidden(Failure(Reason.WRONG_SCHEME, text))
        host = parts.hostname or ""
        if host not in self.allowed and not _may_be_public(host):
            raise Forbidden(Failure(Reason.PRIVATE_ADDRESS, f"{host} is a private address"))

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Raise Forbidden for a name that the resolver refused."""
        failure = refusal_of(urlparse_cached(request).hostname or "")
        if failure and isinstance(exception, CannotResolveHostError):
            raise Forbidden(failure) from exception


def _may_be_public(host: str) -> bool:
    try:
        return is_public(host)
    except ValueError:
        return True  # a name: the resolver decides


class PublicResolver(CachingThreadedResolver):
    """A resolver whose names never lead to a private address."""

    allowed: frozenset[str] = frozenset()

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: ReactorBase) -> Self:
        """Called by Scrapy, with its process in the place of a crawler."""
        resolver = super().from_crawler(crawler, reactor)
        resolver.allowed = frozenset(crawler.settings.getlist("PRIVATE_HOSTS"))
        return resolver

    def getHostByName(self, name: str, timeout: Any = ()) -> Deferred[str]:  # noqa: N802
        """The IPv4 address of a name; fails with DNSLookupError for a private one."""
        found: Deferred[str] = super().getHostByName(name, timeout)
        return found.addCallback(self._checked, name)

    def _checked(self, address: str, name: str) -> str:
        if name not in self.allowed and not is_public(address):
            _refused[name] = address
            raise DNSLookupError(f"{name} leads to the private address {address}")
        return address
