"""Fixtures of all tests: newspapers on loopback, the command line, and no network beyond."""

from __future__ import annotations

import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from crawler.demo.server import SampleServer, serve_sample
from tests.support import process
from tests.support.guard import sitecustomize as guard
from tests.support.process import environment, python

guard.close_the_network()

__all__ = ["environment"]

Answer = tuple[int, dict[str, str], bytes]
Command = Callable[..., "subprocess.CompletedProcess[str]"]


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name a parameter of bytes by its argument: ids are words, the same in every process."""
    return argname if isinstance(val, bytes) else None


def pytest_unconfigure() -> None:
    process.end()


@pytest.fixture(scope="session")
def baotinh() -> Command:
    """Runs `baotinh` with these arguments in a process of its own."""
    return partial(python, "-m", "crawler.cli", exits=0)


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """Where an archive may be made."""
    folder = tmp_path / "archive"
    folder.mkdir()
    return folder / "archive.db"


@pytest.fixture(scope="session")
def newspaper() -> Iterator[SampleServer]:
    """The sample newspaper, edition 1."""
    with serve_sample(port=0) as server:
        yield server


class Site:
    """A web site out of a table: path with query → answer.

    `asked` are the paths in order, `times` when that was, `agents` who asked; `etags` by path what
    the one who asked had already.
    """

    def __init__(self, url: str, pages: dict[str, Answer | list[Answer]]) -> None:
        self.url = url
        self.pages = pages
        self.asked: list[str] = []
        self.agents: set[str] = set()
        self.times: list[float] = []
        self.etags: dict[str, str | None] = {}

    def answer(self, path: str, agent: str) -> Answer:
        """The answer; of several the next one, and the last for ever."""
        self.asked.append(path)
        self.agents.add(agent)
        self.times.append(time.monotonic())
        found = self.pages.get(path, (404, {}, b""))
        if isinstance(found, list):
            return found.pop(0) if len(found) > 1 else found[0]
        return found


@pytest.fixture
def site() -> Iterator[Callable[[dict[str, Answer | list[Answer]]], Site]]:
    """Starts web sites on loopback."""
    servers: list[ThreadingHTTPServer] = []

    def start(pages: dict[str, Answer | list[Answer]]) -> Site:
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            wbufsize = -1

            def do_GET(self) -> None:
                here.etags[self.path] = self.headers["If-None-Match"]
                status, headers, body = here.answer(self.path, self.headers["User-Agent"])
                self.send_response(status)
                for name, value in ({"Content-Type": "text/html"} | headers).items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None: ...

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.handle_error = lambda *_: None  # a client that hangs up
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        servers.append(server)
        here = Site(f"http://127.0.0.1:{server.server_address[1]}/", pages)
        return here

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()
