"""The data model of a newspaper: its names, hosts, article URL patterns, seeds and selectors.

A newspaper is not a host: its id is permanent, but its host may change, and one host may have the
articles of several newspapers. All classes are immutable, all functions pure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, Self

from archive.errors import UsageProblem
from crawler.parsers.rules import NO_RULES, Rules
from crawler.urls.canonical import canonical, guess_page_type, split, strip_host_prefix
from crawler.urls.heuristics import Heuristic
from crawler.urls.patterns import ArticlePattern, UrlPattern

__all__ = ["Claim", "Family", "Feed", "Host", "Newspaper", "Rules", "Section", "Seed", "Sitemap"]

Evidence = Literal["page", "address", "none"]
"""What the rules were tested on: saved pages, URLs of real articles, or nothing."""

_SLASHES = re.compile(r"/{2,}")


@dataclass(frozen=True, slots=True)
class Section:
    """A seed: a listing page with the newest articles first, and older ones on its next pages."""

    path: str


@dataclass(frozen=True, slots=True)
class Feed:
    """A seed: an RSS or Atom feed."""

    path: str


@dataclass(frozen=True, slots=True)
class Sitemap:
    """A seed: a sitemap or a sitemap index, plain or gzip."""

    path: str


Seed = Section | Feed | Sitemap


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """A family: newspapers with the same CMS, and so with the same markup and selectors.

    `signs` are CSS selectors; a page belongs to the family if all of them match. `article` is the
    pattern of article URLs, None if each newspaper has its own.
    """

    name: str
    signs: tuple[str, ...]
    rules: Rules
    article: UrlPattern | None = None


class Host(str):
    """A host name, with the first and last day (ISO) on which it was the newspaper's, if known."""

    since: str | None
    until: str | None

    def __new__(cls, name: str, *, since: str | None = None, until: str | None = None) -> Self:
        """A host used from `since` to `until`, both included."""
        host = super().__new__(cls, name)
        host.since, host.until = since, until
        return host


class Claim(NamedTuple):
    """The strength of a newspaper's claim on a URL of a shared host; the greatest wins."""

    names_host: bool  # the URL matches a pattern that is restricted to this host
    owns_host: bool  # its articles are stored under this host


