"""Datasette on the archive, on a port of this machine.

A live file is opened normally and never as immutable: that mode tells SQLite that nobody writes,
and readers then meet "malformed" pages as soon as a crawl commits.
"""

from __future__ import annotations

import errno
import os
import socket
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import uvicorn
from datasette.app import Datasette
from datasette.plugins import pm

from archive import serve
from archive.db.reader import open_archive
from archive.errors import UsageProblem
from archive.preservation.publish import published_on
from archive.serve.table_metadata import table_metadata

PORTS_TRIED = 20
SETTINGS = {
    "default_page_size": 50,
    "suggest_facets": False,  # tries every column on every page: 226 ms against 24 ms
    "truncate_cells_html": 200,
    "sql_time_limit_ms": 3000,
    "facet_time_limit_ms": 1000,  # must stay below the limit above, or facets vanish silently
    "num_sql_threads": os.cpu_count() or 1,
    "cache_size_kb": 65_536,
    "allow_download": True,  # of a published copy: datasette never hands out a live file
    "trace_debug": True,
    "template_debug": False,
}
PUBLIC = {
    "default_allow_sql": False,
    "allow_download": False,
    "trace_debug": False,
    "allow_csv_stream": False,  # a whole table at once
    "max_returned_rows": 1000,
    "sql_time_limit_ms": 2000,
}
"""What else holds where anyone may come."""


def application(path: Path, *, public: bool = False) -> Datasette:
    """Datasette for one archive; raises what `archive.db.reader.open_archive` raises.

    `public` takes away what asks for trust: SQL by hand, its traces, and whole tables or files at
    once. A published copy is opened as what it is, a file that nobody writes.
    """
    with closing(open_archive(path)) as conn:
        published = published_on(conn)
    if set("?#%") & set(str(path)):  # datasette 0.65 makes a URI of the path and quotes nothing
        raise UsageProblem(f"cannot serve {path}: use a path without ?, # and %")
    if not pm.is_registered(serve):  # an installed entry point has done it already
        pm.register(serve)
    pm.get_plugin(
        "datasette.handle_exception"
    ).rich = None  # it would print every local variable for a mistyped address
    return Datasette(
        files=[] if published else [str(path)],
        immutables=[str(path)] if published else [],
        metadata=metadata(path),
        settings=SETTINGS | PUBLIC if public else SETTINGS,
    )


def metadata(path: Path) -> dict[str, Any]:
    """Titles, descriptions and search settings of the archive's tables, under its database name."""
    described = table_metadata()
    return {
        "title": described["title"],
        "description": described["description"],
        "databases": {path.stem: described},
    }


def listen(host: str, port: int) -> socket.socket:
    """A listening socket on `port`, or on the next free one; port 0 lets the system choose.

    Raises UsageProblem when no port may be had.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for candidate in range(port, min(port + PORTS_TRIED, 65_536)):
        listener = socket.socket(family, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, candidate))
            listener.listen()
        except OSError as error:
            listener.close()
            if error.errno != errno.EADDRINUSE:
                raise UsageProblem(
                    f"cannot serve on {host}:{candidate}: {error.strerror}"
                ) from error
        else:
            return listener
    raise UsageProblem(f"ports {port} to {candidate} are in use: choose another with --port")


def address_of(listener: socket.socket) -> str:
    """The address to type into a browser."""
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def run(datasette: Datasette, listener: socket.socket) -> None:
    """Serve until Ctrl-C or SIGTERM."""
    config = uvicorn.Config(datasette.app(), log_level="warning", lifespan="on")
    with suppress(KeyboardInterrupt):  # uvicorn has ended in good order and passes the signal on
        uvicorn.Server(config).run(sockets=[listener])
    datasette.get_database().close()
