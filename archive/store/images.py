"""Image files of articles: which are still to be fetched, which are stored, and their bytes.

An image is identified by its URL (`images.src`); equal bytes under several URLs are stored once.
Readers get only images of articles that are not hidden, and only of media types that no browser
mistakes for another.
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

MEDIA_TYPES = {
    "image/jpeg": (b"\xff\xd8\xff",),
    "image/png": (b"\x89PNG\r\n\x1a\n",),
    "image/gif": (b"GIF87a", b"GIF89a"),
    "image/webp": (b"RIFF",),
    "image/avif": (b"\0\0\0",),
}
"""The media types that are stored, with their magic bytes; not SVG, which may hold a script."""

_TO_FETCH = """
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
_STORED = """
SELECT number FROM images JOIN image_files USING (src) WHERE article = ? AND state = 'kept'
"""
_CAPTURE = """
SELECT captures.url, status, fetched_at, sha256, warc_file, warc_offset
FROM images JOIN image_files USING (src) JOIN captures ON captures.id = image_files.capture
WHERE images.article = ? AND images.number = ? AND state = 'kept'
"""


class StoredPayload(NamedTuple):
    """The capture that first stored a payload: its id, URL and time (UTC)."""

    capture: int
    url: str
    fetched_at: str


@dataclass(frozen=True, slots=True)
class StoredImage:
    """An image file: its media type (one of MEDIA_TYPES), SHA-256 (hex) and bytes."""

    media_type: str
    sha256: str
    body: bytes


def media_type_of(body: bytes) -> str | None:
    """The media type by magic bytes, whatever the header says; None if not in MEDIA_TYPES."""
    return next((name for name, magic in MEDIA_TYPES.items() if body.startswith(magic)), None)


def to_fetch(conn: sqlite3.Connection, paper: str, limit: int) -> list[str]:
    """URLs of images of a newspaper's articles that are not stored yet, or due for a retry."""
    values = {"paper": paper, "now": utc_now(), "limit": limit}
    return [src for (src,) in conn.execute(_TO_FETCH, values)]


def save(
    conn: sqlite3.Connection, src: str, state: State, capture: int | None, reason: str | None
) -> None:
    """Record the outcome of an image request; a failed one is retried after growing pauses."""
    attempts, later = 0, None
    if state == "failed":
        row = conn.execute(_ATTEMPTS, (src,)).fetchone()
        attempts = (row[0] if row else 0) + 1
        later = revisit_policy.retry_image(attempts, utc_now())
    values = {"src": src, "state": state, "capture": capture, "reason": reason}
    conn.execute(_SAVE, values | {"attempts": attempts, "next_check": later})


def capture_with_payload(conn: sqlite3.Connection, sha256: str) -> StoredPayload | None:
    """The first capture of a payload with this SHA-256 (hex); None for a new payload."""
    row = conn.execute(_SAME_BYTES, (sha256,)).fetchone()
    return StoredPayload(*row) if row else None


def stored_numbers(conn: sqlite3.Connection, article: int) -> frozenset[int]:
    """The images of an article whose files are stored, by `images.number`."""
    return frozenset(number for (number,) in conn.execute(_STORED, (article,)))


def read(conn: sqlite3.Connection, folder: Path, article: int, number: int) -> StoredImage | None:
    """Read an image file of an article; None if it is not stored, or its record is damaged.

    `folder` is the folder of the database.
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
    media_type = media_type_of(body)
    return StoredImage(media_type, capture.sha256, body) if media_type else None
