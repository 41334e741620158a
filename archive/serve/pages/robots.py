"""What robots may read: articles and lists of them, but not searches, whose facets have no end."""

from __future__ import annotations

from archive.serve.request import PageRequest, Response
from archive.serve.urls import SEARCH

ENDLESS = (SEARCH, "/search", "/xu-huong", "/do-phu")


async def show(request: PageRequest) -> Response:
    """`/robots.txt`."""
    closed = [*ENDLESS, f"/{request.archive.name}"]
    lines = ["User-agent: *", *(f"Disallow: {request.links.urls.path(path)}" for path in closed)]
    return request.respond("\n".join([*lines, ""]), "text/plain; charset=utf-8")
