"""Shapes of article addresses: which path and query is an article's, on which host, and when.

The common shapes have names here, and families and papers refer to them; how far a shape holds is
said with `on` and `within`. Case matters everywhere: Sơn La's ids differ in nothing else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property

_EXTENSION = re.compile(r"\.\w{2,5}$")
_LETTERS = re.compile(r"[^\W\d_]")
_ID_PLACEHOLDER = "\0"  # stands for the id in a path


@dataclass(frozen=True)
class UrlPattern:
    """A regular expression that an article's path with query matches from the start.

    `host` bounds it to one host of the paper, `since` and `until` (ISO days) to what was published
    then. The group `id`, where there is one, holds what stays when an address is written anew: with
    the file's extension it is unique within the paper. `slash`: of two addresses that differ only
    in their last slash, the one that has it is stored.
    """

    regex: str
    host: str | None = None
    since: str | None = None
    until: str | None = None
    slash: bool = False

    def on(self, host: str) -> UrlPattern:
        """The same shape, on this host only."""
        return replace(self, host=host)

    def within(self, since: str | None = None, until: str | None = None) -> UrlPattern:
        """The same shape, for what was published between these days, both included."""
        return replace(self, since=since, until=until)

    def match(self, path: str) -> re.Match[str] | None:
        """The match of a path with query, wherever and whenever it was published."""
        return self._compiled.match(path)

    def stored_path(self, path: str) -> str | None:
        """The spelling of a path with query that is stored; None for what is no article's.

        An `.amp` twin is its `.html`; a query that the shape does not ask for only tells where a
        reader came from; of the two spellings of a last slash one is kept.
        """
        bare = path.partition("?")[0]
        plain = bare.removesuffix(".amp") + ".html" if bare.endswith(".amp") else bare
        path = next((one for one in (plain, bare, path) if self.match(one)), "")
        other = path.rstrip("/") + ("/" if self.slash else "")
        return (other if self.match(other) else path) or None

    def key(self, path: str) -> str | None:
        """What stays of an article's path when it is written anew; None where nothing is known to.

        >>> SLUG_ID.key("/mot-tin-khac-3210121.html")
        '3210121.html'
        """
        found = self.match(path)
        if found is None or not (id_ := found.groupdict().get("id")):
            return None
        extension = _EXTENSION.search(path.partition("?")[0])
        return id_ + (extension.group() if extension else "")

    def slug_words(self, path: str) -> str:
        """The words of an article's path: what stands with the id, else the last part with letters.

        >>> SLUG_ID_HTM.words("/doi-song-xa-hoi/mot-thoi-lam-bao-tet/120517.htm")
        'mot-thoi-lam-bao-tet'
        """
        found = self.match(path)
        if found is None or not found.groupdict().get("id"):
            return ""
        start, end = found.span("id")
        bare = _EXTENSION.sub("", f"{path[:start]}{_ID_PLACEHOLDER}{path[end:]}".partition("?")[0])
        parts = [part for part in bare.split("/") if _LETTERS.search(part)]
        beside = (part for part in parts if _ID_PLACEHOLDER in part)
        return next(beside, parts[-1] if parts else "").replace(_ID_PLACEHOLDER, "").strip("-")

    def applies(self, host: str, published: str | None) -> bool:
        """Whether the shape is known to hold on a host for what was published on a day.

        A shape with days holds for no article whose day is unknown.
        """
        if self.host not in {None, host}:
            return False
        if self.since is None and self.until is None:
            return True
        day = (published or "")[:10]
        return bool(day) and (self.since or "") <= day <= (self.until or "9")

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self.regex)


MONTH_FOLDER = UrlPattern(
    r"/(?:[\w-]+/)+(?:19|20)\d{4}/[^/?]+-(?P<id>\d{6,8}|[0-9a-f]{7})/?$", slash=True
)
"""/tin-moi/202507/slug-83102d4/, /channel/5433/202304/slug-3942094/; hex may be all digits."""

LETTER_A = UrlPattern(r"/[^/?]*-(?P<id>a\d+)\.html$")
"""/slug-a324941.html; a slug is cut at a hundred letters and may begin with a hyphen."""

POST = UrlPattern(r"/[^/?]+-(?P<id>post\d+)\.html$")
"""/slug-post404649.html, with an .amp twin."""

SLUG_ID = UrlPattern(r"/[^/?]+-(?P<id>\d{5,8})\.html$")
"""/slug-3210121.html; not /slug-event123.html, which is a list."""

SECTION_SLUG_ID = UrlPattern(r"/[^/?]+/[^/?]+-(?P<id>\d{4,7})\.html$")
"""/xa-hoi/slug-48330.html, two levels deep; a list lies one level deep, /xa-hoi-8.html?page=3."""

SLUG_ID_HTM = UrlPattern(r"/(?!print/)(?:[^/?]+/)*[^/?]+[-/](?P<id>\d{5,7})\.htm$")
"""/slug-120517.htm, which is also /doi-song/slug/120517.htm; the print view is scrambled."""

ASPX = UrlPattern(r"/[^/?]+/[^/?]+-(?P<id>\d+)\.aspx$")
"""/phong-su-anh/slug-48437.aspx"""

NUMBERS = UrlPattern(r"/\d+/(?P<id>\d+)/[^/?]+\.(?:aspx|html?)$")
"""/76/106583/slug.html: number of the section, number of the article."""

POSTID = UrlPattern(r"/[^/?]+-(?P<id>postid\d+)\.bbg$")
"""/slug-postid294056.bbg, of Báo Bắc Giang and since July 2025 of Báo Bắc Ninh."""
