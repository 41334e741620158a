"""Strips the site name from document titles such as "Headline - Section - Báo Cà Mau"."""

from __future__ import annotations

from urllib.parse import urlsplit

import regex

from archive.vietnamese import fold
from crawler.parsers.select import normalize_space
from crawler.parsers.similarity import match_key

TITLE_DIVIDER = regex.compile(r"\s+[-–—|»:•]+\s+|\s*[|»]\s*")
_SITE_NAME = regex.compile(
    r"^(?:báo|trang|cổng|tạp chí|đài|tin tức|tin nhanh|đọc báo|trang chủ)\b|"
    r"^(?:cơ quan|tiếng nói|diễn đàn) (?:của|ngôn luận|thường trực)\b|"
    r"\b(?:online|điện tử|\.vn|\.com|newspaper|news)\b|\.(?:vn|com|net|org)\b|(?:online|điện tử)$",
    regex.I,
)
_STRAY_PUNCTUATION = regex.compile(r"^[\s»>•|–-]+|[\s»>•|–-]+$")


def strip_site_name(text: str, site_name: str | None, url: str) -> str:
    """Strip the site name from both ends of a document title; "" if nothing is left."""
    pieces = [piece for piece in TITLE_DIVIDER.split(text) if piece and piece.strip()]
    host = (urlsplit(url).hostname or "").replace("-", "")
    name = fold(site_name or "")
    last = len(pieces)
    while last and _is_site_name(pieces[last - 1].strip(), name, host):
        last -= 1
    if not last:
        return ""
    first = 0
    while _is_site_name(pieces[first].strip(), name, host):
        first += 1
    if repeated := _count_repeated_pieces([match_key(piece) for piece in pieces[first:last]]):
        first, last = last - 2 * repeated, last - repeated
    start = text.index(pieces[first])
    end = text.index(pieces[last - 1], start) + len(pieces[last - 1])
    return clean_title(text[start:end])


def clean_title(text: str) -> str:
    """A title with normalized spaces, without stray punctuation at its ends."""
    return str(_STRAY_PUNCTUATION.sub("", normalize_space(text)))


def _is_site_name(piece: str, site_name: str, host: str) -> bool:
    """Whether a piece of a title names the site, by its words, the metadata or the host."""
    folded = fold(piece)
    return (
        bool(_SITE_NAME.search(piece))
        or (bool(site_name) and (folded in site_name or site_name in folded))
        or folded.replace(" ", "") in host
    )


def _count_repeated_pieces(pieces: list[str]) -> int:
    """How many pieces are repeated at the end, as on sites that print the title twice."""
    lengths = range(len(pieces) // 2, 0, -1)
    return next((n for n in lengths if pieces[-n:] == pieces[-2 * n : -n]), 0)
