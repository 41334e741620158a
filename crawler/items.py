"""Fetch results: what became of one URL, passed from spiders and jobs to the run."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar, Literal

from archive.model import Article, Capture, Poll, Weather
from archive.store.frontier import Kind
from archive.store.images import State as ImageState
from crawler.failures import Failure


@dataclass(frozen=True, slots=True)
class Links:
    """URLs found on a page.

    `pages` and `listings` are to be fetched, known or not; `aliases` are other URLs of known
    articles.
    """

    pages: tuple[str, ...] = ()
    listings: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


NO_LINKS = Links()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetch:
    """What all results say: the stored URL, its newspaper's id, and the response if there was one.

    `revisited` is the state that a known article had before it was fetched again; `counted_as` the
    name under which a run counts a result without an article.
    """

    counted_as: ClassVar[str]

    newspaper: str | None
    url: str
    kind: Kind = "page"
    capture: Capture | None = None
    revisited: Literal["fetched", "gone"] | None = None
    links: Links = NO_LINKS


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched(Fetch):
    """A page that was read; `article` is None where it holds none.

    `poll` and `weather` are boxes of the page, whether it is an article or not. `layout` is the
    fingerprint of the template; `changed` (UTC) the newest change that a sitemap or feed states;
    `is_listing` says that a single page turned out to list articles.
    """

    counted_as = "not_article"
    capture: Capture
    article: Article | None = None
    poll: Poll | None = None
    weather: Weather | None = None
    layout: str | None = None
    changed: str | None = None
    is_listing: bool = False

    def reading(self, article: Article, layout: str | None = None) -> Fetched:
        """The result with what was read from the page, which may turn out to be no article."""
        return replace(
            self,
            article=article if article.kind == "article" else None,
            poll=article.poll,
            weather=article.weather,
            layout=layout,
            is_listing=article.kind == "listing",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved(Fetch):
    """A redirect inside the newspaper; its target is in `links` where it is to be fetched."""

    counted_as = "moved"
    capture: Capture
    changed: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unchanged(Fetch):
    """The server says that the page did not change (HTTP status 304)."""

    counted_as = "unchanged"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone(Fetch):
    """The server says that there is no such page (HTTP status 404 or 410)."""

    counted_as = "gone"
    status: int = 404


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed(Fetch):
    """No page this time; the URL is tried again later."""

    counted_as = "failed"
    failure: Failure


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused(Fetch):
    """Not a page, or not allowed; the URL is not tried again."""

    counted_as = "refused"
    failure: Failure


FetchResult = Fetched | Moved | Unchanged | Gone | Failed | Refused


@dataclass(frozen=True, slots=True)
class ImageResult:
    """What became of an image; `same_as` is the id of a capture that holds the same bytes."""

    src: str
    state: ImageState
    capture: Capture | None = None
    same_as: int | None = None
    reason: str | None = None