@dataclass(frozen=True, kw_only=True)
class Newspaper:
    """One provincial newspaper; `crawler/newspapers/` has a file for each.

    `hosts` are its present and former hosts, also with the prefixes www., m. and amp.; the first is
    crawled and stored. `article` has the patterns of its article URLs if they differ from its
    family's. `province_now` is the province since 1 July 2025, `successor` the id of the newspaper
    with which it was merged then. Its own articles begin with one of `marks`: "(QBĐT) -". `seeds`
    are empty if the crawl should find listing pages. `has_file` is False for a newspaper that is
    known only by its home page; `invented` is True for the newspaper of the demo.
    """

    title: str
    province: str | None
    province_now: str | None
    hosts: tuple[str, ...]
    id: str = ""  # the registry sets it to the name of the file
    scheme: str = "https"
    family: Family | None = None
    article: tuple[ArticlePattern, ...] = ()
    seeds: tuple[Seed, ...] = ()
    rules: Rules = NO_RULES
    successor: str | None = None
    evidence: Evidence = "address"
    marks: tuple[str, ...] = ()
    has_file: bool = True
    invented: bool = False

    @classmethod
    def from_home_page(cls, url: str) -> Newspaper:
        """A newspaper without a file, known by its home page and crawled by heuristics.

        Raises UsageProblem for an invalid URL.
        """
        found = canonical(url)
        if found is None:
            raise UsageProblem(f"invalid URL “{url}”: use a form such as https://baobaclieu.vn/")
        scheme, host, path = split(found)
        bare = strip_host_prefix(host)
        return cls(
            id=bare.replace(":", "-").strip("[]"),
            title=bare,
            province=None,
            province_now=None,
            hosts=(host,),
            scheme=scheme,
            article=(Heuristic(),),
            seeds=tuple(dict.fromkeys((Section("/"), Section(path)))),
            has_file=False,
        )

    @property
    def home(self) -> str:
        """The URL of the home page."""
        return f"{self.scheme}://{self.hosts[0]}/"

    @property
    def finds_listings(self) -> bool:
        """Whether a crawl follows listing pages other than `seeds`."""
        return not (self.has_file and self.seeds)

    def host_of(self, name: str) -> str | None:
        """The newspaper's host for a host name with or without prefix; None for another site."""
        bare = strip_host_prefix(name)
        return next((host for host in self.hosts if strip_host_prefix(host) == bare), None)

    def patterns(self) -> Sequence[ArticlePattern]:
        """The patterns of its article URLs: its own or its family's."""
        if self.article or self.family is None or self.family.article is None:
            return self.article
        return (self.family.article,)

    def stored(self, url: str) -> str | None:
        """The form in which a URL of this newspaper is stored; None for another site's.

        An article URL is stored under the first host, unless its pattern is restricted to a host.
        Other URLs keep their host.
        """
        found = canonical(url)
        parts = split(found) if found else None
        host = self.host_of(parts.host) if parts else None
        if parts is None or host is None:
            return None
        path, mark, query = parts.path.partition("?")
        path = _SLASHES.sub("/", path) + mark + query
        for one in self._patterns_on(host):
            if written := one.stored_path(path):
                return f"{self.scheme}://{one.host or self.hosts[0]}{written}"
        return f"{self.scheme}://{host}{path}"

    def article_key(self, url: str) -> str | None:
        """A key that all URLs of an article share within the newspaper; None if unknown.

        For Báo Thanh Hóa, /mot-thoi-lam-bao-120517.htm and /doi-song/mot-thoi-lam-bao/120517.htm
        both have the key "120517.htm".
        """
        _, host, path = split(self.stored(url) or url)
        return next(filter(None, (one.key(path) for one in self._patterns_on(host))), None)

    def duplicate_key(self, stored_url: str) -> str | None:
        """A key that only URLs of the same article share; None if unknown.

        It consists of id and slug: a new CMS may reuse an id, and a new slug may mean a new title,
        which should be fetched.
        """
        _, host, path = split(stored_url)
        keys = (one.duplicate_key(path) for one in self._patterns_on(host))
        return next((f"{self.id} {key}" for key in keys if key), None)

    def claim(self, url: str, published: str | None = None) -> Claim | None:
        """The newspaper's claim on a URL, for an article of that day; None for another site's."""
        found = canonical(url)
        own = self.host_of(split(found).host) if found else None
        if own is None:
            return None
        path = split(self.stored(url) or url).path
        named = any(
            one.host == own and one.applies(own, published) and one.match(path)
            for one in self._patterns_on(own)
        )
        return Claim(named, own == self.hosts[0])

    def matches_on_any_host(self, url: str) -> bool:
        """Whether the path matches an article pattern that is not restricted to a host."""
        path = split(url).path
        return any(one.match(path) for one in self.patterns() if one.host is None)

    def is_article(self, stored_url: str, published: str | None = None) -> bool:
        """Whether a stored URL is an article's; on a shared host `published` may decide.

        If the patterns are untested (on a former host, without patterns or without evidence), a URL
        with a usual shape of article URLs counts too.
        """
        _, host, path = split(stored_url)
        own = self.host_of(host) or host
        for one in self._patterns_on(own):
            if one.match(path) and (one.host is None or one.applies(own, published)):
                return True
        if any(one.host == own for one in self.patterns()):
            return False
        untested = own != self.hosts[0] or self.evidence == "none" or not self.patterns()
        return untested and guess_page_type(path) == "article"

    def _patterns_on(self, host: str) -> list[ArticlePattern]:
        """The patterns for a host: those restricted to it, or else those for any host."""
        named = [one for one in self.patterns() if one.host == host]
        return named or [one for one in self.patterns() if one.host is None]
