"""The data model shared by crawler and archive: an article with its parts, and its capture.

Field names are the keys of `baotinh parse` and change only with a schema migration. Fields
are tuples, not lists, so that an article cannot change after it was hashed. Times of the newspaper
are ISO 8601 with +07:00, or a bare date if the page shows no time; times of captures are UTC.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from dataclasses import dataclass
from typing import Any, Literal, Self

Kind = Literal["article", "listing", "not_article"]

# The fields in the content hash: not those of the capture, and not polls and weather boxes.
CONTENT_FIELDS = frozenset(
    [
        "title",
        "kicker",
        "published",
        "authors",
        "source",
        "lead",
        "sections",
        "images",
        "tags",
        "tables",
    ]
)


@dataclass(frozen=True, slots=True)
class Section:
    """A run of paragraphs under one heading; `heading` is None before the first heading."""

    heading: str | None
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Image:
    """An image of an article: absolute URL, caption without its credit, credit as published."""

    src: str | None
    caption: str | None = None
    credit: str | None = None


@dataclass(frozen=True, slots=True)
class PollOption:
    """One option of a poll; `votes` and `percent` (0 to 100) are None without published results."""

    label: str
    votes: int | None = None
    percent: float | None = None


@dataclass(frozen=True, slots=True)
class Poll:
    """A reader poll on a page; the options are often missing, since a script inserts them."""

    question: str
    options: tuple[PollOption, ...] = ()


@dataclass(frozen=True, slots=True)
class Weather:
    """A weather box on a page: heading, text, and the facts parsed from the text."""

    heading: str | None
    text: str
    facts: dict[str, Any] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """The parsed content of a page; `kind` says whether it is an article."""

    url: str
    canonical_url: str
    paper: str | None
    title: str | None = None
    kicker: str | None = None
    category: tuple[str, ...] = ()
    published: str | None = None
    published_raw: str | None = None
    updated: str | None = None
    authors: tuple[str, ...] = ()
    byline_raw: str | None = None
    source: str | None = None
    lead: str | None = None
    sections: tuple[Section, ...] = ()
    images: tuple[Image, ...] = ()
    tags: tuple[str, ...] = ()
    poll: Poll | None = None
    weather: Weather | None = None
    tables: tuple[tuple[tuple[str, ...], ...], ...] = ()
    kind: Kind = "article"
    problems: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The article as JSON-ready dicts and lists, keys in the order of the fields."""
        plain: dict[str, Any] = json.loads(json.dumps(dataclasses.asdict(self), ensure_ascii=False))
        return plain

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """The inverse of `to_dict`; raises TypeError for a key that is not a field."""
        built = dict(data)
        built["sections"] = tuple(
            Section(s["heading"], tuple(s["paragraphs"])) for s in data.get("sections", ())
        )
        built["images"] = tuple(Image(**image) for image in data.get("images", ()))
        if poll := data.get("poll"):
            options = tuple(PollOption(**option) for option in poll["options"])
            built["poll"] = Poll(poll["question"], options)
        if weather := data.get("weather"):
            built["weather"] = Weather(**weather)
        built["tables"] = tuple(tuple(tuple(row) for row in t) for t in data.get("tables", ()))
        for name in ("category", "authors", "tags", "problems"):
            built[name] = tuple(data.get(name, ()))
        return cls(**built)

    def content_hash(self) -> str:
        """SHA-256 (hex) of CONTENT_FIELDS; an equal hash means no new revision."""
        content = {name: value for name, value in self.to_dict().items() if name in CONTENT_FIELDS}
        return hashlib.sha256(
            json.dumps(content, ensure_ascii=False, sort_keys=True).encode()
        ).hexdigest()

    def body(self) -> str:
        """The running text that search indexes, one line a paragraph, without the title.

        Kicker, lead and sections, then captions with their credits, then the rows of tables.
        """
        lines = [self.kicker, self.lead]
        for section in self.sections:
            lines += [section.heading, *section.paragraphs]
        for image in self.images:
            lines += [image.caption, image.credit]
        lines += [" | ".join(row) for table in self.tables for row in table]
        return "\n".join(line for line in lines if line)


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """One response as received, with the position of its WARC record.

    `warc_file` is relative to the folder of the database, `warc_offset` in bytes; `sha256` (hex) is
    of the payload as sent (still compressed where the server compressed it); `fetched_at` is UTC
    ISO 8601.
    """

    url: str
    status: int
    fetched_at: str
    sha256: str
    warc_file: str
    warc_offset: int
    content_type: str | None = None
    etag: str | None = None
    last_modified: str | None = None
