"""Captures to write, and records as other makers of WARC files write them."""

from __future__ import annotations

from pathlib import Path

from archive.model import Capture
from archive.warc.writer import CaptureWriter

PAGE = "<html><title>Đảng bộ tỉnh</title><p>Mưa rào rải rác.</p></html>".encode()
HTML = (("Content-Type", "text/html; charset=utf-8"), ("ETag", '"a1"'))
WHEN = "2026-11-23T11:25:45Z"
URL = "https://bao-mau.example/xa-hoi/mua-rao-12345.html"


def write_some(folder: Path, count: int = 3, rotate_at: int = 10**9, run: int = 7) -> list[Capture]:
    writer = CaptureWriter(folder, "bac_lieu", run, rotate_at=rotate_at)
    captures = [
        writer.write(f"{URL}?p={n}", 200, HTML, PAGE + b"%d" % n, WHEN) for n in range(count)
    ]
    writer.close()
    return captures


def http_record(url: str, http: bytes, kind: str = "response") -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\n"
        f"WARC-Date: 2019-05-01T02:03:04.567Z\r\nWARC-Record-ID: <urn:uuid:{hash(url)}>\r\n"
        f"Content-Type: application/http; msgtype={kind}\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


CHUNKED = (
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
    + b"%x\r\n" % len(PAGE)
    + PAGE
    + b"\r\n0\r\n\r\n"
)
PLAIN = b"HTTP/1.0 200 OK\r\nContent-Type: text/html; charset=UTF-8\r\n\r\n" + PAGE
