"""URL patterns of articles: regular expressions over path and query, valid per host and period.

The common patterns are constants here; families and newspapers refer to them and narrow them with
`on(host)` and `within(since, until)`. Matching is case-sensitive, because ids of Báo Sơn La differ
only in case.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Protocol

_EXTENSION = re.compile(r"\.\w{2,5}$")
_LETTERS = re.compile(r"[^\W\d_]")
_ID_PLACEHOLDER = "\0"  # marks the place of the id in a path


class ArticlePattern(Protocol):
    """Recognises the URLs of articles, by a regular expression (`UrlPattern`) or by heuristics."""

    @property
    def host(self) -> str | None:
        """The only host that the pattern is valid for; None for any."""

    def match(self, path: str) -> object:
        """A true value if a path with query is that of an article."""

    def stored_path(self, path: str) -> str | None:
        """Stored form of an article's path; None if it is stored unchanged."""

    def key(self, path: str) -> str | None:
        """Part of an article's path that survives a change of slug or section; None if unknown."""

    def duplicate_key(self, path: str) -> str | None:
        """Part of the path that is equal only for URLs of the same article; None if unknown."""

    def applies(self, host: str, published: str | None) -> bool:
        """Whether the pattern is valid for a host and a publication date (ISO)."""


@dataclass(frozen=True)
class UrlPattern:
    """A regular expression that the path and query of an article's URL match from the start.

    `host` restricts it to one host of the newspaper, `since` and `until` (ISO dates) to articles
    published in that period. The optional group `id` captures the part that survives a change of
    slug or section; together with the file extension it is unique within the newspaper. `slash`
    says whether the stored form of the URL ends in a slash.
    """

    regex: str
    host: str | None = None
    since: str | None = None
    until: str | None = None
    slash: bool = False

    def on(self, host: str) -> UrlPattern:
        """The same pattern, restricted to one host."""
        return replace(self, host=host)

    def within(self, since: str | None = None, until: str | None = None) -> UrlPattern:
        """The same pattern, restricted to a period of publication; both days are included."""
        return replace(self, since=since, until=until)

    def match(self, path: str) -> re.Match[str] | None:
        """Match a path with query, regardless of host and period."""
        return self._compiled.match(path)

    def stored_path(self, path: str) -> str | None:
        """Stored form of an article's path with query; None if the path does not match.

        `.amp` becomes `.html`, a query that the pattern does not need is dropped, and the final
        slash is added or removed as `slash` says.
        """
        bare = path.partition("?")[0]
        plain = bare.removesuffix(".amp") + ".html" if bare.endswith(".amp") else bare
        path = next((one for one in (plain, bare, path) if self.match(one)), "")
        other = path.rstrip("/") + ("/" if self.slash else "")
        return (other if self.match(other) else path) or None

    def key(self, path: str) -> str | None:
        """Id with file extension, which survives a change of the slug; None without an `id` group.

        >>> SLUG_ID.key("/mot-tin-khac-3210121.html")
        '3210121.html'
        """
        found = self.match(path)
        if found is None or not (id_ := found.groupdict().get("id")):
            return None
        extension = _EXTENSION.search(path.partition("?")[0])
        return id_ + (extension.group() if extension else "")

    def duplicate_key(self, path: str) -> str | None:
        """Key and slug of an article's path; None if it has no key.

        >>> SLUG_ID.duplicate_key("/mot-tin-khac-3210121.html")
        '3210121.html mot-tin-khac'
        """
        key = self.key(path)
        return f"{key} {self.slug_words(path)}" if key else None

    def slug_words(self, path: str) -> str:
        """Slug of an article's path: the words beside the id, else the last segment with letters.

        >>> SLUG_ID_HTM.slug_words("/doi-song-xa-hoi/mot-thoi-lam-bao-tet/120517.htm")
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
        """Whether the pattern is valid for a host and a publication date (ISO).

        A pattern with a period is not valid for an article whose date is unknown.
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
"""/tin-moi/202507/slug-83102d4/, /channel/5433/202304/slug-3942094/; a hex id may be all digits."""

LETTER_A = UrlPattern(r"/[^/?]*-(?P<id>a\d+)\.html$")
"""/slug-a324941.html; slugs are truncated to 100 characters and may begin with a hyphen."""

POST = UrlPattern(r"/[^/?]+-(?P<id>post\d+)\.html$")
"""/slug-post404649.html, also as .amp."""

SLUG_ID = UrlPattern(r"/[^/?]+-(?P<id>\d{5,8})\.html$")
"""/slug-3210121.html; not /slug-event123.html, which is a listing page."""

SECTION_SLUG_ID = UrlPattern(r"/[^/?]+/[^/?]+-(?P<id>\d{4,7})\.html$")
"""/xa-hoi/slug-48330.html, two levels; listing pages have one, /xa-hoi-8.html?page=3."""

SLUG_ID_HTM = UrlPattern(r"/(?!print/)(?:[^/?]+/)*[^/?]+[-/](?P<id>\d{5,7})\.htm$")
"""/slug-120517.htm or /doi-song/slug/120517.htm; not the print view, whose text is scrambled."""

ASPX = UrlPattern(r"/[^/?]+/[^/?]+-(?P<id>\d+)\.aspx$")
"""/phong-su-anh/slug-48437.aspx"""

NUMBERS = UrlPattern(r"/\d+/(?P<id>\d+)/[^/?]+\.(?:aspx|html?)$")
"""/76/106583/slug.html: section id, article id."""

POSTID = UrlPattern(r"/[^/?]+-(?P<id>postid\d+)\.bbg$")
"""/slug-postid294056.bbg: Báo Bắc Giang, since July 2025 Báo Bắc Ninh."""
