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

from crawler.urls.canonical import Meaning, paging, shape, split
from crawler.urls.traps import trap

_ENOUGH = 3  # pages of a form before it is believed
_MOST = 0.6  # of them, to be believed
_HEADLINE_WORDS, _HEADLINE_LENGTH = 5, 22
_LONG_SLUG = 5  # words of a slug that is a headline
_REPEATED = 3  # links of a form on a page
_EXTENSION = re.compile(r"\.\w{2,5}$")
_ID = re.compile(r"^(?P<words>.*?)-?(?P<mark>[a-z]{0,8}?)(?P<figures>\d+)$", re.IGNORECASE)
_LEAST_FIGURES = 5  # of a number that no two articles share
_DAY = re.compile(
    r"(?:(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:(?:19|20)?\d\d)"
    r"|(?:19|20)?\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))$"
)
_CODE = re.compile(r"-(?:(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{7}|(?=[a-z\d]*[A-Z])[A-Za-z\d]{8,10})$")


def form(path: str) -> str:
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
    parts = "/".join(map(_part, stem.split("/")))
    keys = [f"{key}={_part(value)}" for key, _, value in _pairs(query)]
    return f"{parts}{ending}{'?' if keys else ''}{'&'.join(sorted(keys))}"


def own_part(path: str) -> str | None:
    """The part of a path that an article takes along wherever it is shown: its words and its id.

    >>> own_part("/kinh-te/nuoc-len-nhanh-trong-dem-12345.html")
    'nuoc-len-nhanh-trong-dem-12345'
    """
    last = _EXTENSION.sub("", path.partition("?")[0].rstrip("/")).rpartition("/")[2]
    kind = _part(last)
    return last if kind.startswith("w-") and kind[-1] in "9x" else None


def own_id(path: str) -> str | None:
    """The id of an article under new words; None where figures may be a day, as several share it.

    >>> own_id("/nuoc-len-nhanh-post120999.html"), own_id("/xo-so-060523.html")
    ('post120999', None)
    """
    found = _ID.match(own_part(path) or "")
    if found is None or len(found["figures"]) < _LEAST_FIGURES or _DAY.match(found["figures"]):
        return None
    return f"{found['mark'].lower()}{found['figures']}"


def is_headline(text: str) -> bool:
    """Whether the words of a link are a headline and not the name of a section."""
    return len(text) >= _HEADLINE_LENGTH and len(text.split()) >= _HEADLINE_WORDS


@dataclass(frozen=True, slots=True)
class Heuristic:
    """The article pattern of a newspaper without a file: the forms that articles have anywhere."""

    host: str | None = None

    def match(self, path: str) -> bool:
        """Whether a path has the form of an article."""
        return shape(path) == "article"

    def written(self, path: str) -> None:
        """None: nothing is known that could be left out of a path."""

    def key(self, path: str) -> str | None:
        """The id of an article, or its words with one."""
        return own_id(path) or own_part(path)

    def duplicate_key(self, path: str) -> str | None:
        """Words and id of an article."""
        return own_part(path)

    def holds(self, host: str, published: str | None) -> bool:  # noqa: ARG002 - an ArticlePattern
        """True: no host and no period is excepted."""
        return True


@dataclass(slots=True)
class Learned:
    """What pages of each form turned out to be."""

    _read: dict[str, Counter[str]] = field(default_factory=dict)
    _counted: set[str] = field(default_factory=set)

    def saw(self, address: str, meaning: Meaning) -> None:
        """Take in what a page was; each address counts once."""
        if address not in self._counted:
            self._counted.add(address)
            self._read.setdefault(form(split(address).path), Counter())[meaning] += 1

    def believed(self, address: str) -> Meaning | None:
        """What most pages of the form were, where enough were read."""
        read = self._read.get(form(split(address).path), Counter())
        for meaning in ("article", "listing", "other"):
            if read.total() >= _ENOUGH and read[meaning] >= _MOST * read.total():
                return meaning
        return None

    def meaning(self, address: str, repeated: Mapping[str, int] = {}) -> Meaning:
        """What an address leads to; `repeated` counts a page's headlines by their form."""
        path = split(address).path
        by_shape = shape(path)
        if by_shape == "other" or trap(address):
            return "other"
        if paging(path)[1] > 1:
            return "listing"
        if found := self.believed(address):
            return found
        if by_shape == "listing" and repeated.get(form(path), 0) >= _REPEATED:
            return "article"
        return by_shape


def repeated_headlines(links: Iterable[tuple[str, str]]) -> dict[str, int]:
    """How many links of each form carry headlines; forms that mostly do not are left out."""
    headlines: Counter[str] = Counter()
    all_links: Counter[str] = Counter()
    for address, text in links:
        found = form(split(address).path)
        all_links[found] += 1
        headlines[found] += is_headline(text)
    return {one: count for one, count in headlines.items() if count > all_links[one] / 2}


def _part(part: str) -> str:
    """A part of a path, or the value of a query, as its kind."""
    if not part:
        return ""
    if _CODE.search(part):
        return "w-x"
    if found := _ID.match(part):
        figures = "9" if len(found["figures"]) > 3 else "1"  # sections have short numbers
        return f"{'w-' if found['words'] else ''}{found['mark'].lower()}{figures}"
    return "A" if len(part.strip("-").split("-")) >= _LONG_SLUG else "a"


def _pairs(query: str) -> list[tuple[str, str, str]]:
    return [pair.partition("=") for pair in query.split("&") if pair]
