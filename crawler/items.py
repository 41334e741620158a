"""A visit: what became of one address in a run, handed from who asked to who stores."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, Self

from archive.model import Article, Capture, Poll, Weather
from archive.store.frontier import Kind

MOVED = "moved"
"""The reason of a visit that met a redirect: an alias, counted apart."""

BEYOND = "before --since"
"""The reason of a list that was not read because what stands on it is too old."""

LISTING = "listing"
"""The reason of a single page that turned out to be a list."""

State = Literal["fetched", "failed", "gone", "refused", "unchanged"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What became of one address, and what was found there.

    `poll` and `weather` stood on the page, article or not. `pages` and `listings` are addresses to
    fetch, known or not, `aliases` other addresses of articles that are known; `changed` (UTC) is
    the newest change that the newspaper's sitemap told of the page. `asked` is off for a page that
    came from elsewhere, of which the frontier need not hear. `was` is the state of a known page
    that was asked for again; `layout` is the one around the text of an article.
    """

    paper: str | None
    url: str
    state: State
    kind: Kind = "page"
    capture: Capture | None = None
    article: Article | None = None
    poll: Poll | None = None
    weather: Weather | None = None
    status: int | None = None
    reason: str | None = None
    layout: str | None = None
    changed: str | None = None
    pages: tuple[str, ...] = ()
    listings: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    asked: bool = True
    was: Literal["fetched", "gone"] | None = None

    def saying(self, article: Article) -> Self:
        """The visit with what was read from the page, which may turn out to be no article."""
        return replace(
            self,
            article=article if article.kind == "article" else None,
            poll=article.poll,
            weather=article.weather,
            reason=LISTING if article.kind == "listing" else self.reason,
        )
