"""What the shape of an address means at a newspaper whose rule nobody has written.

An address is reduced to its form: depth, extension, where figures and long slugs stand. What pages
of a form turned out to be decides first; then the shapes that articles have anywhere; then the
headline that a link carries, where a page repeats the form. The page itself has the last word.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from crawler.urls.canonical import PageType, guess_page_type, split, split_page_number
from crawler.urls.traps import url_trap

_MIN_PAGES = 3  # pages of a form before it is believed
_MIN_MAJORITY = 0.6  # of them, to be believed
_HEADLINE_WORDS, _HEADLINE_LENGTH = 5, 22
_LONG_SLUG = 5  # words of a slug that is a headline
_MIN_REPEATED = 3  # links of a form on a page
_EXTENSION = re.compile(r"\.\w{2,5}$")
_ID = re.compile(r"^(?P<words>.*?)-?(?P<mark>[a-z]{0,8}?)(?P<figures>\d+)$", re.IGNORECASE)
_MIN_ID_DIGITS = 5  # of a number that no two articles share
_DATE_DIGITS = re.compile(
    r"(?:(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:(?:19|20)?\d\d)"
    r"|(?:19|20)?\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))$"
)
_HASH_ID = re.compile(
    r"-(?:(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{7}|(?=[a-z\d]*[A-Z])[A-Za-z\d]{8,10})$"
)


def path_shape(path: str) -> str:
    """A path with query without what differs between two pages of one kind.

    >>> form("/xa-hoi/nuoc-len-nhanh-trong-dem-12345.html")
    '/a/w-9.html'
    >>> form("/xa-hoi-5.html")
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
    """The part of a path that an article takes along wherever it is shown: its words and its id.

    >>> own_part("/kinh-te/nuoc-len-nhanh-trong-dem-12345.html")
    'nuoc-len-nhanh-trong-dem-12345'
    """
    last = _EXTENSION.sub("", path.partition("?")[0].rstrip("/")).rpartition("/")[2]
    kind = _segment_shape(last)
    return last if kind.startswith("w-") and kind[-1] in "9x" else None


def article_id(path: str) -> str | None:
    """The id of an article under new words; None where figures may be a day, as several share it.

    >>> own_id("/nuoc-len-nhanh-post120999.html"), own_id("/xo-so-060523.html")
    ('post120999', None)
    """
    found = _ID.match(slug_and_id(path) or "")
    if (
        found is None
        or len(found["figures"]) < _MIN_ID_DIGITS
        or _DATE_DIGITS.match(found["figures"])
    ):
        return None
    return f"{found['mark'].lower()}{found['figures']}"


def is_headline(text: str) -> bool:
    """Whether the words of a link are a headline and not the name of a section."""
    return len(text) >= _HEADLINE_LENGTH and len(text.split()) >= _HEADLINE_WORDS


@dataclass(slots=True)
class LearnedPageTypes:
    """What pages of each form turned out to be."""

    _page_types: dict[str, Counter[str]] = field(default_factory=dict)
    _counted: set[str] = field(default_factory=set)

    def record(self, address: str, meaning: PageType) -> None:
        """Take in what a page was; each address counts once."""
        if address not in self._counted:
            self._counted.add(address)
            self._page_types.setdefault(path_shape(split(address).path), Counter())[meaning] += 1

    def _majority(self, address: str) -> PageType | None:
        """What most pages of the form were, where enough were read."""
        read = self._page_types.get(path_shape(split(address).path), Counter())
        for meaning in ("article", "listing", "other"):
            if read.total() >= _MIN_PAGES and read[meaning] >= _MIN_MAJORITY * read.total():
                return meaning
        return None

    def classify(self, address: str, repeated: Mapping[str, int] = {}) -> PageType:
        """What an address leads to; `repeated` counts a page's headlines by their form."""
        path = split(address).path
        by_shape = guess_page_type(path)
        if by_shape == "other" or url_trap(address):
            return "other"
        if split_page_number(path)[1] > 1:
            return "listing"
        if found := self._majority(address):
            return found
        if by_shape == "listing" and repeated.get(path_shape(path), 0) >= _MIN_REPEATED:
            return "article"
        return by_shape


def repeated_headlines(links: Iterable[tuple[str, str]]) -> dict[str, int]:
    """How many links of each form carry headlines; forms that mostly do not are left out."""
    headlines: Counter[str] = Counter()
    all_links: Counter[str] = Counter()
    for address, text in links:
        found = path_shape(split(address).path)
        all_links[found] += 1
        headlines[found] += is_headline(text)
    return {one: count for one, count in headlines.items() if count > all_links[one] / 2}


def _segment_shape(part: str) -> str:
    """A part of a path, or the value of a query, as its kind."""
    if not part:
        return ""
    if _HASH_ID.search(part):
        return "w-x"
    if found := _ID.match(part):
        figures = "9" if len(found["figures"]) > 3 else "1"  # sections have short numbers
        return f"{'w-' if found['words'] else ''}{found['mark'].lower()}{figures}"
    return "A" if len(part.strip("-").split("-")) >= _LONG_SLUG else "a"


def _pairs(query: str) -> list[tuple[str, str, str]]:
    return [pair.partition("=") for pair in query.split("&") if pair]
