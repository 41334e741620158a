"""Certificates: only a valid one is believed."""

from __future__ import annotations

import datetime
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.support.crawls import NAMES, OK, A, front, value

NOW = datetime.datetime.now(datetime.UTC)


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
