"""The datasette plugin of an archive: pages for readers, on top of datasette's own tables.

Databases that are no archives are left alone, and without an archive there are no pages of ours.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import parse_qsl, urlencode

from datasette import hookimpl
from datasette.utils.asgi import BadRequest

from archive.serve import search_box, security_headers
from archive.serve.database import ServedArchive, archive_of
from archive.serve.request import compile_templates
from archive.serve.routes import routes
from archive.serve.static_files import static_folder
from archive.serve.table_metadata import table_metadata

Scope = MutableMapping[str, Any]
Application = Callable[[Scope, Any, Any], Awaitable[None]]


@hookimpl(trylast=True)  # type: ignore[untyped-decorator]  # datasette registers its own first
def prepare_connection(conn: sqlite3.Connection) -> None:
    """Give a connection to an archive our search box, and exact() and fold() for SQL by hand."""
    search_box.register(conn)


@hookimpl  # type: ignore[untyped-decorator]
def register_routes(datasette: Any) -> list[tuple[str, Callable[..., Any]]]:
    """The pages for readers, where one of the databases is an archive."""
    archive = archive_of(datasette)
    return routes(archive) if archive else []


@hookimpl  # type: ignore[untyped-decorator]
def get_metadata(datasette: Any) -> dict[str, Any]:
    """Titles, descriptions and search settings of the tables of an archive."""
    archive = archive_of(datasette)
    return {"databases": {archive: table_metadata()}} if archive else {}


@hookimpl  # type: ignore[untyped-decorator]
def startup(datasette: Any) -> Callable[[], Awaitable[None]]:
    """Make ready what the first reader would wait for."""

    async def ready() -> None:
        if archive := archive_of(datasette):
            await asyncio.to_thread(compile_templates)
            await asyncio.to_thread(ServedArchive(datasette, archive).columns.refresh)

    return ready


@hookimpl  # type: ignore[untyped-decorator]
def asgi_wrapper(datasette: Any) -> Callable[[Application], Application]:
    """Drop an empty `_search`, which asks nothing, from the address; set the headers of safety."""

    def wrap(application: Application) -> Application:
        async def wrapped(scope: Scope, receive: Any, send: Any) -> None:
            if scope["type"] != "http":
                await application(scope, receive, send)
                return
            if b"_search=" in scope["query_string"]:
                scope = {**scope, "query_string": _without_empty_search(scope["query_string"])}

            async def send_safely(message: Scope) -> None:
                if message["type"] == "http.response.start":
                    message = {**message, "headers": security_headers.safe(message["headers"])}
                await send(message)

            await application(scope, receive, send_safely if archive_of(datasette) else send)

        return wrapped

    return wrap


def _without_empty_search(query: bytes) -> bytes:
    pairs = parse_qsl(query.decode("latin-1"), keep_blank_values=True)
    return urlencode([(name, it) for name, it in pairs if name != "_search" or it.strip()]).encode()


@hookimpl  # type: ignore[untyped-decorator]
def filters_from_request(request: Any, table: str, datasette: Any, database: str) -> None:
    """Refuse a search in one column: datasette 0.65 forgets fts_pk there and shows wrong rows."""
    fts_pk = datasette.table_metadata(database, table).get("fts_pk")
    if fts_pk and any(name.startswith("_search_") for name in request.args):
        raise BadRequest("Không tìm riêng trong một cột được: hãy dùng _search")


@hookimpl  # type: ignore[untyped-decorator]
def extra_css_urls(datasette: Any) -> list[str]:
    """Our few rules for datasette's pages."""
    return [datasette.urls.path(f"{static_folder()}/archive.css")]
