"""Pages as web archives keep them: their addresses mapped back, their captures found by an index.

A page saved from the Wayback Machine lies under web.archive.org/web/<time>/<address>; here it has
the newspaper's address and the time of the capture. The bytes that came in are kept as they are.
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
_FIRST = "00000101000000"  # completes a time that is cut off: the first of January, midnight
_SCHEME = re.compile(r"(https?):/+", re.IGNORECASE)  # servers join the two slashes


class Line(NamedTuple):
    """One line of a CDX index: when a capture was made, and where it lies."""

    time: str
    file: str
    offset: int


def original(url: str) -> tuple[str, str | None]:
    """The newspaper's address of a replayed page and the time of its capture (UTC).

    Any other address comes back as it is, without a time.

    >>> original("https://web.archive.org/web/20190105103000id_/http://baohanam.com.vn/a.html")
    ('http://baohanam.com.vn/a.html', '2019-01-05T10:30:00Z')
    """
    found = _REPLAYED.fullmatch(url)
    time = _utc(found["time"]) if found else None
    if found is None or time is None:
        return url, None
    address = _SCHEME.sub(r"\1://", found["url"], count=1)
    return address if _SCHEME.match(address) else f"http://{address}", time


def with_original_url(record: Record) -> Record:
    """A record under the newspaper's own address and the time of its capture."""
    url, time = original(record.url)
    return replace(record, url=url, fetched_at=time or record.fetched_at)


def is_index(path: Path) -> bool:
    """Whether a file is a CDX or CDXJ index, by its name."""
    return path.name.lower().endswith((".cdx", ".cdxj"))


def indexed(path: Path) -> Iterator[Record]:
    """The captures that an index names, oldest first, from the WARC files beside it.

    Raises CaptureProblem for an index without lines, or a WARC file that is missing or cut.
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
    """Which column holds what, by the letters of a CDX head; those of 11 columns without one."""
    letters = head.split()[1:] if head.strip().startswith("CDX") else list("NbamskrMSVg")
    return {letter: number for number, letter in enumerate(letters)}


def _line(text: str, columns: dict[str, int]) -> Line | None:
    """A line of an index; None for its head, and for what says neither file nor place."""
    try:
        if (brace := text.find("{")) >= 0:
            told = json.loads(text[brace:])
            return Line(text[:brace].split()[1], Path(told["filename"]).name, int(told["offset"]))
        parts = text.split()
        file = parts[columns["g"]]
        return Line(parts[columns["b"]], Path(file).name, int(parts[columns["V"]]))
    except (KeyError, IndexError, ValueError):
        return None


def _utc(digits: str) -> str | None:
    try:
        moment = datetime.strptime(f"{digits}{_FIRST[len(digits) :]}+0000", "%Y%m%d%H%M%S%z")
    except ValueError:
        return None
    return moment.strftime(FORM)
