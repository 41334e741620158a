"""The datasette plugin of an archive: its search box asks as `baotinh search` does.

Datasette quotes what is typed into a search box with the SQL function escape_fts(); here that name
is given to our own reading of the question. Databases that are no archives are left alone.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable, MutableMapping
from functools import cache
from importlib import resources
from typing import Any
from urllib.parse import parse_qsl, urlencode

from datasette import hookimpl
from datasette.utils.asgi import BadRequest

from archive import index, schema
from archive.errors import QueryProblem
from archive.grammar import parse_leniently
from archive.question import marked, to_fts5

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
    if conn.execute("PRAGMA application_id").fetchone()[0] == schema.APPLICATION_ID:
        index.register(conn)
        conn.create_function("escape_fts", 1, search_box, deterministic=True)


@hookimpl  # type: ignore[untyped-decorator]
def asgi_wrapper() -> Callable[[Application], Application]:
    """Drop an empty `_search` from the address: a form sent without a question asks nothing."""

    def wrap(application: Application) -> Application:
        async def without_empty_search(scope: Scope, receive: Any, send: Any) -> None:
            if scope["type"] == "http" and b"_search=" in scope["query_string"]:
                asked = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
                kept = [
                    (name, value) for name, value in asked if name != "_search" or value.strip()
                ]
                scope = {**scope, "query_string": urlencode(kept).encode()}
            await application(scope, receive, send)

        return without_empty_search

    return wrap


@hookimpl  # type: ignore[untyped-decorator]
def filters_from_request(request: Any, table: str, datasette: Any, database: str) -> None:
    """Refuse a search in one column: datasette 0.65 forgets fts_pk there and shows wrong rows."""
    fts_pk = datasette.table_metadata(database, table).get("fts_pk")
    if fts_pk and any(name.startswith("_search_") for name in request.args):
        raise BadRequest("Không tìm riêng trong một cột được: hãy dùng _search")


@hookimpl  # type: ignore[untyped-decorator]
def extra_css_urls(datasette: Any) -> list[str]:
    """Our few rules for datasette's pages."""
    return [datasette.urls.path(f"/-/static-plugins/{_plugin_name()}/archive.css")]


@cache
def _plugin_name() -> str:
    """The name datasette gave us: that of the distribution when its entry point was loaded."""
    from datasette.plugins import get_plugins  # it is what imports this module as an entry point

    static = str(resources.files(__name__) / "static")
    names: list[str] = [it["name"] for it in get_plugins() if it["static_path"] == static]
    return names[0]
