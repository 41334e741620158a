"""Known articles read again at the end of a crawl, when everything new has been fetched.

The frontier says which are due (archive/store/revisit_policy.py). A server that remembers its pages
is asked whether they changed (conditional GET), which saves both sides the page; it is a saving and
no proof, so every month the page is read whole.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from scrapy import Request
from scrapy.http import Response

from archive.store.frontier import Due
from crawler.items import Visit

if TYPE_CHECKING:
    from crawler.newspaper import Paper

_NOT_MODIFIED = 304


def rechecks(paper: Paper, most: int) -> Iterator[Request]:
    """Requests for what is due, as far as the limit of the crawl allows. Raises StorageFailed."""
    for due in paper.run.frontier.due(paper.name, most):
        known = {"If-None-Match": due.etag, "If-Modified-Since": due.last_modified}
        headers = {name: value for name, value in known.items() if value}
        for request in paper.ask([due.url], "page"):
            yield request.replace(
                headers=headers, callback=partial(_answer, paper, due), dont_filter=True
            )


async def _answer(
    paper: Paper, due: Due, response: Response, **asked: Any
) -> AsyncIterator[Visit | Request]:
    """Take in the answer as the walk does, and say what it means for a page that was known."""
    if response.status == _NOT_MODIFIED:
        paper.answered()
        capture = response.meta["capture"]
        yield Visit(paper=paper.name, url=due.url, state="unchanged", capture=capture)
        return
    async for one in paper.answer(response, **asked):
        if isinstance(one, Visit) and one.url == due.url:
            yield replace(one, was=due.state)
        else:
            yield one
