"""One capture read as HTML: text decoded, one lxml tree, its metadata.

Pure: no network, no clock, no database. The tree is shared by all fields and never changed by them.
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
from crawler.parsers.encoding import decode, repair_text
from crawler.parsers.metadata import Metadata, read_metadata
from crawler.parsers.select import Element

# libxml2 stops at 256 nested elements without this bound being ours to set: hostile markup is cut.
_MAX_CHARACTERS = 10_000_000
_LONGEST_TAG, _MOST_ATTRIBUTES = 10_000, 2_000
_MANY_CHARACTERS = 1_000_000  # in a longer source a tag is looked for with care for its quotes
_TAG = re.compile(r"""<([A-Za-z][A-Za-z0-9:]*)(?:[^>"']|"[^"]*"|'[^']*')*+>?""")
# What no XML tree may hold, as bytes of UTF-8, as characters, or as references to them.
_BLANKS = bytes.maketrans(bytes((*range(9), 11, 12, *range(14, 32))), b" " * 29)
_NO_CHARACTER = re.compile("[\ufffe\uffff]")
_CONTROL = re.compile(
    "&#(?:0*(?:[0-8]|1[124-9]|2\\d|3[01])"
    "|[xX]0*(?:[0-8bcefBCEF]|1[0-9a-fA-F]|[fF]{3}[eEfF]|[dD][89a-fA-F][0-9a-fA-F]{2}));"
)
_QUOTED = re.compile(r"""\"[^"]*"|'[^']*'""")


@dataclass
class Page:
    """A page as read: address, tree, time of the fetch, and what was odd about its bytes."""

    url: str
    root: Element
    fetched_at: datetime | None = None
    problems: list[str] = field(default_factory=list)

    @classmethod
    def from_bytes(
        cls,
        url: str,
        body: bytes,
        charset: str | None = None,
        fetched_at: datetime | str | None = None,
    ) -> Page:
        """Decode and parse a response body; raises UnreadablePage for bytes that hold no text."""
        decoded = decode(body, charset)
        text, problems = repair_text(decoded.text)
        if len(text) > _MAX_CHARACTERS:
            text, problems = text[:_MAX_CHARACTERS], (*problems, "page-cut-off")
        if isinstance(fetched_at, str):
            fetched_at = datetime.fromisoformat(fetched_at)
        return cls(url, _tree(text), fetched_at, [*decoded.problems, *problems])

    @cached_property
    def metadata(self) -> Metadata:
        """What the head of the page says."""
        return read_metadata(self.root)

    @cached_property
    def base(self) -> str:
        """The address that relative links start from."""
        bases = cast("list[str]", self.root.xpath("//base/@href"))
        return self.absolute(bases[0], self.url) if bases else self.url

    def absolute(self, link: str, base: str | None = None) -> str:
        """A link of this page as an absolute address; as it stands where it cannot be joined."""
        try:
            return urljoin(base or self.base, link.strip())
        except ValueError:
            return link.strip()


def _without_endless_tags(text: str) -> str:
    """The source with the attributes cut off where one element has thousands of them.

    libxml2 compares each attribute with all before it: 100,000 of them would take ten seconds.
    """
    if len(text) < _MANY_CHARACTERS and not _has_long_tag(text):
        return text
    return _TAG.sub(_bounded, text)


def _has_long_tag(text: str) -> bool:
    """Whether so many characters stand anywhere without a ">" among them."""
    start = 0
    while start + _LONGEST_TAG <= len(text):
        end = text.rfind(">", start, start + _LONGEST_TAG)
        if end < 0:
            return True
        start = end + 1
    return False


def _bounded(tag: re.Match[str]) -> str:
    if len(tag[0]) < _LONGEST_TAG:
        return tag[0]
    attributes = re.split(r"[\s/]+", _QUOTED.sub(" ", tag[0]))  # not the length of `data:` links
    return tag[0] if len(attributes) < _MOST_ATTRIBUTES else f"<{tag[1]}>"


def _tree(text: str) -> Element:
    text = _without_endless_tags(_CONTROL.sub(" ", text) if "&#" in text else text)
    if "\ufffe" in text or "\uffff" in text:
        text = _NO_CHARACTER.sub(" ", text)
    source = text.encode("utf-8", "replace").translate(_BLANKS)
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True
    )
    root = cast("Element | None", etree.fromstring(source, parser))
    if root is None:
        raise UnreadablePage("the page is empty: no element was found in it")
    return root
