"""Loads the sample newspaper's texts from `content/*.toml`: `paper.toml` and a file per section.

The body of an article is plain text in blocks separated by blank lines:

    == TIÊU ĐỀ NHỎ               a heading in the text
    ![Caption. | T.T](name.png)  a picture, caption and credit (either may be left out)
    !table[Caption. | T.T](…)    the same, set in a table with the caption in its second row
    | a | b |                    lines of a data table
    anything else                a paragraph

`[articles.correction]` is a correction in edition 2: `old` is replaced by `new`, at `updated`.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from functools import cached_property
from importlib import resources
from typing import Any

from archive.clock import VIETNAM
from archive.errors import UsageProblem

EDITIONS = (1, 2)
_PICTURE = re.compile(r"!(?P<table>table)?\[(?P<words>[^\]]*)\]\((?P<name>[\w.-]+)\)")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading between paragraphs, in capitals as published."""

    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of running text."""

    text: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture; `path` is its URL path, `in_table` puts its caption in a table row."""

    path: str
    caption: str | None
    credit: str | None
    in_table: bool


@dataclass(frozen=True, slots=True)
class DataTable:
    """A table; the first row is its header."""

    rows: tuple[tuple[str, ...], ...]


Block = Heading | Paragraph | Picture | DataTable


@dataclass(frozen=True)
class SampleArticle:
    """An article; `published` is a date if the page shows no time.

    `listed_slug` is a former slug under which listing pages still link to it.
    """

    id: int
    section: str
    title: str
    published: datetime | date
    lead: str | None
    blocks: tuple[Block, ...]
    kicker: str | None = None
    byline: str | None = None
    authors: tuple[str, ...] = ()
    source: str | None = None
    tags: tuple[str, ...] = ()
    updated: datetime | None = None
    listed_slug: str | None = None

    @cached_property
    def path(self) -> str:
        """The URL path of the article: `/{section}/{slug}-{id}.html`."""
        return f"/{self.section}/{slug(self.title)}-{self.id}.html"

    @cached_property
    def listed_path(self) -> str:
        """The URL path on listing pages: a former one that redirects, if the slug was changed."""
        return f"/{self.section}/{self.listed_slug or slug(self.title)}-{self.id}.html"

    @property
    def modified(self) -> datetime:
        """The time of the page's last change, at +07:00."""
        return self.updated or moment(self.published)


@dataclass(frozen=True, slots=True)
class GoneArticle:
    """A listed article that was deleted: its URL returns 404."""

    title: str
    published: datetime | date
    listed_path: str
    lead: str | None = None


@dataclass(frozen=True, slots=True)
class SampleSection:
    """A section with its articles and its deleted articles, newest first."""

    id: int
    slug: str
    title: str
    articles: tuple[SampleArticle, ...]
    gone: tuple[GoneArticle, ...]

    @property
    def path(self) -> str:
        """The URL path of the section's first listing page."""
        return f"/{self.slug}-{self.id}.html"

    def listed(self) -> list[SampleArticle | GoneArticle]:
        """The entries of the section's listing pages, newest first."""
        lines: list[SampleArticle | GoneArticle] = [*self.articles, *self.gone]
        return sorted(lines, key=lambda line: moment(line.published), reverse=True)


@dataclass(frozen=True, slots=True)
class SamplePoll:
    """A reader poll; without options the box shows only the question."""

    question: str
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SampleForecast:
    """The text of a weather box, and the facts that a correct parser reads from it."""

    text: str
    facts: dict[str, Any]


@dataclass(frozen=True)
class Content:
    """The content of one edition."""

    title: str
    province: str
    licence: str
    sections: tuple[SampleSection, ...]
    polls: tuple[SamplePoll, ...]
    forecasts: tuple[SampleForecast, ...]

    @cached_property
    def articles(self) -> tuple[SampleArticle, ...]:
        """All articles, newest first."""
        every = [article for section in self.sections for article in section.articles]
        return tuple(sorted(every, key=lambda a: moment(a.published), reverse=True))

    def section_of(self, article: SampleArticle) -> SampleSection:
        """The section of an article."""
        return next(section for section in self.sections if section.slug == article.section)

    def poll_for(self, number: int) -> SamplePoll | None:
        """The poll on page `number`; some pages have none."""
        index = number % (len(self.polls) + 1)
        return self.polls[index] if index < len(self.polls) else None

    def forecast_for(self, number: int) -> SampleForecast:
        """The forecast on page `number`."""
        return self.forecasts[number % len(self.forecasts)]


