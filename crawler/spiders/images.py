"""Requests for images of articles, after all articles, with the option --images.

The archive has the list of missing images (archive/store/images.py), so a killed crawl continues,
and articles of earlier crawls get their images too. Other hosts get requests only for images and
for robots.txt.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scrapy import Request
from scrapy.http import Response

from archive.store import images as stored
from crawler.items import ImageResult
from crawler.run import Run
from crawler.spiders.download_errors import RunEnding, explain
from crawler.spiders.origin import Origin

IMAGE = "image"
"""Key in `request.meta` of image requests, whose payloads are stored only once."""


def images(run: Run, origin: Origin, newspaper: str, limit: int) -> Iterator[Request]:
    """Requests for missing images of a newspaper's articles. Raises StorageFailed."""
    for src in stored.to_fetch(run.store.db.conn, newspaper, limit):
        if not src.startswith(("http://", "https://")):
            continue
        try:
            yield Request(
                origin.location(src),
                callback=_parse,
                errback=_no_response,
                cb_kwargs={"src": src},
                meta={IMAGE: True, "dont_retry": True},
                priority=-1,
                dont_filter=True,
            )
        except ValueError as error:  # the page states an invalid URL
            run.record_image(ImageResult(src, "refused", reason=str(error)[:80]))


def _parse(response: Response, src: str) -> Iterator[ImageResult]:
    if response.status in {404, 410}:
        yield ImageResult(src, "gone", reason=f"HTTP status {response.status}")
    elif response.status != 200:
        yield ImageResult(src, "failed", reason=f"HTTP status {response.status}")
    elif stored.media_type_of(response.body) is None:
        kind = (response.headers.get("Content-Type") or b"unknown").decode("latin-1")
        yield ImageResult(src, "refused", reason=f"not an image that is kept but {kind}"[:80])
    else:
        meta = response.meta
        yield ImageResult(src, "kept", capture=meta.get("capture"), same_as=meta.get("same_as"))


def _no_response(error: Any) -> Iterator[ImageResult]:
    if error.check(RunEnding):
        return
    state, failure = explain(error.value)
    yield ImageResult(error.request.cb_kwargs["src"], state, reason=failure.text)
