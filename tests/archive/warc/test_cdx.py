"""Captures of web archives come in under the newspaper's addresses and their own times."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from archive.warc.cdx import original_url
from archive.warc.writer import CaptureWriter
from tests.support.crawls import article, rows

ADDRESS = "http://baohanam.com.vn/xa-hoi/nuoc-len-nhanh-12345.html"
REPLAYED = f"https://web.archive.org/web/20190105103000/{ADDRESS}"
TITLES = ("Nước lên nhanh trong đêm", "Nước lên nhanh trong đêm, đê giữ được")


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (REPLAYED, (ADDRESS, "2019-01-05T10:30:00Z")),
        (REPLAYED.replace("000/", "000id_/"), (ADDRESS, "2019-01-05T10:30:00Z")),
        (REPLAYED.replace("http://bao", "http:/bao"), (ADDRESS, "2019-01-05T10:30:00Z")),
        ("http://web.archive.org/web/2019/baohanam.com.vn/a?b=c",
         ("http://baohanam.com.vn/a?b=c", "2019-01-01T00:00:00Z")),
        ("https://web.archive.org/web/20191399/http://a.vn/",
         ("https://web.archive.org/web/20191399/http://a.vn/", None)),
        (ADDRESS, (ADDRESS, None)),
        ("https://a.vn/web/2019/x", ("https://a.vn/web/2019/x", None)),
    ],
)  # fmt: skip
def test_replayed_addresses_are_mapped_back(url, expected):
    assert original_url(url) == expected


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A WARC file with two replayed captures of one article, the later one first."""
    writer = CaptureWriter(tmp_path / "saved", "saved", 1)
    html = (("Content-Type", "text/html; charset=utf-8"),)
    places = []
    for time, title in ((20210607080900, TITLES[1]), (20190105103000, TITLES[0])):
        url = f"https://web.archive.org/web/{time}/{ADDRESS}"
        capture = writer.write(url, 200, html, article(title), "2026-01-01T00:00:00Z")
        places.append((str(time), Path(capture.warc_file).name, capture.warc_offset))
    writer.close()
    (warc,) = (tmp_path / "saved").rglob("*.warc.gz")
    head = " CDX N b a m s k r M S V g\n"
    cdx = "".join(f"vn,a)/ {time} {ADDRESS} text/html 200 X - - 9 {offset} {file}\n"
                  for time, file, offset in places)  # fmt: skip
    warc.with_suffix(".cdx").write_text(head + cdx)
    cdxj = "".join(f"vn,a)/ {time} {json.dumps({'filename': file, 'offset': str(offset)})}\n"
                   for time, file, offset in places)  # fmt: skip
    warc.with_suffix(".cdxj").write_text(cdxj)
    return warc


@pytest.mark.parametrize("suffix", [".gz", ".cdx", ".cdxj"])
def test_captures_of_one_address_become_revisions_in_the_order_of_time(suffix, kept, baotinh, db):
    path = kept if suffix == ".gz" else kept.with_suffix(suffix)
    baotinh("ingest", path, "--db", db)
    assert rows(db, "SELECT url, paper, title FROM articles") == [
        (ADDRESS.replace("http:", "https:"), "ha_nam", TITLES[1])
    ]
    assert [
        time for (time,) in rows(db, "SELECT fetched_at FROM captures ORDER BY fetched_at")
    ] == [
        "2019-01-05T10:30:00Z",
        "2021-06-07T08:09:00Z",
    ]
    assert rows(db, "SELECT count(*) FROM revisions") == [(2,)]
    again = baotinh("ingest", path, "--db", db)
    assert "2 known" in again.stdout


def test_an_index_without_its_file_says_so(kept, baotinh, db):
    kept.unlink()
    done = baotinh("ingest", kept.with_suffix(".cdx"), "--db", db, exits=1)
    assert kept.name in done.stderr
    with closing(sqlite3.connect(db)) as conn:
        assert conn.execute("SELECT count(*) FROM articles").fetchone() == (0,)


def test_an_index_of_something_else_says_so(tmp_path, baotinh, db):
    path = tmp_path / "x.cdx"
    path.write_text("nothing of the kind\n")
    done = baotinh("ingest", path, "--db", db, exits=1)
    assert "no line names a capture" in done.stderr


def test_a_saved_page_has_the_time_that_its_address_tells(tmp_path, baotinh, db):
    path = tmp_path / "x.html"
    path.write_bytes(article(TITLES[0]))
    baotinh("ingest", path, "--url", REPLAYED, "--db", db)
    assert rows(db, "SELECT fetched_at FROM captures") == [("2019-01-05T10:30:00Z",)]
    assert rows(db, "SELECT paper FROM articles") == [("ha_nam",)]
