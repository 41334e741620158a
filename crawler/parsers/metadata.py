"""Metadata of a page: canonical link, `meta` elements (Open Graph and others) and JSON-LD.

Metadata is unreliable: newspapers give their own name as author, truncate titles and omit times.
It is only collected here, the first value of each name; the fields decide what to use.
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
    """Metadata of a page: `values` by name in lower case, as written.

    `article` and `breadcrumb` come from JSON-LD: the object of the article, the section names.
    """

    values: dict[str, str] = field(default_factory=dict)
    canonical: str | None = None
    document_title: str | None = None
    article: dict[str, Any] = field(default_factory=dict)
    breadcrumb: tuple[str, ...] = ()

    def first(self, *names: str) -> str | None:
        """The first non-empty value of these names, in this order; None if there is none."""
        values = (normalize_space(self.values[name]) for name in names if name in self.values)
        return next(filter(None, values), None)

    @property
    def headline(self) -> str | None:
        """The title, possibly followed by the site name."""
        return self._text("headline") or self.first("og:title", "twitter:title", "title")

    @property
    def description(self) -> str | None:
        """The summary, often truncated."""
        return self._text("description") or self.first("og:description", "description")

    @property
    def site_name(self) -> str | None:
        """The name of the site."""
        return self.first("og:site_name", "application-name", "apple-mobile-web-app-title")

    @property
    def published(self) -> str | None:
        """The publication time, as written."""
        return self._text("datePublished") or self.first(
            "article:published_time", "datepublished", "pubdate", "publish_date", "publishdate",
            "article:published", "dc.date.issued", "dcterms.created", "datecreated",
        )  # fmt: skip

    @property
    def modified(self) -> str | None:
        """The time of the last change, as written."""
        return self._text("dateModified") or self.first(
            "article:modified_time", "datemodified", "lastmod", "og:updated_time"
        )

    def _text(self, key: str) -> str | None:
        value = self.article.get(key)
        return normalize_space(value) or None if isinstance(value, str) else None


def read_metadata(root: Element) -> Metadata:
    """Collect the metadata of a page; invalid JSON-LD is ignored."""
    items = list(_json_ld_items(root))
    article = next((item for item in items if _types(item) & _ARTICLE_TYPES), {})
    breadcrumbs = (
        tuple(_breadcrumb_names(item.get("itemListElement")))
        for item in items
        if "BreadcrumbList" in _types(item) and item is not article
    )
    return Metadata(
        values=_meta_values(root),
        canonical=_canonical_link(root),
        document_title=_document_title(root),
        article=article,
        breadcrumb=next(filter(None, breadcrumbs), ()),
    )


def _meta_values(root: Element) -> dict[str, str]:
    """The first value of each `meta` element, by its property, name or itemprop in lower case."""
    values: dict[str, str] = {}
    for element in iter_page(root, "meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        if name and (value := (element.get("content") or "").strip()):
            values.setdefault(name.strip().lower(), value)
    return values


def _canonical_link(root: Element) -> str | None:
    """The `href` of the first canonical link, as written."""
    links = (link for link in iter_page(root, "link") if link.get("rel") == "canonical")
    return next(((link.get("href") or "").strip() for link in links), None) or None


def _document_title(root: Element) -> str | None:
    """The text of the first `title` element."""
    title = next(iter_page(root, "title"), None)
    return normalize_space(title.text or "") or None if title is not None else None


def _types(item: dict[str, Any]) -> set[str]:
    """The schema.org types of a JSON-LD item."""
    types = item.get("@type")
    names = types if isinstance(types, list) else [types]
    return {name for name in names if isinstance(name, str)}


def _json_ld_items(root: Element) -> Iterator[dict[str, Any]]:
    """The JSON-LD items of a page; lists and `@graph` objects are flattened."""
    for script in iter_page(root, "script"):
        if "ld+json" not in (script.get("type") or ""):
            continue
        try:
            # Some newspapers print raw line breaks inside strings: strict=False accepts them.
            data = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        for item in data if isinstance(data, list) else [data]:
            graph = item.get("@graph") if isinstance(item, dict) else None
            nodes = graph if isinstance(graph, list) else [item]
            yield from (node for node in nodes if isinstance(node, dict))


def _breadcrumb_names(elements: object) -> Iterator[str]:
    """The names of the elements of a JSON-LD BreadcrumbList."""
    for element in elements if isinstance(elements, list) else []:
        if isinstance(element, dict):
            item = element.get("item")
            name = element.get("name") or (item.get("name") if isinstance(item, dict) else None)
            if isinstance(name, str) and (text := normalize_space(name)):
                yield text
