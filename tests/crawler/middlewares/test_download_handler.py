"""An answer without end ends: time, size and headers are bounded."""

from __future__ import annotations

import socket
import subprocess
import threading
import time
from collections.abc import Callable

import pytest

from tests.support.crawls import NAMES, value
from tests.support.process import python

BOUNDS = """
import sys
from crawler import settings
settings.DOWNLOAD_TIMEOUT = {timeout}
from crawler.cli import main
main(sys.argv[1:])
"""


def bounded(*arguments: object, timeout: float = 2) -> subprocess.CompletedProcess[str]:
    """`baotinh` with less patience."""
    return python("-c", BOUNDS.format(timeout=timeout), *arguments, TEST_HOSTS=NAMES)


def raw(answer: Callable[[socket.socket], None]) -> socket.socket:
    """A server that says what it likes, once it was asked for anything but robots.txt."""
    listener = socket.create_server(("127.0.0.1", 0))

    def accept() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=talk, args=(connection,), daemon=True).start()

    def talk(connection: socket.socket) -> None:
        with connection:
            try:
                while head := connection.recv(65536):
                    if b" /robots.txt " in head:
                        connection.sendall(b"HTTP/1.1 404 x\r\nContent-Length: 0\r\n\r\n")
                    else:
                        answer(connection)
                        return
            except OSError:
                pass

    threading.Thread(target=accept, daemon=True).start()
    return listener


def drip(connection: socket.socket) -> None:
    connection.sendall(
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 99999\r\n\r\n"
    )
    for _ in range(300):
        connection.sendall(b"x")
        time.sleep(0.2)


def drip_head(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    for number in range(300):
        connection.sendall(b"X-%d: y\r\n" % number)
        time.sleep(0.2)


def endless_headers(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    for _ in range(3000):
        connection.sendall(b"X-Y: %b\r\n" % (b"z" * 8000))


def endless_continues(connection: socket.socket) -> None:
    for _ in range(200_000):
        connection.sendall(b"HTTP/1.1 100 Continue\r\nX: %b\r\n\r\n" % (b"z" * 1000))


def one_long_header(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nX-Y: " + b"z" * 5_000_000)


def endless_body(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    for _ in range(3000):
        connection.sendall(b"<p>" + b"z" * 99_997)


def endless_chunks(connection: socket.socket) -> None:
    connection.sendall(
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
    )
    for _ in range(3000):
        connection.sendall(b"186a0\r\n" + b"z" * 100_000 + b"\r\n")


def no_http(connection: socket.socket) -> None:
    connection.sendall(b"SSH-2.0-OpenSSH_9.6\r\n" * 50)


@pytest.mark.parametrize(
    "answer",
    [
        *(drip, drip_head, endless_headers, endless_continues, one_long_header, endless_body),
        *(endless_chunks, no_http),
    ],
    ids=lambda answer: answer.__name__,
)
def test_an_answer_without_end_ends(db, answer):
    sent = [0]

    def counted(connection: socket.socket) -> None:
        answer(Counted(connection, sent))

    with raw(counted) as listener:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/"
        began = time.monotonic()
        done = bounded("crawl", url, "--allow-private", "--delay", 0, "--db", db)
        assert time.monotonic() - began < 60, "it is cut off, and asked once more at most"
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr, done.stderr
    assert sent[0] < 60_000_000, "two tries, ten megabytes each, and what the network held"
    assert value(db, "SELECT count(*) FROM articles") == 0


class Counted:
    """A connection whose bytes are counted as they are taken."""

    def __init__(self, connection: socket.socket, sent: list[int]) -> None:
        self.connection = connection
        self.sent = sent

    def sendall(self, data: bytes) -> None:
        self.connection.sendall(data)
        self.sent[0] += len(data)
