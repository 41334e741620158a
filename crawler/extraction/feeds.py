"""Parses feeds and sitemaps: the URLs that they list, each with the time of its last change.

The XML is untrusted: entities are not expanded, nothing is fetched for it, and a file above the
size limit is rejected. A broken file gives the entries that can be parsed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from lxml import etree

from archive.clock import as_utc
from archive.warc.content_encoding import decoded

_GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed or sitemap.

    `changed` is the stated time of the last change (UTC ISO 8601), if any; `kind` is "sitemap" for
    an entry of a sitemap index.
    """

    url: str
    changed: str | None
    kind: Literal["page", "sitemap"] = "page"


def entries(body: bytes) -> list[Entry]:
    """The entries of an RSS or Atom feed, a sitemap or a sitemap index, in their order.

    Empty for any other file; raises CaptureProblem for gzip data that cannot be decompressed.
    """
    if body.startswith(_GZIP):
        body = decoded(body, "gzip")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True
    )
    try:
        root = etree.fromstring(body.lstrip(), parser)
    except etree.XMLSyntaxError:
        return []
    return list(_entries(root)) if root is not None else []


def _entries(root: etree._Element) -> Iterator[Entry]:
    for element in root.iter():
        match _name(element):
            case "url":
                yield from _line(element, "loc", ("lastmod", "publication_date"))
            case "sitemap":
                yield from _line(element, "loc", ("lastmod",), kind="sitemap")
            case "item":
                yield from _line(element, "link", ("updated", "pubDate", "date"))
            case "entry":
                yield from _line(element, "link", ("updated", "published"))


def _line(
    element: etree._Element,
    address: str,
    times: tuple[str, ...],
    kind: Literal["page", "sitemap"] = "page",
) -> Iterator[Entry]:
    parts: dict[str, str] = {}
    for part in (*element, *element.iter()):  # an image inside has its own <loc>, further down
        text = (part.text or "").strip()
        if (
            _name(part) == "link"
            and part.get("href")
            and part.get("rel", "alternate") == "alternate"
        ):
            text = part.get("href", "").strip()  # Atom
        if text:
            parts.setdefault(_name(part), text)
    if url := parts.get(address):
        moments = (as_utc(parts[name]) for name in times if name in parts)
        yield Entry(url, next(filter(None, moments), None), kind)


def _name(element: etree._Element) -> str:
    """The tag without its namespace; empty for comments and instructions."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
