"""What an answer is: where it leads, and whether its body is a page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from scrapy.http import Response

from archive.model import Capture
from archive.store.images import State
from crawler.extraction.feeds import is_xml
from crawler.urls.canonical import absolute

_PLAIN: Final = "text/plain"
_PAGE_TYPES: Final = ("text/html", "application/xhtml", _PLAIN)
_MARKUP = re.compile(rb"<(?:!doctype html|html|head|body|title)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ImageAnswer:
    """What became of an image: `same_as` is the capture of another that had the same bytes."""

    src: str
    state: State
    capture: Capture | None = None
    same_as: int | None = None
    reason: str | None = None


def is_page(content_type: str | None, body: bytes) -> bool:
    """Whether a body is a page: HTML by its type, where the type is missing, or by its looks.

    Some old servers call a page plain text; robots.txt is no page, nor are feeds and sitemaps.
    """
    kind = (content_type or "text/html").strip().lower()
    if not kind.startswith(_PAGE_TYPES) or is_xml(body):
        return False
    return not kind.startswith(_PLAIN) or _MARKUP.search(body[:4096]) is not None


def target_of(response: Response) -> str:
    """The absolute address to which a redirect leads; empty for other answers."""
    location = response.headers.get("Location") if 300 <= response.status < 400 else None
    text = (location or b"").decode("latin-1")
    return (absolute(text, response.url) or text) if text else ""


def content_type(response: Response) -> str:
    """The content type in lower case; HTML where the server names none."""
    return (response.headers.get("Content-Type") or b"text/html").decode("latin-1").lower()
