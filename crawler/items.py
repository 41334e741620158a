"""Fetch results: the outcome for one URL, passed from spiders and jobs to the run."""

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

    `pages` and `listings` will be fetched; `aliases` are further URLs of known articles.
    """

    pages: tuple[str, ...] = ()
    listings: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


NO_LINKS = Links()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetch:
    """The common fields of all results: stored URL, newspaper's id, and capture, if any.

    `revisited` is the previous state of an article that was fetched again; `counted_as` is the name
    of the count for results without an article.
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
    """A page that was fetched and parsed; `article` is None for a page that is not an article.

    `poll` and `weather` are boxes of any page. `layout` is the layout fingerprint; `changed` (UTC)
    the time of the last change in a sitemap or feed; `is_listing` is True for a page that was
    requested as a single page and is a listing page.
    """

    counted_as = "not_article"
    capture: Capture
    article: Article | None = None
    poll: Poll | None = None
    weather: Weather | None = None
    layout: str | None = None
    changed: str | None = None
    is_listing: bool = False

    def with_article(self, article: Article, layout: str | None = None) -> Fetched:
        """The result with the parsed page, which may not be an article."""
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
    """A redirect inside the newspaper; its target is in `links` if it will be fetched."""

    counted_as = "moved"
    capture: Capture
    changed: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unchanged(Fetch):
    """A page that has not changed (HTTP status 304)."""

    counted_as = "unchanged"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone(Fetch):
    """A page that does not exist (HTTP status 404 or 410)."""

    counted_as = "gone"
    status: int = 404


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed(Fetch):
    """A failed request; the URL is retried later."""

    counted_as = "failed"
    failure: Failure


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused(Fetch):
    """A response that is not a page, or a request that is not allowed; it is not retried."""

    counted_as = "refused"
    failure: Failure


FetchResult = Fetched | Moved | Unchanged | Gone | Failed | Refused


@dataclass(frozen=True, slots=True)
class ImageResult:
    """The outcome for an image; `same_as` is the id of an earlier capture with the same payload."""

    src: str
    state: ImageState
    capture: Capture | None = None
    same_as: int | None = None
    reason: str | None = None
