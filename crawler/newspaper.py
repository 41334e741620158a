"""A newspaper as data: its names, its hosts, the shape of its articles' addresses, its seeds.

Identity is the paper, not the host: `name` is the id in the database for ever, and one host may
show articles of several papers. A mirror stands in for the paper in tests and demonstrations; what
is stored are the paper's own addresses.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import Any, ClassVar, Literal, NamedTuple, Self

from scrapy import Request

from archive.model import Article
from archive.store.store import Store
from crawler.extraction.feeds import Feed, Numbers, Section, Sitemap
from crawler.parsers import Rules
from crawler.parsers.family import Family, families
from crawler.spiders.newspaper import Walk
from crawler.urls.canonical import (
    canonical,
    guess_page_type,
    is_about_page,
    split,
    strip_host_prefix,
)
from crawler.urls.patterns import UrlPattern

__all__ = ["Feed", "Host", "Numbers", "Paper", "Rules", "Section", "Sitemap"]

Evidence = Literal["page", "address", "none"]
"""What a paper's rules were seen to work on: a saved page, addresses of real articles, nothing."""

_SLASHES = re.compile(r"/{2,}")


class Host(str):
    """The name of a host, with the days (ISO) between which it was the paper's, as far as known."""

    since: str | None
    until: str | None

    def __new__(cls, name: str, *, since: str | None = None, until: str | None = None) -> Self:
        """A host known from `since` on, up to `until`."""
        host = super().__new__(cls, name)
        host.since, host.until = since, until
        return host


class Claim(NamedTuple):
    """How strongly a paper claims an address that others may claim too; the greatest wins."""

    names_host: bool  # one of its shapes is written for this very host
    owns_host: bool  # it is the host under which the paper is stored


