"""Images of articles that are kept: which are wanted, which are had, and their bytes.

An image is known by its address (`images.src`); several addresses may show the same bytes, which
are kept once. What readers are shown is an image of an article that is not hidden, and only of a
kind that no browser takes for anything else.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple

from archive.clock import utc_now
from archive.errors import CaptureProblem
from archive.model import Capture
from archive.store import revisit_policy
from archive.warc.reader import read_capture

State = Literal["kept", "failed", "gone", "refused"]

KINDS = {
    "image/jpeg": (b"\xff\xd8\xff",),
    "image/png": (b"\x89PNG\r\n\x1a\n",),
    "image/gif": (b"GIF87a", b"GIF89a"),
    "image/webp": (b"RIFF",),
    "image/avif": (b"\0\0\0",),
}
"""What is kept and shown, and how its bytes begin; SVG is not, since it may hold a script."""

_WANTED = """
SELECT DISTINCT images.src FROM images JOIN articles ON articles.id = images.article
LEFT JOIN image_files ON image_files.src = images.src
WHERE articles.paper = :paper AND images.src LIKE 'http%' AND (image_files.src IS NULL
    OR (state = 'failed' AND next_check <= :now)) LIMIT :limit
"""
_SAVE = """
INSERT INTO image_files(src, state, capture, reason, attempts, next_check)
VALUES (:src, :state, :capture, :reason, :attempts, :next_check)
ON CONFLICT (src) DO UPDATE SET state = excluded.state, capture = excluded.capture,
    reason = excluded.reason, attempts = excluded.attempts, next_check = excluded.next_check
"""
_ATTEMPTS = "SELECT attempts FROM image_files WHERE src = ?"
_SAME_BYTES = (
    "SELECT id, url, fetched_at FROM captures WHERE sha256 = ? AND status = 200 ORDER BY id LIMIT 1"
)
_KEPT = """
SELECT number FROM images JOIN image_files USING (src) WHERE article = ? AND state = 'kept'
"""
_CAPTURE = """
SELECT captures.url, status, fetched_at, sha256, warc_file, warc_offset
FROM images JOIN image_files USING (src) JOIN captures ON captures.id = image_files.capture
WHERE images.article = ? AND images.number = ? AND state = 'kept'
"""


class Known(NamedTuple):
    """A capture of an address at a time (UTC)."""

    capture: int
    url: str
    fetched_at: str


@dataclass(frozen=True, slots=True)
class KeptImage:
    """The bytes of an image, and which of KINDS it is."""

    kind: str
    sha256: str
    body: bytes


def kind_of(body: bytes) -> str | None:
    """Which of KINDS the bytes are, whatever a server calls them; None for something else."""
    return next((kind for kind, marks in KINDS.items() if body.startswith(marks)), None)


def wanted(conn: sqlite3.Connection, paper: str, limit: int) -> list[str]:
    """Addresses of images of a newspaper's articles that are to be asked for."""
    values = {"paper": paper, "now": utc_now(), "limit": limit}
    return [src for (src,) in conn.execute(_WANTED, values)]


def save(
    conn: sqlite3.Connection, src: str, state: State, capture: int | None, reason: str | None
) -> None:
    """Note what became of an image; a failed one is asked for again, a few times."""
    attempts, later = 0, None
    if state == "failed":
        row = conn.execute(_ATTEMPTS, (src,)).fetchone()
        attempts = (row[0] if row else 0) + 1
        later = revisit_policy.retry_image(attempts, utc_now())
    values = {"src": src, "state": state, "capture": capture, "reason": reason}
    conn.execute(_SAVE, values | {"attempts": attempts, "next_check": later})


def with_bytes(conn: sqlite3.Connection, sha256: str) -> Known | None:
    """The capture that holds these bytes already."""
    row = conn.execute(_SAME_BYTES, (sha256,)).fetchone()
    return Known(*row) if row else None


def kept(conn: sqlite3.Connection, article: int) -> frozenset[int]:
    """Which images of an article are kept, by their numbers in `images`."""
    return frozenset(number for (number,) in conn.execute(_KEPT, (article,)))


def read(conn: sqlite3.Connection, folder: Path, article: int, number: int) -> KeptImage | None:
    """An image of an article; None where it is not kept, or its bytes are not what they were.

    `folder` is that of the database.
    """
    row = conn.execute(_CAPTURE, (article, number)).fetchone()
    if row is None:
        return None
    names = ("url", "status", "fetched_at", "sha256", "warc_file", "warc_offset")
    capture = Capture(**dict(zip(names, row, strict=True)))
    try:
        body = read_capture(folder, capture).payload
    except CaptureProblem:
        return None
    kind = kind_of(body)
    return KeptImage(kind, capture.sha256, body) if kind else None
