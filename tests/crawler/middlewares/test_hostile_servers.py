"""Servers that mean harm, or know no better: what each of them gets out of a crawl is nothing."""

from __future__ import annotations

import datetime
import gzip
import ipaddress
import signal
import socket
import ssl
import subprocess
import sys
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import brotli
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from crawler.urls.canonical import is_public
from tests.crawler.jobs.test_crawl import OK, A, B, front, rows, started, state_of, value, visit
from tests.support.process import python

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

NAMES = "bao.example=127.0.0.1 www.bao.example=127.0.0.1 evil.example=10.1.2.3"
NOW = datetime.datetime.now(datetime.UTC)

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


class TestCertificates:
    """Whoever stands between us and a newspaper must not be able to write its articles."""

    @pytest.fixture(scope="class")
    @classmethod
    def made(cls, tmp_path_factory: pytest.TempPathFactory) -> Path:
        """A certificate authority, and certificates by it: good, expired, of another host."""
        folder = tmp_path_factory.mktemp("certificates")
        root, key = _certificate("Authority", None, None, days=9)
        (folder / "root.pem").write_bytes(root.public_bytes(serialization.Encoding.PEM))
        for name, host, days, signer in (
            ("good", "bao.example", 9, (root, key)),
            ("expired", "bao.example", -1, (root, key)),
            ("other", "other.example", 9, (root, key)),
            ("own", "bao.example", 9, (None, None)),
        ):
            found, own = _certificate(host, *signer, days=days)
            pem = found.public_bytes(serialization.Encoding.PEM) + own.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
            (folder / f"{name}.pem").write_bytes(pem)
        return folder

    @pytest.mark.parametrize(
        ("name", "words"),
        [
            ("good", None),
            ("expired", "certificate verify failed"),
            ("other", "it is for another host"),
            ("own", "certificate verify failed"),
        ],
    )
    def test_only_a_valid_certificate_is_believed(self, made, baotinh, db, name, words):
        with secure(made / f"{name}.pem", {"/": (200, {}, front(A)), A: OK}) as url:
            done = baotinh(
                *("crawl", url, "--allow-private", "--delay", 0, "--db", db),
                exits=1 if words else 0,
                TEST_HOSTS=NAMES,
                SSL_CERT_FILE=str(made / "root.pem"),
            )
        stored = value(db, "SELECT count(*) FROM articles")
        assert stored == (0 if words else 1)
        if words:
            assert f"its certificate is not valid: {words}" in done.stdout


def _certificate(name, issuer, issuer_key, days):
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW - datetime.timedelta(days=20))
        .not_valid_after(NOW + datetime.timedelta(days=days))
        .add_extension(x509.BasicConstraints(ca=name == "Authority", path_length=None), True)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), False)
    )
    return builder.sign(issuer_key or key, hashes.SHA256()), key


