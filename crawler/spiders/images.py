"""Images of articles, fetched on request after all articles, at the same pace as these.

What is wanted stands in the archive (archive/store/images.py), so a crawl that was killed goes on,
and articles of earlier crawls get their images too. A host that is not the newspaper's, which shows
its images, is asked for them and for its robots.txt, and for nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from scrapy import Request
from scrapy.http import Response

from archive.store import images as kept
from crawler.failures import Ended, explain
from crawler.spiders.responses import ImageAnswer

if TYPE_CHECKING:
    from crawler.newspaper import Paper

MARK = "image"
"""Name in `request.meta`; its answer is kept once, however many addresses show it."""


def images(paper: Paper, most: int) -> Iterator[Request]:
    """Requests for images that are wanted. Raises StorageFailed."""
    for src in kept.wanted(paper.run.store.db.conn, paper.name, most):
        if not src.startswith(("http://", "https://")):
            continue
        try:
            yield Request(
                paper.location(src),
                callback=_answer,
                errback=_no_answer,
                cb_kwargs={"src": src},
                meta={MARK: True, "dont_retry": True},
                priority=-1,
                dont_filter=True,
            )
        except ValueError as error:  # what a page calls an address may be none
            paper.run.keep_image(ImageAnswer(src, "refused", reason=str(error)[:80]))


def _answer(response: Response, src: str) -> Iterator[ImageAnswer]:
    if response.status in {404, 410}:
        yield ImageAnswer(src, "gone", reason=f"HTTP status {response.status}")
    elif response.status != 200:
        yield ImageAnswer(src, "failed", reason=f"HTTP status {response.status}")
    elif kept.kind_of(response.body) is None:
        kind = (response.headers.get("Content-Type") or b"unknown").decode("latin-1")
        yield ImageAnswer(src, "refused", reason=f"not an image that is kept but {kind}"[:80])
    else:
        meta = response.meta
        yield ImageAnswer(src, "kept", capture=meta.get("capture"), same_as=meta.get("same_as"))


def _no_answer(failure: Any) -> Iterator[ImageAnswer]:
    if failure.check(Ended):
        return
    state, reason = explain(failure.value)
    yield ImageAnswer(failure.request.cb_kwargs["src"], state, reason=reason)
