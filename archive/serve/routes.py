"""The addresses of the pages: Vietnamese without marks, because they are cited and never change."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from archive.serve.pages import (
    about,
    article,
    coverage,
    day,
    home,
    image,
    names,
    paper,
    polls,
    robots,
    search,
    trend,
    weather,
)
from archive.serve.request import Page, view

PAGES: tuple[tuple[str, Page], ...] = (
    (r"^/$", home.show),
    (r"^/tim$", search.show),
    (r"^/search$", search.moved),
    (r"^/tim\.atom$", search.feed),
    (r"^/tim\.csv$", search.as_csv),
    (r"^/tim\.jsonl$", search.as_json_lines),
    (r"^/bai/(?P<id>\d+)$", article.show),
    (r"^/bai/(?P<id>\d+)/anh/(?P<n>\d+)$", image.show),
    (r"^/bai/(?P<id>\d+)/ban/(?P<n>\d+)$", article.revision),
    (r"^/bai/(?P<id>\d+)/trich-dan\.(?P<form>bib|ris|json|txt)$", article.reference),
    (r"^/bao$", paper.index),
    (r"^/bao/(?P<id>[^/]+)$", paper.show),
    (r"^/tac-gia$", names.author),
    (r"^/the$", names.tag),
    (r"^/ngay$", day.newest),
    (r"^/ngay/(?P<day>[^/]+)$", day.show),
    (r"^/tham-do$", polls.show),
    (r"^/thoi-tiet$", weather.show),
    (r"^/do-phu$", coverage.show),
    (r"^/xu-huong$", trend.show),
    (r"^/gioi-thieu$", about.show),
    (r"^/robots\.txt$", robots.show),
)


def routes(database: str) -> list[tuple[str, Callable[..., Any]]]:
    """The pages of the archive of that name, as datasette takes them."""
    return [(pattern, view(page, database)) for pattern, page in PAGES]