def moment(published: datetime | date) -> datetime:
    """A time at +07:00 for sorting; a bare date is its midnight."""
    if isinstance(published, datetime):
        return published
    return datetime.combine(published, time(), VIETNAM)


def slug(title: str) -> str:
    """A title as a URL slug: lower case, no marks, words joined by hyphens."""
    plain = unicodedata.normalize("NFD", title.lower().replace("đ", "d"))
    return re.sub(r"[^a-z0-9]+", "-", re.sub(r"[\u0300-\u036f]", "", plain)).strip("-")


def load_content(edition: int) -> Content:
    """Load the content of an edition; raises UsageProblem for an unknown edition."""
    if edition not in EDITIONS:
        known = ", ".join(map(str, EDITIONS))
        raise UsageProblem(f"the sample newspaper has no edition {edition}; choose one of: {known}")
    folder = resources.files("crawler.demo").joinpath("content")
    paper = tomllib.loads(folder.joinpath("paper.toml").read_text("utf-8"))
    sections = tuple(
        _section(tomllib.loads(folder.joinpath(f"{name}.toml").read_text("utf-8")), edition)
        for name in paper["sections"]
    )
    return Content(
        title=paper["title"],
        province=paper["province"],
        licence=paper["licence"],
        sections=sections,
        polls=tuple(SamplePoll(p["question"], tuple(p["options"])) for p in paper["polls"]),
        forecasts=tuple(SampleForecast(f["text"], f["facts"]) for f in paper["forecasts"]),
    )


def _section(data: dict[str, Any], edition: int) -> SampleSection:
    articles = [_article(row, data["slug"], edition) for row in data["articles"]]
    gone = [
        GoneArticle(
            row["title"],
            row["published"],
            f"/{data['slug']}/{slug(row['title'])}-{row['id']}.html",
        )
        for row in data.get("gone", ())
    ]
    articles.sort(key=lambda article: moment(article.published), reverse=True)
    return SampleSection(data["id"], data["slug"], data["title"], tuple(articles), tuple(gone))


def _article(row: dict[str, Any], section: str, edition: int) -> SampleArticle:
    correction = row.get("correction") if edition > 1 else None
    text: str = row["text"]
    if correction:
        if text.count(correction["old"]) != 1:
            raise ValueError(f"article {row['id']}: the corrected words must stand there once")
        text = text.replace(correction["old"], correction["new"])
    article = SampleArticle(
        id=row["id"],
        section=section,
        title=row["title"],
        published=row["published"],
        lead=row.get("lead"),
        blocks=_blocks(text, row["published"]),
        kicker=row.get("kicker"),
        byline=row.get("byline"),
        authors=tuple(row.get("authors", ())),
        source=row.get("source"),
        tags=tuple(row.get("tags", ())),
        listed_slug=row.get("listed_slug"),
    )
    return replace(article, updated=correction["updated"]) if correction else article


def _blocks(text: str, day: date) -> tuple[Block, ...]:
    return tuple(_block(block.strip(), day) for block in re.split(r"\n\s*\n", text.strip()))


def _block(text: str, day: date) -> Block:
    if text.startswith("== "):
        return Heading(text[3:])
    if text.startswith("|"):
        rows = text.splitlines()
        return DataTable(tuple(tuple(c.strip() for c in r.strip("| ").split("|")) for r in rows))
    if picture := _PICTURE.fullmatch(text):
        caption, _, credit = (part.strip() for part in picture["words"].partition("|"))
        path = f"/uploads/image/{day:%Y/%m/%d}/{picture['name']}"
        return Picture(path, caption or None, credit or None, bool(picture["table"]))
    return Paragraph(" ".join(text.split()))
