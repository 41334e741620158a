"""URL classification for newspapers without a URL pattern: article, listing page or other.

A URL is reduced to its shape: depth, file extension, position of numbers and long slugs. Three
signals decide, in this order: the page types already seen for the shape, the URL forms that
articles have on most sites, and headline-like link texts that repeat on one page. The parsed page
itself overrules them all.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from crawler.urls.canonical import PageType, guess_page_type, split, split_page_number
from crawler.urls.traps import url_trap

_MIN_PAGES = 3  # pages of a shape before their type counts
_MIN_MAJORITY = 0.6  # share of them that must have the same type
_HEADLINE_WORDS, _HEADLINE_LENGTH = 5, 22
_LONG_SLUG = 5  # words; a slug made from a headline has at least so many
_MIN_REPEATED = 3  # headline links of one shape on a page
_EXTENSION = re.compile(r"\.\w{2,5}$")
_ID = re.compile(r"^(?P<words>.*?)-?(?P<mark>[a-z]{0,8}?)(?P<digits>\d+)$", re.IGNORECASE)
_MIN_ID_DIGITS = 5  # shorter numbers are not unique to one article
_DATE_DIGITS = re.compile(
    r"(?:(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:(?:19|20)?\d\d)"
    r"|(?:19|20)?\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))$"
)
_HASH_ID = re.compile(
    r"-(?:(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{7}|(?=[a-z\d]*[A-Z])[A-Za-z\d]{8,10})$"
)


def path_shape(path: str) -> str:
    """Shape of a path with query: each segment and query value replaced by a code for its type.

    Codes: `a` short slug, `A` long slug, `9` long number, `1` short number, each with the letters
    before it (`post9`) and `w-` for words in front (`w-post9`); `w-x` words with a hash.

    >>> path_shape("/xa-hoi/nuoc-len-nhanh-trong-dem-12345.html")
    '/a/w-9.html'
    >>> path_shape("/xa-hoi-5.html")
    '/w-1.html'
    """
    path, _, query = path.partition("?")
    slash = "/" if path.endswith("/") and path != "/" else ""
    extension = _EXTENSION.search(path)
    ending = extension.group() if extension else slash
    stem = path.removesuffix(ending) if ending else path
    parts = "/".join(map(_segment_shape, stem.split("/")))
    keys = [f"{key}={_segment_shape(value)}" for key, _, value in _pairs(query)]
    return f"{parts}{ending}{'?' if keys else ''}{'&'.join(sorted(keys))}"


def slug_and_id(path: str) -> str | None:
    """Last segment of an article's path, the same in every section; None for other pages.

    >>> slug_and_id("/kinh-te/nuoc-len-nhanh-trong-dem-12345.html")
    'nuoc-len-nhanh-trong-dem-12345'
    """
    last = _EXTENSION.sub("", path.partition("?")[0].rstrip("/")).rpartition("/")[2]
    kind = _segment_shape(last)
    return last if kind.startswith("w-") and kind[-1] in "9x" else None


def article_id(path: str) -> str | None:
    """Id in an article's slug, which stays when the slug's words change.

    None where the digits may be a date, because several articles share one.

    >>> article_id("/nuoc-len-nhanh-post404649.html"), article_id("/xo-so-060523.html")
    ('post404649', None)
    """
    found = _ID.match(slug_and_id(path) or "")
    if (
        found is None
        or len(found["digits"]) < _MIN_ID_DIGITS
        or _DATE_DIGITS.match(found["digits"])
    ):
        return None
    return f"{found['mark'].lower()}{found['digits']}"


def is_headline(text: str) -> bool:
    """Whether a link text is long enough to be a headline rather than a section name."""
    return len(text) >= _HEADLINE_LENGTH and len(text.split()) >= _HEADLINE_WORDS


@dataclass(frozen=True, slots=True)
class Heuristic:
    """Article pattern of a newspaper without a file: URL forms that articles have on most sites."""

    host: str | None = None

    def match(self, path: str) -> bool:
        """Whether a path has the form of an article."""
        return guess_page_type(path) == "article"

    def stored_path(self, path: str) -> None:
        """None: every path is stored unchanged."""

    def key(self, path: str) -> str | None:
        """The id in an article's slug, or else the slug with id; None for other pages."""
        return article_id(path) or slug_and_id(path)

    def duplicate_key(self, path: str) -> str | None:
        """The slug of an article with its id; None for other pages."""
        return slug_and_id(path)

    def applies(self, host: str, published: str | None) -> bool:  # noqa: ARG002 - an ArticlePattern
        """True for every host and date."""
        return True


@dataclass(slots=True)
class LearnedPageTypes:
    """Counts the page types seen for each URL shape of one site, to classify further URLs."""

    _page_types: dict[str, Counter[str]] = field(default_factory=dict)
    _counted: set[str] = field(default_factory=set)

    def record(self, url: str, page_type: PageType) -> None:
        """Record the type of a parsed page; each URL counts once."""
        if url not in self._counted:
            self._counted.add(url)
            self._page_types.setdefault(path_shape(split(url).path), Counter())[page_type] += 1

    def _majority(self, url: str) -> PageType | None:
        """Type of most pages with the URL's shape; None while too few were parsed."""
        counts = self._page_types.get(path_shape(split(url).path), Counter())
        for page_type in ("article", "listing", "other"):
            if counts.total() >= _MIN_PAGES and counts[page_type] >= _MIN_MAJORITY * counts.total():
                return page_type
        return None

    def classify(self, url: str, repeated: Mapping[str, int] = {}) -> PageType:
        """Expected type of the page at a URL.

        `repeated` is the result of `repeated_headlines` for the page that links to it.
        """
        path = split(url).path
        by_url = guess_page_type(path)
        if by_url == "other" or url_trap(url):
            return "other"
        if split_page_number(path)[1] > 1:
            return "listing"
        if majority := self._majority(url):
            return majority
        if by_url == "listing" and repeated.get(path_shape(path), 0) >= _MIN_REPEATED:
            return "article"
        return by_url


def repeated_headlines(links: Iterable[tuple[str, str]]) -> dict[str, int]:
    """Number of headline links per URL shape, for `(url, link text)` pairs of one page.

    Shapes for which at most half of the links are headlines are left out.
    """
    headlines: Counter[str] = Counter()
    all_links: Counter[str] = Counter()
    for url, text in links:
        shape = path_shape(split(url).path)
        all_links[shape] += 1
        headlines[shape] += is_headline(text)
    return {shape: count for shape, count in headlines.items() if count > all_links[shape] / 2}


def _segment_shape(part: str) -> str:
    """Code for the type of a path segment or query value, as listed in `path_shape`."""
    if not part:
        return ""
    if _HASH_ID.search(part):
        return "w-x"
    if found := _ID.match(part):
        digits = "9" if len(found["digits"]) > 3 else "1"  # sections have short numbers
        return f"{'w-' if found['words'] else ''}{found['mark'].lower()}{digits}"
    return "A" if len(part.strip("-").split("-")) >= _LONG_SLUG else "a"


def _pairs(query: str) -> list[tuple[str, str, str]]:
    return [pair.partition("=") for pair in query.split("&") if pair]
