"""Download handler: Scrapy's own, with a bound on headers and a reason for bad certificates.

Twisted bounds the length of a header and not their number, so a server could send them for a
minute. An invalid certificate would be reported as a broken connection.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from OpenSSL import SSL
from scrapy import Request
from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
)
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadFailedError
from scrapy.http import Response
from service_identity import VerificationError
from twisted.web._newclient import BODY, DONE

from crawler.failures import Failure, Reason
from crawler.spiders.download_errors import FetchProblem

MAX_HEAD = 256 * 1024  # bytes; real ones have one or two kilobytes


class _Protocol(_LenientHTTP11ClientProtocol):
    _head = 0

    def dataReceived(self, data: bytes) -> None:  # noqa: N802
        """Hang up on a head without end; informational answers (1xx) before it count too."""
        if self._parser is None or self._parser.state in {BODY, DONE}:
            self._head = 0
        else:
            self._head += len(data)
        if self._head <= MAX_HEAD:
            super().dataReceived(data)  # type: ignore[no-untyped-call]
        elif self.transport is not None:
            self.transport.abortConnection()


class _Factory(_LenientHTTP11ClientFactory):
    def buildProtocol(self, addr: Any) -> _Protocol:  # noqa: ARG002, N802
        """Called by Twisted."""
        return _Protocol(self._quiescentCallback)  # type: ignore[no-untyped-call]


class BoundedHandler(HTTP11DownloadHandler):
    """Fetches http and https."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool._factory = _Factory

    async def download_request(self, request: Request) -> Response:
        """Fetch; raises FetchProblem for a bad certificate, besides what Scrapy's own raises."""
        try:
            return await super().download_request(request)
        except DownloadFailedError as error:
            if words := next(_refusals(error.__cause__), None):
                raise FetchProblem(Failure.of(Reason.BAD_CERTIFICATE, f": {words}")) from error
            raise


def _refusals(error: BaseException | None) -> Iterator[str]:
    """Why OpenSSL, or the check of the name, refused a certificate."""
    for failure in getattr(error, "reasons", ()):
        match failure.value:
            case VerificationError():
                yield "it is for another host"
            case SSL.Error(args=[list(reasons)]) if any("certificate" in str(r) for r in reasons):
                yield str(reasons[0][-1] or "refused")
