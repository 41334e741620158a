"""Reads CDX and CDXJ indexes, and maps replay URLs of web archives to the original URLs.

A page saved from the Wayback Machine has the URL web.archive.org/web/<time>/<URL>; it is archived
under the newspaper's URL with the time of that capture. The payload is not changed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from archive.clock import FORM
from archive.errors import CaptureProblem
from archive.warc.reader import Record, record_at

_REPLAYED = re.compile(
    r"https?://(?:web\.|www\.)?archive\.(?:org|ph)(?::\d+)?/(?:web|wayback)"
    r"/(?P<time>\d{4,14})(?:[a-z]{2}_)?/(?P<url>.+)",
    re.IGNORECASE,
)
_FIRST = "00000101000000"  # completes a shortened time: 1 January, midnight
_SCHEME = re.compile(r"(https?):/+", re.IGNORECASE)  # servers merge the two slashes


class CdxLine(NamedTuple):
    """One line of a CDX index: time of a capture (14 digits), WARC file, offset in bytes."""

    time: str
    file: str
    offset: int


def original_url(url: str) -> tuple[str, str | None]:
    """The original URL of a replay URL, and the time of its capture (UTC).

    Any other URL is returned unchanged, with None as its time.

    >>> original_url("https://web.archive.org/web/20190105103000id_/http://baohanam.com.vn/a.html")
    ('http://baohanam.com.vn/a.html', '2019-01-05T10:30:00Z')
    """
    found = _REPLAYED.fullmatch(url)
    time = _utc(found["time"]) if found else None
    if found is None or time is None:
        return url, None
    address = _SCHEME.sub(r"\1://", found["url"], count=1)
    return address if _SCHEME.match(address) else f"http://{address}", time


def with_original_url(record: Record) -> Record:
    """The record with its original URL and the time of that capture, if its URL is a replay URL."""
    url, time = original_url(record.url)
    return replace(record, url=url, fetched_at=time or record.fetched_at)


def is_index(path: Path) -> bool:
    """Whether a file name is that of a CDX or CDXJ index."""
    return path.name.lower().endswith((".cdx", ".cdxj"))


def records_of_index(path: Path) -> Iterator[Record]:
    """Read the records listed in an index, oldest first, from WARC files in the same folder.

    Raises CaptureProblem for an index without lines, or a WARC file that is missing or truncated.
    """
    with path.open(encoding="utf-8", errors="replace") as file:
        columns = _columns(file.readline())
        file.seek(0)
        lines = sorted(filter(None, (_line(text, columns) for text in file)))
    if not lines:
        raise CaptureProblem(f"{path}: no line names a capture in a WARC file")
    for line in lines:
        if found := record_at(path.parent / line.file, line.offset):
            yield found


def _columns(head: str) -> dict[str, int]:
    """Column numbers by CDX field letter, from the header; without one, the 11-column format."""
    letters = head.split()[1:] if head.strip().startswith("CDX") else list("NbamskrMSVg")
    return {letter: number for number, letter in enumerate(letters)}


def _line(text: str, columns: dict[str, int]) -> CdxLine | None:
    """Parse a line of an index; None for the header, and for a line without file or offset."""
    try:
        if (brace := text.find("{")) >= 0:
            fields = json.loads(text[brace:])
            file, offset = Path(fields["filename"]).name, int(fields["offset"])
            return CdxLine(text[:brace].split()[1], file, offset)
        parts = text.split()
        file = parts[columns["g"]]
        return CdxLine(parts[columns["b"]], Path(file).name, int(parts[columns["V"]]))
    except (KeyError, IndexError, ValueError):
        return None


def _utc(digits: str) -> str | None:
    try:
        moment = datetime.strptime(f"{digits}{_FIRST[len(digits) :]}+0000", "%Y%m%d%H%M%S%z")
    except ValueError:
        return None
    return moment.strftime(FORM)