class Paper(Walk):
    """A provincial newspaper; subclasses in `crawler/newspapers/` are data and nothing else.

    `hosts` are all that show or showed its pages, and the first is the one that is asked and
    stored; their twins with www., m. and amp. are understood. `article` are the shapes of its
    addresses where they differ from its family's. `province_now` is the unit since 1 July 2025,
    `successor` the paper that took over then.
    """

    title: ClassVar[str]
    province: ClassVar[str | None]
    province_now: ClassVar[str | None]
    hosts: ClassVar[tuple[str, ...]]
    scheme: ClassVar[str] = "https"
    family: ClassVar[str | None] = None
    article: ClassVar[tuple[UrlPattern, ...]] = ()
    successor: ClassVar[str | None] = None
    evidence: ClassVar[Evidence] = "address"
    marks: ClassVar[tuple[str, ...]] = ()  # how it opens a text of its own, "(QBĐT) -"
    tells_articles: ClassVar[bool] = True  # by their addresses, whatever a page looks like

    def __init__(self, *, mirror: str | None = None, **arguments: Any) -> None:
        """`mirror` is the address of a server that shows the paper's pages in its place."""
        super().__init__(**arguments)
        self.home = f"{self.scheme}://{self.hosts[0]}/"
        self._mirror = split(canonical(mirror) or mirror) if mirror else None
        if mirror:
            self.arguments["mirror"] = mirror

    @classmethod
    def handles_request(cls, request: Request) -> bool:
        """Whether `scrapy shell URL` should take this paper for the address."""
        return cls.host_of(split(request.url).host) is not None

    @classmethod
    def host_of(cls, name: str) -> str | None:
        """The host of the paper that is meant by a name or its twin; None for another site's."""
        meant = strip_host_prefix(name)
        return next((host for host in cls.hosts if strip_host_prefix(host) == meant), None)

    @classmethod
    def shapes(cls) -> tuple[UrlPattern, ...]:
        """The shapes of the paper's articles: its own, or its family's."""
        if cls.article or cls.family is None:
            return cls.article
        return (family.article,) if (family := _family(cls.family)) and family.article else ()

    @classmethod
    def stored(cls, url: str) -> str | None:
        """The form in which an address of this paper is stored; None for another site's.

        An article whose shape holds on all hosts goes under the first, where the paper moved with
        all it had; what is known of one host only, and what is no article, stays where it is.
        """
        found = canonical(url)
        parts = split(found) if found else None
        host = cls.host_of(parts.host) if parts else None
        if parts is None or host is None:
            return None
        path, mark, query = parts.path.partition("?")
        path = _SLASHES.sub("/", path) + mark + query
        for one in cls._shapes_on(host):
            if written := one.stored_path(path):
                return f"{cls.scheme}://{one.host or cls.hosts[0]}{written}"
        return f"{cls.scheme}://{host}{path}"

    @classmethod
    def key(cls, address: str) -> str | None:
        """What all addresses of one article have in common within the paper; None where unknown.

        For Báo Thanh Hóa /mot-thoi-lam-bao-120517.htm and /doi-song/mot-thoi-lam-bao/120517.htm
        both give "120517.htm".
        """
        _, host, path = split(cls.stored(address) or address)
        return next(filter(None, (one.key(path) for one in cls._shapes_on(host))), None)

    @classmethod
    def twin_key(cls, address: str) -> str | None:
        """What stored addresses have in common that surely lead to one article; None where unknown.

        That is paper, id and words: an id may have been given out anew by another system, and
        other words may be a new title, which is worth a look.
        """
        _, host, path = split(address)
        for one in cls._shapes_on(host):
            if key := one.key(path):
                return f"{cls.name} {key} {one.slug_words(path)}"
        return None

    @classmethod
    def claim(cls, address: str, published: str | None = None) -> Claim | None:
        """How strongly the paper claims an address, published on a day; None for another site's."""
        found = canonical(address)
        own = cls.host_of(split(found).host) if found else None
        if own is None:
            return None
        path = split(cls.stored(address) or address).path
        named = any(
            one.host == own and one.applies(own, published) and one.match(path)
            for one in cls._shapes_on(own)
        )
        return Claim(named, own == cls.hosts[0])

    @classmethod
    def shows(cls, address: str) -> bool:
        """Whether an address has the shape of the paper's articles, on whatever host."""
        path = split(address).path
        return any(one.match(path) for one in cls.shapes() if one.host is None)

    @classmethod
    def owner(cls, address: str, published: str | None) -> str:
        """Whose an article is that was found among this paper's: its own, or another's by day."""
        from crawler import newspapers  # which imports all papers, and so this module

        others = cls._others()
        found = newspapers.paper_of(address, published) if others else None
        return found.name if found in others else cls.name

    @classmethod
    def introduce(cls, store: Store) -> None:
        """Write the paper's row, without which none of its pages can be stored.

        With it those of the papers whose articles are met among its own.
        """
        for one in cls.met_together():
            store.save_paper(one.name, one.title, one.province, one.province_now, one.hosts)

    @classmethod
    def met_together(cls) -> tuple[type[Paper], ...]:
        """The paper, those that are met under the same hosts, and those that it took over."""
        return (cls, *cls._others())

    def address(self, url: str) -> str | None:
        """Like `stored`, and an address on the mirror is the paper's."""
        if self._mirror and (found := canonical(url)):
            scheme, host, path = split(found)
            if (scheme, host) == self._mirror[:2]:
                return self.stored(f"{self.scheme}://{self.hosts[0]}{path}")
        return self.stored(url)

    def location(self, address: str) -> str:
        """Where a stored address is asked for: there, or on the mirror."""
        if self._mirror is None:
            return address
        return f"{self._mirror.scheme}://{self._mirror.host}{split(address).path}"

    @classmethod
    def settled(cls, article: Article) -> Article:
        """What was read under a stored address, with its own address, its owner and its kind.

        The owner is the paper that the page names (crawler/extraction/attribution.py), else that of
        the address. A paper that has a file knows its articles by their addresses: its other pages
        are none, and one about the newspaper itself, without day and author, is none anywhere.
        """
        named = [one for one in cls._others() if one.name == article.paper]
        signed = article.published or article.authors
        is_own = not signed and is_about_page(article.url)
        is_one = cls.is_article(article.url) or any(
            one.shows(article.canonical_url) for one in named
        )
        if article.kind == "article" and (is_own or (cls.tells_articles and not is_one)):
            article = replace(article, kind="not_article")
        owner = article.paper if named else cls.owner(article.url, article.published)
        addresses = (one.stored(article.canonical_url) for one in (*named, cls))
        first = next(filter(None, addresses), article.url)
        return replace(article, canonical_url=first, paper=owner)

    @classmethod
    def is_article(cls, address: str, published: str | None = None) -> bool:
        """Whether a stored address has the shape of the paper's articles.

        On a host that others share the day of publication may decide.
        Where nobody has seen the rule, on a host that is no longer asked or in a paper without rule
        or evidence, an address with the shape that articles have anywhere is one too.
        """
        _, host, path = split(address)
        own = cls.host_of(host) or host
        for one in cls._shapes_on(own):
            if one.match(path) and (one.host is None or one.applies(own, published)):
                return True
        if any(one.host == own for one in cls.shapes()):
            return False
        unseen = own != cls.hosts[0] or cls.evidence == "none" or not cls.shapes()
        return unseen and guess_page_type(path) == "article"

    @classmethod
    def _others(cls) -> tuple[type[Paper], ...]:
        """The papers met under the same hosts, or taken over; none for a paper without a file."""
        from crawler import newspapers  # as above

        if newspapers.papers().get(cls.name) is not cls:
            return ()
        found = (*newspapers.sharing(cls.name), *newspapers.merged_into(cls.name))
        return tuple(dict.fromkeys(found))

    @classmethod
    def _shapes_on(cls, host: str) -> list[UrlPattern]:
        """The shapes that may hold on a host: those written for it, else those for any."""
        named = [one for one in cls.shapes() if one.host == host]
        return named or [one for one in cls.shapes() if one.host is None]


@cache
def _family(name: str) -> Family | None:
    return next((family for family in families() if family.name == name), None)
