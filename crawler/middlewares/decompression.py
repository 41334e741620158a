"""Decompression: Scrapy's middleware, with a Failure for a body above the size limit."""

from __future__ import annotations

from scrapy import Request
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from crawler.failures import Failure, Reason
from crawler.spiders.download_errors import FetchProblem


class DecompressionMiddleware(HttpCompressionMiddleware):
    """Decompresses bodies up to DOWNLOAD_MAXSIZE."""

    def process_response(  # type: ignore[override]  # Scrapy passes no spider any more
        self, request: Request, response: Response
    ) -> Request | Response:
        """The decompressed response; raises FetchProblem if it is too large."""
        try:
            return super().process_response(request, response)
        except IgnoreRequest as error:
            raise FetchProblem(Failure.of(Reason.TOO_LARGE)) from error
