"""WARC middleware: stores every response, including robots.txt, redirects, 404 and 503.

It is the closest to the network except for the clock check, so bodies are still compressed as sent.
The capture is put into `request.meta["capture"]`.
"""

from __future__ import annotations

import hashlib
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from archive.clock import utc_now
from archive.errors import ArchiveProblem
from archive.store.images import StoredPayload
from archive.warc.content_encoding import is_truncated
from archive.warc.reader import header
from crawler.failures import Failure, Reason
from crawler.run import Run
from crawler.spiders.download_errors import FetchProblem, RunEnding
from crawler.spiders.images import IMAGE
from crawler.spiders.newspaper import spider_of

_OK = 200


class WarcMiddleware:
    """Writes responses into the WARC files of the run."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Called by Scrapy."""
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        """Write the response to the WARC file.

        Raises RunEnding if the archive fails, FetchProblem for a truncated page.
        """
        spider = spider_of(self.crawler)
        if spider is None or spider.session.run is None:
            return response  # scrapy shell
        if spider.session.failure:
            raise RunEnding(str(spider.session.failure))
        headers = tuple(
            (name.decode("latin-1"), value.decode("latin-1"))
            for name, values in response.headers.items()
            for value in values
        )
        url = spider.origin.stored(response.url) or response.url
        record = (url, response.status, headers, response.body, utc_now(), response.protocol)
        run = spider.run
        writer = run.writer(spider.newspaper.id)
        try:
            if known := _stored_payload(run, request, response):
                writer.revisit(*record, refers_to=(known.url, known.fetched_at))
                request.meta["same_as"] = known.capture
                return response
            capture = writer.write(*record)
        except ArchiveProblem as error:
            spider.session.fail(error)
            raise RunEnding(str(error)) from error
        run.add_capture(capture)
        request.meta["capture"] = capture
        if is_truncated(response.body, header(headers, "content-encoding")):
            raise FetchProblem(Failure.of(Reason.CUT_OFF))
        return response


def _stored_payload(run: Run, request: Request, response: Response) -> StoredPayload | None:
    """The first capture of an image's payload, if it is stored; None for pages and new images.

    Raises StorageFailed.
    """
    if IMAGE not in request.meta or response.status != _OK or not response.body:
        return None
    return run.capture_with_payload(hashlib.sha256(response.body).hexdigest())
