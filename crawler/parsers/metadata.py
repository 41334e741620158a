"""What a page says of itself in its head: links, `meta` elements and JSON-LD.

Metadata is a witness, not the truth: papers put their own name as author, cut titles, and give
dates without time. The fields decide; here it is only collected, the first value of each name.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from crawler.parsers.select import Element, iter_page, normalize_space

_ARTICLE_TYPES = frozenset(
    {"NewsArticle", "Article", "ReportageNewsArticle", "BlogPosting", "OpinionNewsArticle"}
)


@dataclass(slots=True)
class Metadata:
    """Values as written, by name in lower case; `article` is the article's JSON-LD object."""

    values: dict[str, str] = field(default_factory=dict)
    canonical: str | None = None
    document_title: str | None = None
    article: dict[str, Any] = field(default_factory=dict)
    breadcrumb: tuple[str, ...] = ()

    def first(self, *names: str) -> str | None:
        """The first value that is not empty, of these names in this order."""
        values = (normalize_space(self.values[name]) for name in names if name in self.values)
        return next(filter(None, values), None)

    @property
    def headline(self) -> str | None:
        """The title as the head of the page has it, perhaps with the site's name behind it."""
        return self._text("headline") or self.first("og:title", "twitter:title", "title")

    @property
    def description(self) -> str | None:
        """The summary as the head of the page has it, often cut off."""
        return self._text("description") or self.first("og:description", "description")

    @property
    def site_name(self) -> str | None:
        """What the site calls itself."""
        return self.first("og:site_name", "application-name", "apple-mobile-web-app-title")

    @property
    def published(self) -> str | None:
        """The machine-readable time of publication, as written."""
        return self._text("datePublished") or self.first(
            "article:published_time", "datepublished", "pubdate", "publish_date", "publishdate",
            "article:published", "dc.date.issued", "dcterms.created", "datecreated",
        )  # fmt: skip

    @property
    def modified(self) -> str | None:
        """The machine-readable time of the last change, as written."""
        return self._text("dateModified") or self.first(
            "article:modified_time", "datemodified", "lastmod", "og:updated_time"
        )

    def _text(self, key: str) -> str | None:
        value = self.article.get(key)
        return normalize_space(value) or None if isinstance(value, str) else None


def read_metadata(root: Element) -> Metadata:
    """Collect the metadata of a page; broken JSON-LD is left out."""
    found = Metadata()
    for element in iter_page(root, "meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        if name and (value := (element.get("content") or "").strip()):
            found.values.setdefault(name.strip().lower(), value)
    links = (link for link in iter_page(root, "link") if link.get("rel") == "canonical")
    found.canonical = next(((link.get("href") or "").strip() for link in links), None) or None
    title = next(iter_page(root, "title"), None)
    found.document_title = normalize_space(title.text or "") or None if title is not None else None
    for item in _json_ld_items(root):
        kind = item.get("@type")
        names = kind if isinstance(kind, list) else [kind]
        kinds = {name for name in names if isinstance(name, str)}
        if kinds & _ARTICLE_TYPES and not found.article:
            found.article = item
        elif "BreadcrumbList" in kinds and not found.breadcrumb:
            found.breadcrumb = tuple(_crumb_names(item.get("itemListElement")))
    return found


def _json_ld_items(root: Element) -> Iterator[dict[str, Any]]:
    scripts = iter_page(root, "script")
    for script in (one for one in scripts if "ld+json" in (one.get("type") or "")):
        try:
            # Papers print raw line breaks inside strings: strict=False takes them.
            data = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        queue = data if isinstance(data, list) else [data]
        for item in queue:
            if isinstance(item, dict):
                graph = item.get("@graph")
                yield from (
                    (x for x in graph if isinstance(x, dict)) if isinstance(graph, list) else [item]
                )


def _crumb_names(elements: object) -> Iterator[str]:
    for element in elements if isinstance(elements, list) else []:
        if isinstance(element, dict):
            item = element.get("item")
            name = element.get("name") or (item.get("name") if isinstance(item, dict) else None)
            if isinstance(name, str) and (text := normalize_space(name)):
                yield text
