"""Page: the HTML of one capture as an lxml tree, with its metadata and an index of its elements.

Pure: no network, clock or database. All fields share the tree, and none changes it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import cast
from urllib.parse import urljoin

from lxml import etree

from archive.errors import UnreadablePage
from crawler.parsers.decoding.deep_nesting import flatten, is_truncated
from crawler.parsers.decoding.encoding import decode
from crawler.parsers.decoding.mojibake import repair_text
from crawler.parsers.metadata import Metadata, read_metadata
from crawler.parsers.page_index import PageIndex
from crawler.parsers.select import Element, css

_MAX_CHARACTERS = 10_000_000
_TAG_BEGINS = re.compile(rb"<[A-Za-z]")
_LONGEST_TAG, _MOST_ATTRIBUTES = 10_000, 2_000  # bytes, words
_LARGE_SOURCE = 1_000_000  # longer sources are always searched for huge tags
_TAG = re.compile(rb"""<([A-Za-z][A-Za-z0-9:]*)(?:[^>"']|"[^"]*"|'[^']*')*+>?""")
# Characters that XML does not allow, as UTF-8 bytes, as characters, and as references.
_CONTROLS_TO_SPACES = bytes.maketrans(bytes((*range(9), 11, 12, *range(14, 32))), b" " * 29)
_NONCHARACTERS = re.compile("[\ufffe\uffff]")
_CONTROL_REFERENCES = re.compile(
    b"&#(?:0*(?:[0-8]|1[124-9]|2\\d|3[01])"
    b"|[xX]0*(?:[0-8bcefBCEF]|1[0-9a-fA-F]|[fF]{3}[eEfF]|[dD][89a-fA-F][0-9a-fA-F]{2}));"
)
_SIMPLE_SELECTOR = re.compile(r"[.#][A-Za-z_][\w-]*")
_QUOTED = re.compile(rb"""\"[^"]*"|'[^']*'""")


@dataclass
class Page:
    """A parsed page: URL, tree, fetch time, and problems found in its bytes."""

    url: str
    root: Element
    fetched_at: datetime | None = None
    problems: list[str] = field(default_factory=list)
    _matches: dict[str, list[Element]] = field(default_factory=dict, init=False, repr=False)

    @classmethod
    def from_bytes(
        cls,
        url: str,
        body: bytes,
        charset: str | None = None,
        fetched_at: datetime | str | None = None,
    ) -> Page:
        """Decode and parse a response body.

        `charset` is that of the Content-Type header. Raises UnreadablePage for bytes without text.
        """
        decoded = decode(body, charset)
        text, problems = repair_text(decoded.text)
        if len(text) > _MAX_CHARACTERS:
            text, problems = text[:_MAX_CHARACTERS], (*problems, "page-cut-off")
        if isinstance(fetched_at, str):
            fetched_at = datetime.fromisoformat(fetched_at)
        root, damage = _parse_tree(text)
        return cls(url, root, fetched_at, [*decoded.problems, *problems, *damage])

    @cached_property
    def metadata(self) -> Metadata:
        """Links, `meta` elements and JSON-LD of the page."""
        return read_metadata(self.root)

    @cached_property
    def index(self) -> PageIndex:
        """Elements and texts of the page, collected in one pass for several fields."""
        return PageIndex(self.root)

    def css(self, selector: str) -> list[Element]:
        """All elements that match a CSS selector, in document order; cached."""
        if selector not in self._matches:
            self._matches[selector] = self._match(selector)
        return self._matches[selector]

    def _match(self, selector: str) -> list[Element]:
        if _SIMPLE_SELECTOR.fullmatch(selector):
            return list(self.index.elements_named(selector))
        tops = (self.root, *self.root.itersiblings())  # a nested document is a second root
        return [element for top in tops for element in css(top, selector)]

    @cached_property
    def base(self) -> str:
        """The URL that relative links are resolved against."""
        link = next((base.get("href") for base in self.root.iter("base")), None)
        return self.absolute(link, self.url) if link else self.url

    def absolute(self, link: str, base: str | None = None) -> str:
        """A link of this page as an absolute URL; unchanged if it cannot be joined."""
        link = link.strip()
        if link.startswith(("https://", "http://")):
            return link
        try:
            return urljoin(base or self.base, link)
        except ValueError:
            return link


def _strip_huge_tags(source: bytes) -> bytes:
    """The source without the attributes of elements that have thousands of them.

    libxml2 compares each attribute with all previous ones: 100,000 would take ten seconds.
    """
    if len(source) < _LARGE_SOURCE and not _has_long_tag(source):
        return source
    return _TAG.sub(_without_attributes, source)


def _has_long_tag(source: bytes) -> bool:
    """Whether some tag is longer than _LONGEST_TAG bytes."""
    start = 0
    while start + _LONGEST_TAG <= len(source):
        end = source.rfind(b">", start, start + _LONGEST_TAG)
        if end < 0 and _TAG_BEGINS.search(source, start, start + _LONGEST_TAG):
            return True
        start = (start + _LONGEST_TAG // 2 if end < 0 else end) + 1
    return False


def _without_attributes(tag: re.Match[bytes]) -> bytes:
    """A tag without its attributes if it has too many, else unchanged."""
    if len(tag[0]) < _LONGEST_TAG:
        return tag[0]
    attributes = re.split(rb"[\s/]+", _QUOTED.sub(b" ", tag[0]))  # `data:` URLs do not count
    return tag[0] if len(attributes) < _MOST_ATTRIBUTES else b"<" + tag[1] + b">"


def _parse_tree(text: str) -> tuple[Element, tuple[str, ...]]:
    """The tree of a source, and the problems that were repaired or met."""
    if "\ufffe" in text or "\uffff" in text:
        text = _NONCHARACTERS.sub(" ", text)
    source = _CONTROL_REFERENCES.sub(
        b" ", text.encode("utf-8", "replace").translate(_CONTROLS_TO_SPACES)
    )
    source = _strip_huge_tags(source)
    root = _parse_html(source)
    if not is_truncated(root):
        return root, ()
    opened = flatten(source)
    if opened is None or is_truncated(whole := _parse_html(opened)):
        return root, ("page-cut-off",)
    return whole, ("nesting-repaired",)


def _parse_html(source: bytes) -> Element:
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True
    )
    root = cast("Element | None", etree.fromstring(source, parser))
    if root is None:
        raise UnreadablePage("the page is empty: no element was found in it")
    return root
