"""A newspaper that fails in every way, and a crawler that is killed again and again.

BAOTINH_KILLS says how often it is killed, BAOTINH_SEED which chances are drawn; both are printed:
`BAOTINH_KILLS=50 make test ARGS="tests/crawler/jobs/test_faults.py -s"`.
"""

from __future__ import annotations

import gzip
import json
import os
import random
import shutil
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

from crawler.demo import SampleNewspaper
from tests.conftest import environment
from tests.support.crawls import HOST, rows, value

pytestmark = pytest.mark.slow
KILLS = int(os.environ.get("BAOTINH_KILLS", "3"))
SEED = int(os.environ.get("BAOTINH_SEED", "20261123"))
FAULTS = (
    *("error", "later", "reset", "stall", "short", "long", "half", "challenge", "garbage"),
    *("inside", "charset"),
)
INSIDE = ("10.0.0.1", "169.254.169.254", "127.0.0.1:9", "[::1]")
PATIENCE = 1.0  # seconds that a crawl waits for an answer
CHALLENGE = b"<html><title>Just a moment...</title><p>Checking your browser</html>"


class Faulty(BaseHTTPRequestHandler):
    """Answers as the sample newspaper does, or in one of the ways in which servers fail."""

    protocol_version = "HTTP/1.1"
    wbufsize = -1
    newspaper = SampleNewspaper()
    chance = random.Random(SEED)
    share = 0.3
    asked = 0

    def do_GET(self) -> None:
        Faulty.asked += 1
        status, headers, body = self.newspaper.respond(self.path)
        body = gzip.compress(body, mtime=0)
        headers = headers | {"Content-Encoding": "gzip"}
        fault = self.chance.choice(FAULTS)
        if self.chance.random() > self.share or self.path == "/robots.txt":
            self.send(status, headers, body)
        else:
            getattr(self, f"send_{fault}")(status, headers, body)

    def send_error(self, *_: object) -> None:
        self.send(500, {}, b"")

    def send_later(self, *_: object) -> None:
        self.send(503, {"Retry-After": "1"}, b"")

    def send_reset(self, *_: object) -> None:
        linger = struct.pack("ii", 1, 0)
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        self.close_connection = True

    def send_stall(self, status: int, headers: dict[str, str], body: bytes) -> None:
        time.sleep(2 * PATIENCE)
        self.send(status, headers, body)

    def send_short(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send(status, headers, body[: len(body) // 2], length=len(body))
        self.close_connection = True

    def send_long(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send(status, headers, body, length=10**9)
        self.close_connection = True

    def send_half(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send(status, headers, body[: len(body) // 2])

    def send_inside(self, *_: object) -> None:
        self.send(302, {"Location": f"http://{self.chance.choice(INSIDE)}/x.html"}, b"")

    def send_charset(self, status: int, headers: dict[str, str], body: bytes) -> None:
        kind = headers["Content-Type"].partition(";")[0]
        self.send(status, headers | {"Content-Type": f"{kind}; charset=iso-8859-1"}, body)

    def send_challenge(self, *_: object) -> None:
        self.send(200, {"Content-Type": "text/html"}, CHALLENGE)

    def send_garbage(self, *_: object) -> None:
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
            conn.execute("UPDATE urls SET next_check = '2000-01-01' WHERE state = 'failed'")


IMPATIENT = f"""
import sys
from crawler import settings
settings.DOWNLOAD_TIMEOUT = {PATIENCE}
from crawler.cli import main
main(sys.argv[1:])
"""


def started(here: SimpleNamespace, db: Path) -> subprocess.Popen[str]:
    words = ("crawl", "sample", "--mirror", here.url, "--delay", "0.01", "--db", str(db))
    return subprocess.Popen(
        [sys.executable, "-c", IMPATIENT, *words],
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def asked(running: subprocess.Popen[str]) -> None:
    """Wait until a crawl asks for something."""
    before, ends = Faulty.asked, time.monotonic() + 30
    while Faulty.asked == before and running.poll() is None and time.monotonic() < ends:
        time.sleep(0.01)


SAID = ("title", "kicker", "published", "authors", "lead", "sections", "images", "source", "tags")


def said(article: dict[str, object]) -> dict[str, object]:
    """What must be equal, in the form of JSON."""
    return json.loads(json.dumps({name: article[name] for name in SAID}))


def test_killed_at_random_moments_it_has_every_article_once_in_the_end(baotinh, faulty, db):
    sys.stdout.write(f"seed {SEED}, {KILLS} kills\n")
    chance = random.Random(SEED)
    Faulty.chance, Faulty.share = random.Random(SEED + 1), 0.3
    killed = 0
    for _ in range(4 * KILLS):
        if killed == KILLS:
            break
        running = started(faulty, db)
        moment = chance.uniform(0, 2.5)
        try:
            if chance.random() > 0.2:  # else while it starts
                asked(running)
            running.wait(timeout=moment)
        except subprocess.TimeoutExpired:
            running.send_signal(signal.SIGKILL)
            killed += 1
        running.communicate()
        if db.exists():
            assert value(db, "PRAGMA integrity_check") == "ok"
            later(db)
    Faulty.share = 0
    for _ in range(3):
        running = started(faulty, db)
        out, err = running.communicate(timeout=100)
        assert running.returncode == 0, (out, err)
        later(db)
    assert killed == KILLS or KILLS > 9, "a short crawl may be done before it is killed"
    newspaper = SampleNewspaper()
    stored = {url: json.loads(text) for url, text in rows(db, _CONTENT)}
    expected = {HOST + path: newspaper.expected(path, HOST) for path in newspaper.addresses()}
    assert {url: said(one) for url, one in stored.items()} == {
        url: said(one) for url, one in expected.items()
    }
    once = value(db, "SELECT count(*) FROM articles")
    assert once == len(expected) == value(db, "SELECT count(*) FROM revisions"), (
        "each once, and a part of a page was never taken for the page"
    )
    assert baotinh("verify", "--db", db, "--quiet").stdout == ""
    again = subprocess.run(
        [sys.executable, "-m", "crawler.cli", "reparse", "--db", str(db)],
        env=environment(),
        capture_output=True,
        text=True,
    )  # it names the pages that are none
    assert " 0 new, 0 changed, " in again.stdout, again.stderr
    sys.stdout.write(f"{killed} killed, {value(db, 'SELECT count(*) FROM runs')} runs\n")


def test_a_copy_of_a_disk_that_lost_its_power_goes_on(baotinh, newspaper, db, tmp_path):
    """Files as they are in the middle of writing, with half a record at the end of the WARC."""
    running = started(SimpleNamespace(url=newspaper.url), db)
    copy = tmp_path / "copy"
    ends = time.monotonic() + 60
    while time.monotonic() < ends and running.poll() is None:
        time.sleep(0.1)
        if db.exists() and list(db.parent.glob("warc/*/*.gz")) and articles(db) > 5:
            shutil.copytree(db.parent, copy, ignore=shutil.ignore_patterns("*-shm"))
            break
    running.kill()
    running.communicate()
    there = copy / db.name
    torn = next(copy.glob("warc/*/*.gz"))
    with torn.open("ab") as file:
        file.write(b"\x1f\x8b\x08\x00half a record")
    assert value(there, "PRAGMA integrity_check") == "ok"
    baotinh("crawl", "sample", "--mirror", newspaper.url, "--delay", 0, "--db", there)
    stored = [url for (url,) in rows(there, "SELECT url FROM articles")]
    assert sorted(stored) == sorted(HOST + path for path in newspaper.newspaper.addresses())
    assert baotinh("verify", "--db", there, "--quiet").stdout == ""


def articles(db: Path) -> int:
    try:
        return int(value(db, "SELECT count(*) FROM articles"))
    except sqlite3.Error:  # the tables are being made
        return 0


_CONTENT = """
SELECT url, content FROM articles JOIN revisions
ON revisions.article = articles.id AND revisions.number = articles.revision
"""
