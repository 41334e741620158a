"""Captures: what was received is kept byte for byte, and read back by us and by other tools."""

from __future__ import annotations

import gzip

import pytest

from archive.errors import CaptureProblem
from archive.warc.reader import Record, iterate, read_capture, record_at, verified_record_at
from archive.warc.writer import CaptureWriter
from tests.support.captures import CHUNKED, PAGE, PLAIN, URL, http_record, write_some


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
