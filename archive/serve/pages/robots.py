"""What robots may read: articles and lists of them, but not searches, whose facets have no end."""

from __future__ import annotations

from archive.serve.request import Response, Visit
from archive.serve.urls import SEARCH

ENDLESS = (SEARCH, "/search", "/xu-huong", "/do-phu")


async def show(visit: Visit) -> Response:
    """`/robots.txt`."""
    closed = [*ENDLESS, f"/{visit.served.name}"]
    lines = ["User-agent: *", *(f"Disallow: {visit.links.urls.path(path)}" for path in closed)]
    return visit.answer("\n".join([*lines, ""]), "text/plain; charset=utf-8")
