"""What an answer says in its head: where it leads, and what its body is."""

from __future__ import annotations

from typing import Final

from scrapy.http import Response

from crawler.addresses import absolute

PAGE_TYPES: Final = ("text/html", "application/xhtml", "text/plain")
"""How content types of pages begin; some old servers call a page plain text."""


def target_of(response: Response) -> str:
    """The absolute address to which a redirect leads; empty for other answers."""
    location = response.headers.get("Location") if 300 <= response.status < 400 else None
    text = (location or b"").decode("latin-1")
    return (absolute(text, response.url) or text) if text else ""


def content_type(response: Response) -> str:
    """The content type in lower case; HTML where the server names none."""
    return (response.headers.get("Content-Type") or b"text/html").decode("latin-1").lower()
