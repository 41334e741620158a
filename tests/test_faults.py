"""A newspaper that fails in every way, and a crawler that is killed again and again.

Only where BAOTINH_KILLS says how often, because chance and load decide how long it takes;
BAOTINH_SEED says which chances. Both are printed:
`BAOTINH_KILLS=3 make test ARGS=tests/test_faults.py`.
"""

from __future__ import annotations

import gzip
import os
import random
import signal
import socket
import sqlite3
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace

import pytest

from crawler.sample import SampleNewspaper
from tests.test_crawl import HOST, rows, started, value

KILLS = int(os.environ.get("BAOTINH_KILLS", "3"))
SEED = int(os.environ.get("BAOTINH_SEED", "20261123"))
pytestmark = pytest.mark.skipif(
    "BAOTINH_KILLS" not in os.environ, reason="asked for by BAOTINH_KILLS alone"
)
CHALLENGE = b"<html><title>Just a moment...</title><p>Checking your browser</html>"


class Faulty(BaseHTTPRequestHandler):
    """Answers as the sample newspaper does, or in one of the ways in which servers fail."""

    protocol_version = "HTTP/1.1"
    wbufsize = -1
    newspaper = SampleNewspaper()
    chance = random.Random(SEED)
    share = 0.3

    def do_GET(self) -> None:
        status, headers, body = self.newspaper.respond(self.path)
        body = gzip.compress(body, mtime=0)
        headers = headers | {"Content-Encoding": "gzip"}
        fault = self.chance.choice(
            ["error", "later", "reset", "stall", "short", "half", "challenge", "garbage"]
        )
        if self.chance.random() > self.share or self.path == "/robots.txt":
            self.send(status, headers, body)
        elif fault == "error":
            self.send(500, {}, b"")
        elif fault == "later":
            self.send(503, {"Retry-After": "1"}, b"")
        elif fault == "reset":
            linger = struct.pack("ii", 1, 0)
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            self.close_connection = True
        elif fault == "stall":
            time.sleep(0.3)
            self.send(status, headers, body)
        elif fault == "short":
            self.send(status, headers, body[: len(body) // 2], length=len(body))
            self.close_connection = True
        elif fault == "half":
            self.send(status, headers, body[: len(body) // 2])
        elif fault == "challenge":
            self.send(200, {"Content-Type": "text/html"}, CHALLENGE)
        else:
            self.send(200, {"Content-Type": "text/html"}, bytes(range(256)) * 9)

    def send(
        self, status: int, headers: dict[str, str], body: bytes, length: int | None = None
    ) -> None:
        self.send_response(status)
        for name, text in headers.items():
            self.send_header(name, text)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None: ...


@pytest.fixture
def faulty() -> Iterator[SimpleNamespace]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Faulty)
    server.handle_error = lambda *_: None
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield SimpleNamespace(url=f"http://127.0.0.1:{server.server_address[1]}/")
    server.shutdown()
    server.server_close()


def later(db: Path) -> None:
    """Let the rest of what failed be over."""
    with closing(sqlite3.connect(db, timeout=30)) as conn, conn:
        if conn.execute("SELECT 1 FROM sqlite_master WHERE name = 'urls'").fetchone():
            conn.execute(
                "UPDATE urls SET attempts = 0, next_check = '2000-01-01' WHERE state = 'failed'"
            )


def test_killed_at_random_moments_it_has_every_article_once_in_the_end(baotinh, faulty, db):
    sys.stdout.write(f"seed {SEED}, {KILLS} kills\n")
    chance = random.Random(SEED)
    Faulty.chance, Faulty.share = random.Random(SEED + 1), 0.3
    for _ in range(KILLS):
        running = started(faulty, db, "--delay", "0.02")
        try:
            running.wait(timeout=chance.uniform(0.5, 6))
        except subprocess.TimeoutExpired:
            running.send_signal(signal.SIGKILL)
        running.communicate()
        if db.exists():
            assert value(db, "PRAGMA integrity_check") == "ok"
            later(db)
    Faulty.share = 0
    for _ in range(2):
        running = started(faulty, db, "--delay", "0.02")
        out, err = running.communicate(timeout=100)
        assert running.returncode == 0, (out, err)
        later(db)
    newspaper = SampleNewspaper()
    stored = dict(rows(db, "SELECT url, title FROM articles"))
    expected = {HOST + path: newspaper.expected(path)["title"] for path in newspaper.addresses()}
    assert stored == expected
    said = rows(db, "SELECT article, count(*) FROM revisions GROUP BY 1 HAVING count(*) > 1")
    assert said == [], "a part of a page was never taken for the page"
    assert baotinh("verify", "--db", db, "--quiet").stdout == ""
    assert baotinh("reparse", "--db", db, exits=1).stdout.startswith("reparse: 0 new, 0 changed, ")
