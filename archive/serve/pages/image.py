"""An image of an article, from the captures: only media types that no browser executes."""

from __future__ import annotations

import sqlite3

from archive.errors import UnknownName
from archive.serve.pages.article import number_of
from archive.serve.request import FRESH_SECONDS, PageRequest, Response
from archive.store import images

_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": f"max-age={FRESH_SECONDS}",  # a hidden article's image goes with its page
}


async def show(request: PageRequest) -> Response:
    """`/bai/<id>/anh/<n>`: the n-th image, where it is kept and the article is not hidden."""
    article, number = number_of(request.part("id")), number_of(request.part("n"))
    folder = request.archive.path.absolute().parent

    def read(conn: sqlite3.Connection) -> images.StoredImage | None:
        return images.read(conn, folder, article, number)

    found = await request.query(read)
    if found is None:
        raise UnknownName(f"no image {number} of article {article} is kept")
    etag = f'"{found.sha256}"'
    sent = _HEADERS | {"ETag": etag}
    if etag in request.http.headers.get("if-none-match", ""):
        return Response(b"", 304, sent, found.media_type)
    return Response(found.body, 200, sent, found.media_type)