@contextmanager
def secure(pem: Path, pages: dict[str, tuple[int, dict[str, str], bytes]]) -> Iterator[str]:
    """A server over TLS that shows a certificate; its address."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            status, _, body = pages.get(self.path, (404, {}, b""))
            self.send_response(status)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.handle_error = lambda *_: None
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield f"https://bao.example:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()


PRIVATE = [
    *("127.0.0.1", "127.9.9.9", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254"),
    *("100.64.0.1", "0.0.0.0", "224.0.0.1", "192.0.2.1", "198.18.0.1", "255.255.255.255"),
]


@pytest.mark.parametrize("address", PRIVATE)
def test_a_name_that_leads_inside_is_not_asked(baotinh, db, address):
    done = baotinh(
        *("crawl", "http://inside.example/", "--db", db),
        exits=1,
        TEST_HOSTS=f"inside.example={address}",
    )
    assert f"inside.example leads to the private address {address}" in done.stdout
    assert value(db, "SELECT count(*) FROM captures") == 0


def test_no_hop_leads_inside(baotinh, site, db):
    """By figures, by a name, by robots.txt, by another scheme; from pages, lists and robots.txt."""
    secret = site({"/": (200, {}, b"secret"), "/robots.txt": (200, {}, b"secret")})
    port = secret.url.rstrip("/").rpartition(":")[2]
    inside = [f"http://[::1]:{port}/", f"http://0x7f000001:{port}/", "http://evil.example/"]
    inside += [f"http://localhost:{port}/", "ftp://127.0.0.1/", "gopher://127.0.0.1/"]
    pages = {
        f"/xa-hoi/dan-vao-trong-nha-12{number:03}.html": (302, {"Location": there}, b"")
        for number, there in enumerate(inside)
    }
    here = site({"/": (200, {}, front(*pages, B)), B: OK, **pages})
    here.pages["/robots.txt"] = (302, {"Location": f"http://localhost:{port}/robots.txt"}, b"")
    url = here.url.replace("127.0.0.1", "bao.example")
    options = ("--allow-private", "--delay", 0, "--db", db)
    baotinh("crawl", url, *options, exits=1, TEST_HOSTS=NAMES)
    assert secret.asked == [], "not even for its robots.txt"
    here.pages["/robots.txt"] = (404, {}, b"")
    baotinh("crawl", url, *options, TEST_HOSTS=NAMES)
    assert secret.asked == []
    assert value(db, "SELECT count(*) FROM articles") == 1
    states = rows(db, "SELECT DISTINCT state FROM urls WHERE url LIKE '%dan-vao%'")
    assert states == [("failed",)]


def test_a_name_that_changes_its_address_is_asked_at_the_one_that_was_checked(tmp_path):
    """Rebinding: a name that leads outside when it is looked at, and inside when it is used."""
    script = (
        "import socket, sys\nfrom twisted.internet.asyncioreactor import install\ninstall()\n"
        "from twisted.internet import reactor\nfrom scrapy.settings import Settings\n"
        "from types import SimpleNamespace\n"
        "from crawler.middlewares.private_hosts import PublicResolver\n"
        "answers = ['93.184.216.34', '127.0.0.1']\n"
        "def look(name): return answers.pop(0) if len(answers) > 1 else answers[0]\n"
        "socket.gethostbyname = look\n"
        "crawler = SimpleNamespace(settings=Settings({'PRIVATE_HOSTS': []}))\n"
        "resolver = PublicResolver.from_crawler(crawler, reactor)\n"
        "found = []\n"
        "def done(one):\n    found.append(str(one))\n"
        "    if len(found) == 2: print(*found); reactor.stop()\n"
        "    else: resolver.getHostByName('a.example').addBoth(done)\n"
        "reactor.callWhenRunning(lambda: resolver.getHostByName('a.example').addBoth(done))\n"
        "reactor.callLater(20, reactor.stop)\nreactor.run()"
    )
    done = python("-c", script)
    assert "127.0.0.1" not in done.stdout.replace("the private address 127.0.0.1", ""), done.stdout
    assert done.stdout, done.stderr


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


BOMBS = ["gzip", "deflate", "br", "zstd"]


@pytest.mark.parametrize("coding", BOMBS)
def test_what_unpacks_to_too_much_is_refused(baotinh, site, db, coding):
    body = _packed(coding, b"<p>" + bytes(60_000_000))
    assert len(body) < 600_000
    visit(baotinh, site, db, {A: (200, {"Content-Encoding": coding}, body), B: OK})
    assert state_of(db, A) == ("failed", "larger than the bound")
    assert value(db, "SELECT count(*) FROM articles") == 1


def _packed(coding: str, body: bytes) -> bytes:
    if coding == "gzip":
        return gzip.compress(body)
    if coding == "deflate":
        return zlib.compress(body)
    return brotli.compress(body, quality=5) if coding == "br" else zstd.compress(body)


def test_redirects_without_end_end(baotinh, site, db):
    pages = {
        f"/xa-hoi/di-mai-khong-den-{number}.html": (
            302,
            {"Location": f"/xa-hoi/di-mai-khong-den-{number + 1}.html"},
            b"",
        )
        for number in range(10_000, 10_050)
    }
    here = site({"/": (200, {}, front(next(iter(pages)), B)), B: OK, **pages})
    baotinh("crawl", here.url, "--allow-private", "--delay", 0, "--db", db)
    asked = [path for path in here.asked if "di-mai" in path]
    assert len(asked) <= 7
    here.pages["/robots.txt"] = (302, {"Location": "/robots.txt?1"}, b"")
    here.pages |= {
        f"/robots.txt?{n}": (302, {"Location": f"/robots.txt?{n + 1}"}, b"") for n in range(50)
    }
    asked = len(here.asked)
    baotinh("crawl", here.url, "--allow-private", "--delay", 0, "--db", db, exits=1)
    assert len(here.asked) - asked <= 7, "five hops, as RFC 9309 has it"


SITEMAP = b"<?xml version='1.0'?>%b<urlset><url><loc>%b</loc></url></urlset>"


class TestSitemaps:
    """XML of strangers: bombs, entities, indexes that name indexes for ever."""

    def crawl(self, baotinh, site, db, sitemap: bytes, **more):
        robots = b"User-agent: *\nSitemap: http://bao.example/s.xml\n"
        pages = {
            "/": (200, {}, front(B)),
            B: OK,
            "/s.xml": (200, {"Content-Type": "text/xml"}, sitemap),
        }
        here = site(pages | more)
        port = here.url.rstrip("/").rpartition(":")[2]
        host = f"bao.example:{port}".encode()
        for path, (status, headers, body) in list(here.pages.items()):
            here.pages[path] = status, headers, body.replace(b"bao.example", host)
        here.pages["/robots.txt"] = (200, {}, robots.replace(b"bao.example", host))
        url = f"http://{host.decode()}/"
        baotinh("crawl", url, "--allow-private", "--delay", 0, "--db", db, TEST_HOSTS=NAMES)
        return here

    def test_no_entity_is_expanded(self, baotinh, site, db):
        laughs = "".join(
            f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha" * 1000}">' for n in range(12)
        )
        dtd = f"<!DOCTYPE x [{laughs}]>".encode()
        url = b"http://bao.example/xa-hoi/&l11;-12345.html"
        here = self.crawl(baotinh, site, db, SITEMAP % (dtd, url))
        assert "/s.xml" in here.asked
        assert rows(db, "SELECT count(*) FROM articles") == [(1,)]
        assert value(db, "SELECT max(length(url)) FROM urls") < 200

    def test_no_file_and_no_address_is_read_for_it(self, baotinh, site, db, tmp_path):
        secret = tmp_path / "secret.txt"
        secret.write_text("mat-khau-12345")
        watched = site({"/x.dtd": (200, {}, b"")})
        dtd = (
            f'<!DOCTYPE x SYSTEM "{watched.url}x.dtd" [<!ENTITY f SYSTEM "file://{secret}">'
            f'<!ENTITY h SYSTEM "{watched.url}x.dtd">]>'
        ).encode()
        self.crawl(baotinh, site, db, SITEMAP % (dtd, b"http://bao.example/xa-hoi/&f;&h;.html"))
        assert watched.asked == []
        assert rows(db, "SELECT url FROM urls WHERE url LIKE '%mat-khau%'") == []

    def test_a_packed_bomb_is_refused(self, baotinh, site, db):
        bomb = gzip.compress(b"<urlset>" + b" " * 60_000_000 + b"</urlset>")
        self.crawl(baotinh, site, db, bomb)
        assert value(db, "SELECT count(*) FROM articles") == 1
        assert state_of(db, "/s.xml")[0] == "failed"

    def test_an_index_that_names_indexes_for_ever_ends(self, baotinh, site, db):
        def index(number: int) -> bytes:
            line = "<sitemap><loc>http://bao.example/s{}.xml</loc></sitemap>"
            lines = "".join(line.format(3 * number + n) for n in (1, 2, 3))
            return f"<sitemapindex>{lines}</sitemapindex>".encode()

        more = {f"/s{n}.xml": (200, {"Content-Type": "text/xml"}, index(n)) for n in range(400)}
        here = self.crawl(baotinh, site, db, index(0), **more)
        assert sum(path.endswith(".xml") for path in here.asked) < 100
        assert value(db, "SELECT count(*) FROM articles") == 1

    def test_a_sitemap_deeper_than_any_is_no_trouble(self, baotinh, site, db):
        deep = b"<a>" * 100_000 + b"</a>" * 100_000
        self.crawl(baotinh, site, db, b"<urlset>" + deep + b"</urlset>")
        assert value(db, "SELECT count(*) FROM articles") == 1


def test_nobody_listens_while_a_crawl_runs(newspaper, db):
    """No telnet, no remote control: a crawl opens no port at all."""
    running = started(newspaper, db, "--delay", "0.1")
    seen = []
    ends = time.monotonic() + 60
    while not seen and time.monotonic() < ends and running.poll() is None:
        time.sleep(0.2)
        if db.exists() and value_or_none(db):
            seen = sockets(running.pid)
    running.send_signal(signal.SIGTERM)
    running.communicate()
    assert seen, "it talks to the newspaper"
    assert "0A" not in {state for _, state in seen}, "a socket that listens"


def value_or_none(db: Path) -> int | None:
    try:
        return int(value(db, "SELECT count(*) FROM captures"))
    except Exception:  # noqa: BLE001 - the tables are being made
        return None


def sockets(pid: int) -> list[tuple[str, str]]:
    """The sockets of a process: local address and state, as the kernel has them."""
    own = set()
    for link in Path(f"/proc/{pid}/fd").iterdir():
        try:
            own.add(str(link.readlink()))
        except OSError:
            continue
    found = []
    for table in ("tcp", "tcp6", "unix"):
        for line in Path(f"/proc/{pid}/net/{table}").read_text().splitlines()[1:]:
            parts = line.split()
            if table == "unix":
                if f"socket:[{parts[6]}]" in own and int(parts[3], 16) & 0x10000:
                    found.append((parts[-1], "0A"))
            elif f"socket:[{parts[9]}]" in own:
                found.append((parts[1], parts[3]))
    return found


HOOK = """
import sys
def hook(event, args):
    if event == "pickle.find_class":
        sys.stderr.write("UNPICKLED %s\\n" % (args,))
sys.addaudithook(hook)
from crawler.cli import main
main(sys.argv[1:])
"""


def test_nothing_is_unpickled(newspaper, db, tmp_path, monkeypatch):
    """Neither from the archive's folder nor from where it was started."""
    for place in (tmp_path, db.parent):
        for name in ("requests.queue/p0", "requests.seen", "spider.state", "httpcache/x"):
            (place / ".scrapy" / name).parent.mkdir(parents=True, exist_ok=True)
            (place / ".scrapy" / name).write_bytes(b"cos\nsystem\n(S'touch owned'\ntR.")
    monkeypatch.chdir(tmp_path)
    bounds = ("--delay", "0.001", "--limit", "3", "--db", db)
    done = python("-c", HOOK, "crawl", "sample", "--mirror", newspaper.url, *bounds)
    assert done.returncode == 0, done.stderr
    assert "UNPICKLED" not in done.stderr
    assert not list(tmp_path.rglob("owned"))


def test_the_figures_of_private_addresses_are_known_in_all_their_spellings():
    for address in (*PRIVATE, "::1", "fe80::1", "fc00::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1"):
        assert not is_public(address), address
    assert is_public("93.184.216.34")
    assert ipaddress.ip_address("93.184.216.34").is_global
