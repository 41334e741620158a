"""The datasette plugin of an archive: pages for readers, on top of datasette's own tables.

Its search box asks as `baotinh search` does: datasette quotes what is typed into a search box with
the SQL function escape_fts(); here that name is given to our own reading of the question. Databases
that are no archives are left alone, and without an archive there are no pages of ours.
"""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import Awaitable, Callable, MutableMapping
from functools import cache
from importlib import resources
from typing import Any
from urllib.parse import parse_qsl, urlencode
from weakref import WeakKeyDictionary

from datasette import hookimpl
from datasette.utils.asgi import BadRequest

from archive.db import fts, migrations
from archive.errors import QueryProblem
from archive.search.parser import parse_leniently
from archive.search.query import marked, to_fts5
from archive.serve import security_headers
from archive.serve.database import Served, find_archive
from archive.serve.request import compile_templates
from archive.serve.routes import routes

Scope = MutableMapping[str, Any]
Application = Callable[[Scope, Any, Any], Awaitable[None]]

NOTHING = '""'
"""An FTS5 expression that matches no article."""


def search_box(question: str | None) -> str:
    """The FTS5 expression for what was typed: tone-exact where it shows marks, else tone-free."""
    try:
        tree = parse_leniently(question or "")
    except QueryProblem:
        return NOTHING
    return to_fts5(tree, "exact" if marked(tree) else "folded")


@hookimpl(trylast=True)  # type: ignore[untyped-decorator]  # datasette registers its own first
def prepare_connection(conn: sqlite3.Connection) -> None:
    """Give a connection to an archive our search box, and exact() and fold() for SQL by hand."""
    if conn.execute("PRAGMA application_id").fetchone()[0] == migrations.APPLICATION_ID:
        fts.register(conn)
        conn.create_function("escape_fts", 1, search_box, deterministic=True)


@hookimpl  # type: ignore[untyped-decorator]
def register_routes(datasette: Any) -> list[tuple[str, Callable[..., Any]]]:
    """The pages for readers, where one of the databases is an archive."""
    archive = archive_of(datasette)
    return routes(archive) if archive else []


@hookimpl  # type: ignore[untyped-decorator]
def get_metadata(datasette: Any) -> dict[str, Any]:
    """Titles, descriptions and search settings of the tables of an archive."""
    archive = archive_of(datasette)
    return {"databases": {archive: described()}} if archive else {}


def described() -> dict[str, Any]:
    """The titles, descriptions and search settings, as datasette's metadata has them.

    Made anew for each caller: datasette writes into what it is given.
    """
    words: dict[str, Any] = json.loads(_metadata_text())
    return words


@cache
def _metadata_text() -> str:
    return resources.files(__name__).joinpath("metadata.json").read_text(encoding="utf-8")


@hookimpl  # type: ignore[untyped-decorator]
def startup(datasette: Any) -> Callable[[], Awaitable[None]]:
    """Make ready what the first reader would wait for."""

    async def ready() -> None:
        if archive := archive_of(datasette):
            await asyncio.to_thread(compile_templates)
            await asyncio.to_thread(Served(datasette, archive).kinds.renew)

    return ready


_ARCHIVES: WeakKeyDictionary[Any, str | None] = WeakKeyDictionary()


def archive_of(datasette: Any) -> str | None:
    """The name of the database that is the archive; looked for once in each datasette."""
    if datasette not in _ARCHIVES:
        _ARCHIVES[datasette] = find_archive(datasette)
    return _ARCHIVES[datasette]


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
    asked = parse_qsl(query.decode("latin-1"), keep_blank_values=True)
    kept = [(name, value) for name, value in asked if name != "_search" or value.strip()]
    return urlencode(kept).encode()


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


@cache
def static_folder() -> str:
    """Where our static files are; datasette names us by the distribution of our entry point."""
    from datasette.plugins import get_plugins  # it is what imports this module as an entry point

    static = str(resources.files(__name__) / "static")
    names: list[str] = [it["name"] for it in get_plugins() if it["static_path"] == static]
    return f"/-/static-plugins/{names[0]}"
