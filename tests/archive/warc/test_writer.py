"""Captures are written as they were received, in files that other tools find sound."""

from __future__ import annotations

import errno
import gzip
import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

from archive.errors import StorageFailed
from archive.warc.reader import iterate, read_capture
from archive.warc.writer import CaptureWriter
from tests.support.captures import CHUNKED, HTML, PAGE, URL, WHEN, http_record, write_some


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
