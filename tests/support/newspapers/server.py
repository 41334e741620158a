"""A test newspaper on a socket; `asked` are the paths in the order of the requests."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.support.newspapers.makes import MAKES
from tests.support.newspapers.site import Newspaper, Part


class Served:
    """A newspaper that is being served at `url`."""

    def __init__(self, url: str, newspaper: Newspaper) -> None:
        self.url = url
        self.newspaper = newspaper
        self.asked: list[str] = []

    def own(self) -> set[str]:
        """The addresses of all articles."""
        return {self.url + path[1:] for path in self.newspaper.addresses()}


@contextmanager
def served(
    make: str, *, copies: int = 2, without: frozenset[Part] = frozenset(), pages: int = 1000
) -> Iterator[Served]:
    """Serve a newspaper of a make on loopback."""
    newspaper = Newspaper(make, MAKES[make], copies=copies, without=without, pages=pages)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1

        def do_GET(self) -> None:
            here.asked.append(self.path)
            status, headers, body = newspaper.respond(self.path, here.url.rstrip("/"))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.handle_error = lambda *_: None  # type: ignore[method-assign]  # who hangs up
    here = Served(f"http://127.0.0.1:{server.server_address[1]}/", newspaper)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield here
    finally:
        server.shutdown()
        server.server_close()
