"""Where a newspaper lists what is new: section pages, feeds, sitemaps; and the reading of the XML.

XML comes from strangers: no entity is expanded, nothing is fetched for it, a file that unpacks to
more than its bound is refused. What is broken gives the entries that can be read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Literal

from lxml import etree

from archive.clock import FORM, VIETNAM
from archive.warc.content_encoding import decoded

_GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Section:
    """A page that lists articles, newest first, with pages of older ones behind it."""

    path: str


@dataclass(frozen=True, slots=True)
class Feed:
    """An RSS or Atom feed."""

    path: str


@dataclass(frozen=True, slots=True)
class Sitemap:
    """A sitemap, or an index of sitemaps; plain or gzip."""

    path: str


@dataclass(frozen=True, slots=True)
class Numbers:
    """Articles whose addresses are a number and nothing else, "/amp.aspx?itemid={}".

    A backfill asks for them downwards, from the highest that is known or `newest`.
    """

    path: str
    newest: int


Seed = Section | Feed | Sitemap | Numbers


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a feed or sitemap.

    `changed` is when the page last changed as far as the line says, UTC ISO 8601; `kind` "sitemap"
    marks a line of an index.
    """

    url: str
    changed: str | None
    kind: Literal["page", "sitemap"] = "page"


def entries(body: bytes) -> list[Entry]:
    """The lines of an RSS or Atom feed, a sitemap or a sitemap index, in their order.

    Empty for what is none of these; raises CaptureProblem for gzip data that cannot be unpacked.
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
        moments = (moment(parts[name]) for name in times if name in parts)
        yield Entry(url, next(filter(None, moments), None), kind)


def moment(text: str) -> str | None:
    """A time as feeds and sitemaps write it, as UTC ISO 8601; None for what is no time.

    Without an offset it is Viet Nam's time; a bare date is its first moment.

    >>> moment("2023-05-06T09:15:00+07:00")
    '2023-05-06T02:15:00Z'
    >>> moment("Sat, 06 May 2023 09:15:00 +0700")
    '2023-05-06T02:15:00Z'
    """
    text = text.strip()
    if re.fullmatch(r"\d{4}-\d\d", text):
        text += "-01"
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        try:
            found = parsedate_to_datetime(text)
        except (ValueError, IndexError):
            return None
    if found.tzinfo is None:
        found = found.replace(tzinfo=VIETNAM)
    try:
        return found.astimezone(UTC).strftime(FORM)
    except OverflowError:
        return None  # the year 1 or 9999


def _name(element: etree._Element) -> str:
    """The tag without its namespace; empty for comments and instructions."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def is_xml(body: bytes) -> bool:
    """Whether a body looks like a feed or sitemap, plain or gzip, whatever its type was called."""
    start = body[:400].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(_GZIP):
        return True
    if start.startswith(b"<?xml"):
        return b"<html" not in start and b"<!doctype html" not in start
    return start.startswith((b"<rss", b"<feed", b"<urlset", b"<sitemapindex"))
