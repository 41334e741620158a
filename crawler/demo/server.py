"""An HTTP server for the sample newspaper: HTTP/1.1 with keep-alive, gzip and conditional requests.

Responses are cached, since benchmarks should measure the crawler. Headers and body are sent in one
write, since two small writes on a keep-alive connection are delayed (Nagle's algorithm).
"""

from __future__ import annotations

import errno
import gzip
import signal
import sys
import threading
from functools import lru_cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

import click

from archive.errors import UsageProblem
from crawler.demo.content import EDITIONS
from crawler.demo.site import Answer, SampleNewspaper

PORT = 8471
_PORTS_TRIED = 20
_MIN_GZIP_BYTES = 500


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    server_version = "BaoMau"
    wbufsize = -1
    disable_nagle_algorithm = True
    timeout = 60

    def do_GET(self) -> None:
        self._send(with_body=True)

    def do_HEAD(self) -> None:
        self._send(with_body=False)

    def _send(self, *, with_body: bool) -> None:
        host = self.headers.get("Host") or "{}:{}".format(*self.server.server_address[:2])
        use_gzip = "gzip" in self.headers.get("Accept-Encoding", "")
        status, headers, body = self.server.answer(self.path, f"http://{host}", use_gzip)
        if status == 200 and self.headers.get("If-None-Match") == headers.get("ETag"):
            status, body = 304, b""
        self.send_response(status)
        for name, value in headers.items():
            if status != 304 or name in ("ETag", "Last-Modified"):
                self.send_header(name, value)
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if with_body:
            self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Log nothing."""


class _Server(ThreadingHTTPServer):
    def __init__(self, address: tuple[str, int], newspaper: SampleNewspaper) -> None:
        super().__init__(address, _Handler)
        self._newspaper = newspaper
        self.answer = lru_cache(maxsize=4096)(self._compressed_answer)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Ignore clients that disconnect; report other errors as usual."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)

    def _compressed_answer(self, path: str, origin: str, use_gzip: bool) -> Answer:
        status, headers, body = self._newspaper.respond(path, origin)
        if use_gzip and len(body) > _MIN_GZIP_BYTES and "image" not in headers["Content-Type"]:
            body = gzip.compress(body, mtime=0)
            headers |= {"Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
        return status, headers, body


class SampleServer:
    """A running server; `port` differs from `requested_port` if that was in use."""

    def __init__(self, server: _Server, requested_port: int, newspaper: SampleNewspaper) -> None:
        self._server = server
        self.newspaper = newspaper
        self.requested_port = requested_port
        self.host = str(server.server_address[0])
        self.port = server.server_address[1]
        self.url = f"http://{self.host}:{self.port}/"
        self._thread = threading.Thread(
            target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True
        )
        self._thread.start()

    def close(self) -> None:
        """Stop the server and free the port."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def serve_sample(host: str = "127.0.0.1", port: int = PORT, edition: int = 1) -> SampleServer:
    """Serve an edition from a thread of this process; a context manager that stops the server.

    If the port is in use, one of the next is used; 0 means any free port. Raises UsageProblem if
    none is free.
    """
    newspaper = SampleNewspaper(edition)
    for candidate in range(port, port + _PORTS_TRIED):
        try:
            server = _Server((host, candidate), newspaper)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise UsageProblem(f"cannot listen on {host}:{candidate}: {error}") from error
        else:
            return SampleServer(server, port, newspaper)
    raise UsageProblem(
        f"ports {port} to {port + _PORTS_TRIED - 1} of {host} are in use:"
        " choose another with --port"
    )


@click.command()
@click.option("--port", default=PORT, show_default=True, help="Port to listen on; 0 chooses one.")
@click.option("--edition", default=EDITIONS[0], show_default=True, help="Edition to serve: 1 or 2.")
def main(port: int, edition: int) -> None:
    """Serve the sample newspaper until Ctrl-C; prints its URL first.

    Example: python -m crawler.demo.server --port 8471 --edition 2
    """
    stopped = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stopped.set())
    try:
        with serve_sample(port=port, edition=edition) as running:
            click.echo(running.url)
            stopped.wait()
    except UsageProblem as problem:
        raise click.UsageError(str(problem)) from problem


if __name__ == "__main__":
    main()
