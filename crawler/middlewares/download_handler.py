"""Download handler: Scrapy's, with a limit on the size of headers, and certificate errors.

Twisted limits the length of a header but not their number, so a server could send headers until
the timeout. Without this handler, an invalid certificate is reported as a broken connection.
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

MAX_HEADER_BYTES = 256 * 1024  # bytes; real ones have one or two kilobytes


class _Protocol(_LenientHTTP11ClientProtocol):
    _header_bytes = 0

    def dataReceived(self, data: bytes) -> None:  # noqa: N802
        """Close the connection if the headers are too large; those of 1xx responses count too."""
        if self._parser is None or self._parser.state in {BODY, DONE}:
            self._header_bytes = 0
        else:
            self._header_bytes += len(data)
        if self._header_bytes <= MAX_HEADER_BYTES:
            super().dataReceived(data)  # type: ignore[no-untyped-call]
        elif self.transport is not None:
            self.transport.abortConnection()


class _Factory(_LenientHTTP11ClientFactory):
    def buildProtocol(self, addr: Any) -> _Protocol:  # noqa: ARG002, N802
        """Called by Twisted."""
        return _Protocol(self._quiescentCallback)  # type: ignore[no-untyped-call]


class BoundedHandler(HTTP11DownloadHandler):
    """Fetches http and https URLs with limited headers."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool._factory = _Factory

    async def download_request(self, request: Request) -> Response:
        """Fetch a URL; raises FetchProblem for an invalid certificate, else as Scrapy does."""
        try:
            return await super().download_request(request)
        except DownloadFailedError as error:
            if words := next(_certificate_errors(error.__cause__), None):
                raise FetchProblem(Failure.of(Reason.BAD_CERTIFICATE, f": {words}")) from error
            raise


def _certificate_errors(error: BaseException | None) -> Iterator[str]:
    """The reasons why OpenSSL or the host name check rejected a certificate."""
    for failure in getattr(error, "reasons", ()):
        match failure.value:
            case VerificationError():
                yield "it is for another host"
            case SSL.Error(args=[list(reasons)]) if any("certificate" in str(r) for r in reasons):
                yield str(reasons[0][-1] or "refused")
