"""A picture of an article as it was received, where the archive has kept it.

What it is, is told by its first bytes and not by what the newspaper said: a raster image is shown,
anything else (a drawing may hold a script) is not there.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from datasette.utils.asgi import Response

from archive.errors import UnknownName
from archive.fixity import payload_at
from archive.serve.numbers import number_of
from archive.serve.visit import FRESH_SECONDS, Visit

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
    "Cache-Control": f"max-age={FRESH_SECONDS}",
}

_KEPT = """
SELECT number, warc_file, warc_offset, sha256, max(fetched_at)
FROM images CROSS JOIN captures ON captures.url = src
WHERE images.article = ? AND status = 200 AND content_type LIKE 'image/%' GROUP BY number
"""
_FORMS = (
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"GIF8", "image/gif"),
    (8, b"WEBP", "image/webp"),
    (4, b"ftypavif", "image/avif"),
)


def kept(conn: sqlite3.Connection, folder: Path, article: int) -> dict[int, tuple[str, int, str]]:
    """Where the pictures of an article lie (file, offset, SHA-256), by number: those at hand."""
    rows = conn.execute(_KEPT, (article,))
    return {
        number: (file, offset, digest)
        for number, file, offset, digest, _ in rows
        if (folder / file).is_file()
    }


async def show(visit: Visit) -> Response:
    """`/bai/<id>/anh/<n>`."""
    article, number = number_of(visit.part("id")), number_of(visit.part("n"))
    folder = visit.served.path.parent

    def read(conn: sqlite3.Connection) -> bytes | None:
        place = kept(conn, folder, article).get(number)
        return payload_at(folder / place[0], *place[1:]) if place else None

    payload = await visit.ask(read)
    form = form_of(payload or b"")
    if payload is None or form is None:
        raise UnknownName(f"no picture {number} of article {article} in this archive")
    return Response(payload, 200, HEADERS, form)


def form_of(payload: bytes) -> str | None:
    """The content type of a raster image; None for anything else."""
    return next((form for at, sign, form in _FORMS if payload[at:].startswith(sign)), None)
