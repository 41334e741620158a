"""Detects HTML pages, and feeds and sitemaps, by content type and first bytes."""

from __future__ import annotations

import re
from typing import Final

_GZIP = b"\x1f\x8b"
_PLAIN: Final = "text/plain"
_HTML_TYPES: Final = ("text/html", "application/xhtml", _PLAIN)
_MARKUP = re.compile(rb"<(?:!doctype html|html|head|body|title)\b", re.IGNORECASE)


def is_html(content_type: str | None, body: bytes) -> bool:
    """Whether a body is an HTML page, by content type and first bytes.

    Some old servers send pages as plain text; robots.txt, feeds and sitemaps are not pages.
    """
    kind = (content_type or "text/html").strip().lower()
    if not kind.startswith(_HTML_TYPES) or is_xml(body):
        return False
    return not kind.startswith(_PLAIN) or _MARKUP.search(body[:4096]) is not None


def is_xml(body: bytes) -> bool:
    """Whether a body looks like a feed or sitemap, plain or gzip, whatever its content type."""
    start = body[:400].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(_GZIP):
        return True
    if start.startswith(b"<?xml"):
        return b"<html" not in start and b"<!doctype html" not in start
    return start.startswith((b"<rss", b"<feed", b"<urlset", b"<sitemapindex"))
