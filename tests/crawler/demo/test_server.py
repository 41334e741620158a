"""The sample newspaper on a socket: keep-alive, gzip, "not modified", ports, its own process."""

from __future__ import annotations

import gzip
import http.client
import signal
import subprocess
import sys
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from archive.errors import UsageProblem
from crawler.demo.server import SampleServer, serve_sample

EDITED = "/kinh-te/muoi-duoc-gia-diem-dan-dong-con-ra-dong-tu-nua-dem-21077.html"


@pytest.fixture(scope="module")
def server() -> Iterator[SampleServer]:
    with serve_sample(port=0) as running:
        yield running


def get(server: SampleServer, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection(server.host, server.port, timeout=10)
    try:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request("GET", path, headers=named)
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read()
    finally:
        connection.close()


def test_the_server_answers_with_the_newspaper_and_the_host_of_the_request(
    server: SampleServer,
) -> None:
    status, headers, body = get(server, EDITED)
    assert status == 200
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert body == server.newspaper.respond(EDITED)[2]
    assert (
        b"http://baomau.test/sitemap.xml"
        in get(server, "/sitemap_index.xml", Host="baomau.test")[2]
    )
    assert f"{server.url}sitemap_index.xml".encode() in get(server, "/robots.txt")[2]


def test_one_connection_serves_many_requests(server: SampleServer) -> None:
    connection = http.client.HTTPConnection(server.host, server.port, timeout=10)
    connection.connect()
    socket = connection.sock
    paths = [server.newspaper.gone()[0], "/", *server.newspaper.moved(), "/images/logo.png"]
    statuses = []
    for path in paths:
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
        statuses.append(answer.status)
    assert connection.sock is socket
    connection.close()
    assert statuses == [404, 200, 301, 200]


def test_gzip_is_sent_only_where_it_is_asked_for(server: SampleServer) -> None:
    status, headers, body = get(server, EDITED, Accept_Encoding="gzip, deflate")
    assert (status, headers["Content-Encoding"]) == (200, "gzip")
    assert gzip.decompress(body) == get(server, EDITED)[2]
    assert "Content-Encoding" not in get(server, EDITED)[1]


def test_an_unchanged_page_answers_304_without_a_body(server: SampleServer) -> None:
    etag = get(server, EDITED)[1]["ETag"]
    status, headers, body = get(server, EDITED, If_None_Match=etag)
    assert (status, headers["ETag"], body) == (304, etag, b"")
    assert get(server, EDITED, If_None_Match='W/"else"')[0] == 200


def test_a_taken_port_gives_way_to_a_later_one(server: SampleServer) -> None:
    with serve_sample(port=server.port, edition=2) as second:
        assert second.requested_port == server.port
        assert server.port < second.port < server.port + 20
        assert get(second, EDITED)[1]["ETag"] != get(server, EDITED)[1]["ETag"]


def test_an_address_that_is_not_ours_is_a_clear_problem() -> None:
    with pytest.raises(UsageProblem, match=r"cannot listen on 192\.0\.2\.1"):
        serve_sample(host="192.0.2.1", port=0)


def test_it_runs_as_a_process_of_its_own_until_it_is_stopped() -> None:
    command = [sys.executable, "-W", "error", "-m", "crawler.demo.server", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        url = urlsplit(process.stdout.readline().strip())
        connection = http.client.HTTPConnection(str(url.hostname), url.port, timeout=10)
        connection.request("GET", "/")
        assert connection.getresponse().status == 200
        connection.close()
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=10) == 0
