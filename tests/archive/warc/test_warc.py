"""Captures: what was received is kept byte for byte, and read back by us and by other tools."""

from __future__ import annotations

import errno
import gzip
import hashlib
import subprocess
import sys
import zlib
from pathlib import Path

import pytest

from archive.errors import CaptureProblem, StorageFailed
from archive.model import Capture
from archive.warc.content_encoding import decoded, is_truncated
from archive.warc.reader import Record, iterate, read_capture, record_at, verified_record_at
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


def warcio(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "warcio.cli", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_a_capture_reads_back_as_it_was_sent(tmp_path):
    body = gzip.compress(PAGE, mtime=0)
    headers = (*HTML, ("Content-Encoding", "gzip"), ("Set-Cookie", "a=1"), ("Set-Cookie", "b=2"))
    writer = CaptureWriter(tmp_path, "bac_lieu", 1)
    capture = writer.write(URL, 200, headers, body, WHEN)
    writer.close()
    record = read_capture(tmp_path, capture)
    assert record.payload == body
    assert record.body() == PAGE
    assert record.charset == "utf-8"
    assert (record.url, record.status, record.fetched_at) == (URL, 200, WHEN)
    assert record.headers == headers
    assert capture.sha256 == hashlib.sha256(body).hexdigest()
    assert capture.etag == '"a1"'


def test_a_page_without_http_reads_back_with_its_type(tmp_path):
    writer = CaptureWriter(tmp_path, "bac_lieu", 1)
    capture = writer.write_resource("file:bai-viet.html", "text/html", PAGE, WHEN)
    writer.close()
    record = read_capture(tmp_path, capture)
    assert (record.payload, record.content_type, record.headers) == (PAGE, "text/html", ())
    assert record.status == 200


@pytest.mark.parametrize("status", [200, 301, 404, 503, 599])
def test_every_status_is_kept(tmp_path, status):
    writer = CaptureWriter(tmp_path, "bac_lieu", 1)
    capture = writer.write(URL, status, (("Location", "/x"),), b"", WHEN)
    writer.close()
    assert read_capture(tmp_path, capture).status == status


def test_other_tools_find_the_files_sound(tmp_path):
    captures = write_some(tmp_path)
    path = tmp_path / captures[0].warc_file
    check = warcio("check", "-v", path)
    assert check.returncode == 0, check.stdout
    assert check.stdout.count("digest pass") == 4, "warcinfo and three responses"
    index = warcio("index", "-f", "offset,warc-type,warc-target-uri", path)
    for capture in captures:
        assert f'"offset": "{capture.warc_offset}"' in index.stdout


def test_a_file_says_who_made_it_and_how(tmp_path):
    (capture,) = write_some(tmp_path, 1)
    raw = gzip.decompress((tmp_path / capture.warc_file).read_bytes()).decode()
    info = raw[: raw.index("WARC-Type: response")]
    for line in ("software: baotinh/", "isPartOf: bac_lieu", "run 7", "robots: obey"):
        assert line in info


def test_a_run_opens_a_new_file_at_the_bound_and_never_an_old_one(tmp_path):
    captures = write_some(tmp_path, 3, rotate_at=400)
    assert len({capture.warc_file for capture in captures}) == 3
    assert all(read_capture(tmp_path, capture).url == capture.url for capture in captures)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.warc.gz")}
    write_some(tmp_path, 1, run=8)
    assert all(path.read_bytes() == data for path, data in before.items())


def test_a_run_without_a_response_leaves_no_file(tmp_path):
    CaptureWriter(tmp_path, "bac_lieu", 1).close()
    assert list(tmp_path.iterdir()) == []


def test_what_the_disk_refuses_is_called_by_name(tmp_path):
    (tmp_path / "warc").write_text("a file where the folder should be")
    with pytest.raises(StorageFailed, match="warc/bac_lieu"):
        write_some(tmp_path)


def test_a_file_cut_anywhere_reads_up_to_its_last_whole_record(tmp_path):
    captures = write_some(tmp_path)
    data = (tmp_path / captures[0].warc_file).read_bytes()
    starts = [capture.warc_offset for capture in captures]
    payloads = [read_capture(tmp_path, capture).payload for capture in captures]
    cut = tmp_path / "cut.warc.gz"
    for length in range(starts[0] + 1, len(data), 7):
        cut.write_bytes(data[:length])
        whole = sum(start <= length for start in [*starts[1:], len(data)])
        read: list[Record] = []
        if length in starts:
            read = list(iterate(cut))
        else:
            with pytest.raises(CaptureProblem, match=r"cut\.warc\.gz"):
                read.extend(iterate(cut))
        assert whole <= len(read) <= whole + 1, length
        assert [record.payload for record in read] == payloads[: len(read)]


def test_changed_bytes_are_noticed(tmp_path):
    first, second, _ = write_some(tmp_path)
    path = tmp_path / first.warc_file
    other = gzip.decompress(path.read_bytes()[first.warc_offset : second.warc_offset])
    changed = gzip.compress(other.replace("Mưa rào".encode(), "Mưa dầm".encode()))
    path.write_bytes(path.read_bytes()[: first.warc_offset] + changed)
    with pytest.raises(CaptureProblem, match="not the bytes"):
        read_capture(tmp_path, first)


NO_LENGTH = b"WARC/1.1\r\nWARC-Type: response\r\n\r\n"
DAMAGE = {
    "cut in the payload": (lambda member: member[:-30], "cut off"),
    "cut in the checksum": (lambda member: member[:-3], "cut off"),
    "wrong checksum": (lambda member: member[:-8] + b"\0\0\0\0" + member[-4:], "incorrect data"),
    "not gzip": (lambda member: b"x" + member, "incorrect header"),
    "not WARC": (lambda _: gzip.compress(b"something else", mtime=0), "no WARC record begins"),
    "no length": (lambda _: gzip.compress(NO_LENGTH, mtime=0), "no WARC record begins"),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_member_has_no_whole_record(tmp_path, damage):
    (capture,) = write_some(tmp_path, 1)
    path = tmp_path / capture.warc_file
    spoil, said = DAMAGE[damage]
    data, at = path.read_bytes(), capture.warc_offset
    with path.open("rb") as file:
        assert verified_record_at(file, at) == record_at(path, at)
        assert verified_record_at(file, 0) is None, "the file's own record is no response"
    path.write_bytes(data[:at] + spoil(data[at:]))
    with path.open("rb") as file, pytest.raises(CaptureProblem, match=said):
        verified_record_at(file, at)


def test_a_member_may_not_unpack_to_more_than_any_of_ours(tmp_path, monkeypatch):
    (capture,) = write_some(tmp_path, 1)
    monkeypatch.setattr("archive.warc.reader.MAX_MEMBER", 100)
    path = tmp_path / capture.warc_file
    with path.open("rb") as file, pytest.raises(CaptureProblem, match="larger"):
        verified_record_at(file, capture.warc_offset)


@pytest.mark.parametrize(
    "content", [b"", b"something else", NO_LENGTH], ids=["empty", "not WARC", "no length"]
)
def test_a_place_without_a_record_is_named(tmp_path, content):
    path = tmp_path / "other.warc"
    path.write_bytes(content)
    with pytest.raises(CaptureProblem, match=r"other\.warc at 0"):
        record_at(path, 0)


def test_a_missing_file_is_named(tmp_path):
    (capture,) = write_some(tmp_path, 1)
    (tmp_path / capture.warc_file).unlink()
    with pytest.raises(CaptureProblem, match="bac_lieu"):
        read_capture(tmp_path, capture)


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


def test_other_makers_files_give_the_same_page(tmp_path):
    """Chunks and <addresses> as wget writes them, a member each, or one gzip stream."""
    records = [
        http_record(f"<{URL}>", CHUNKED),
        http_record("dns:bao-mau.example", b"bao-mau.example. 1 IN A 192.0.2.1", "resource"),
        http_record(URL, b"GET / HTTP/1.1\r\nHost: x\r\n\r\n", "request"),
        http_record(URL, PLAIN),
    ]
    forms = {
        "plain.warc": b"".join(records),
        "members.warc.gz": b"".join(gzip.compress(record) for record in records),
        "stream.warc.gz": gzip.compress(b"".join(records)),
    }
    for name, data in forms.items():
        path = tmp_path / name
        path.write_bytes(data)
        pages = [record for record in iterate(path) if record.url == URL]
        assert [page.body() for page in pages] == [PAGE, PAGE], name
        assert {page.fetched_at for page in pages} == {"2019-05-01T02:03:04Z"}
        assert all("transfer-encoding" not in dict(page.headers) for page in pages)


def test_a_plain_file_cut_in_a_body_says_so(tmp_path):
    path = tmp_path / "cut.warc"
    path.write_bytes((http_record(URL, PLAIN) * 2)[:-40])
    read = []
    with pytest.raises(CaptureProblem, match="truncated"):
        read.extend(iterate(path))
    assert len(read) == 1


@pytest.mark.parametrize("data", [b"", b"\x89PNG\r\n\x1a\n" + bytes(500), b"<html>", b"\x1f\x8bxx"])
def test_what_is_no_warc_yields_nothing_or_says_so(tmp_path, data):
    path = tmp_path / "other.warc"
    path.write_bytes(data)
    if not data:
        assert list(iterate(path)) == []
    else:
        with pytest.raises(CaptureProblem, match=r"other\.warc: (?:not a WARC file|truncated)"):
            list(iterate(path))


@pytest.mark.parametrize(("protocol", "line"), [("HTTP/1.0", "HTTP/1.0"), (None, "HTTP/1.1")])
def test_the_status_line_has_the_protocol_of_the_answer(tmp_path, protocol, line):
    writer = CaptureWriter(tmp_path, "bac_lieu", 1)
    headers = (("Content-Type", "text/html"),)
    capture = writer.write(URL, 200, headers, PAGE, "2026-01-01T00:00:00Z", protocol)
    writer.close()
    data = gzip.decompress((tmp_path / capture.warc_file).read_bytes())
    assert f"\r\n\r\n{line} 200 OK\r\n".encode() in data
    assert b"http-status-line: protocol as received" in data, "warcinfo says so"
    assert read_capture(tmp_path, capture).protocol == line


@pytest.mark.parametrize(
    ("code", "words"),
    [(errno.ENOSPC, "free some space"), (errno.EROFS, "mount it for writing")],
)
def test_what_the_disk_refuses_comes_with_advice(tmp_path, monkeypatch, code, words):
    def refuse(*_: object, **__: object) -> None:
        raise OSError(code, "refused")

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(StorageFailed, match=words):
        write_some(tmp_path)


def test_a_foreign_record_is_copied_with_its_time(tmp_path):
    path = tmp_path / "wget.warc"
    path.write_bytes(http_record(URL, CHUNKED))
    (record,) = iterate(path)
    writer = CaptureWriter(tmp_path, "bac_lieu", 1)
    capture = writer.copy(record)
    writer.close()
    again = read_capture(tmp_path, capture)
    assert again == record
    assert again.fetched_at == "2019-05-01T02:03:04Z"


def raw_deflate(data: bytes) -> bytes:
    engine = zlib.compressobj(wbits=-15)
    return engine.compress(data) + engine.flush()


@pytest.mark.parametrize(
    ("coding", "payload"),
    [
        (None, PAGE),
        ("identity", PAGE),
        ("gzip", gzip.compress(PAGE, mtime=0)),
        ("GZIP", gzip.compress(PAGE[:9], mtime=0) + gzip.compress(PAGE[9:], mtime=0)),
        ("gzip", gzip.compress(PAGE, mtime=0) + b"trailing"),
        ("deflate", zlib.compress(PAGE)),
        ("deflate", raw_deflate(PAGE)),
        ("deflate, gzip", gzip.compress(zlib.compress(PAGE), mtime=0)),
    ],
)
def test_content_codings_are_undone(coding, payload):
    assert decoded(payload, coding) == PAGE


def test_brotli_and_zstd_are_undone():
    brotli = pytest.importorskip("brotli")
    assert decoded(brotli.compress(PAGE), "br") == PAGE
    zstd = pytest.importorskip(
        "backports.zstd" if sys.version_info < (3, 14) else "compression.zstd"
    )
    assert decoded(zstd.compress(PAGE), "zstd") == PAGE


def test_a_body_cut_off_gives_what_is_whole():
    page = bytes(range(256)) * 2000
    part = decoded(gzip.compress(page, mtime=0)[:-200], "gzip")
    assert part
    assert page.startswith(part)


def test_a_body_that_ends_too_early_is_known_as_cut():
    page = bytes(range(256)) * 2000
    whole = gzip.compress(page, mtime=0)
    assert not is_truncated(whole, "gzip")
    assert not is_truncated(whole + b"trailing", "GZIP")
    assert not is_truncated(whole[:-8], "gzip"), "a checksum that is missing cuts nothing off"
    assert not is_truncated(whole[:-8] + bytes(8), "gzip")
    assert all(is_truncated(whole[:length], "gzip") for length in range(1, len(whole) - 9, 7))
    assert not is_truncated(b"", "gzip"), "a redirect has no body"
    assert not is_truncated(page, "gzip"), "it was never packed"
    assert not is_truncated(page, None)
    assert not is_truncated(zlib.compress(page)[:-20], "deflate")


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
def test_a_bomb_is_refused(coding):
    bomb = bytes(30_000_000)
    packed = gzip.compress(bomb) if coding == "gzip" else zlib.compress(bomb)
    with pytest.raises(CaptureProblem, match="more than"):
        decoded(packed, coding)


@pytest.mark.parametrize("coding", ["gzip", "br", "zstd", "deflate", "compress"])
def test_damage_and_unknown_codings_are_called_by_name(coding):
    with pytest.raises(CaptureProblem, match=coding):
        decoded(b"this is not packed at all", coding)
