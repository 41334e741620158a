"""Pages that others saved come in as a crawl would have brought them; reparse gives the same."""

from __future__ import annotations

import gzip
import json
import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from archive.errors import NotAnArchive
from archive.warc.reader import iterate
from crawler.demo import SampleNewspaper
from tests.support.captures import http_record

HOST = "https://bao-mau.example"
CONTENT = (
    "SELECT url, paper, title, kicker, category, section, published, published_raw, updated,"
    " author, byline_raw, source, lead, n_words, n_images, problems, content_hash, body"
    " FROM articles ORDER BY url"
)


def rows(db: Path, query: str, *values: Any) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(db)) as conn:
        return conn.execute(query, values).fetchall()


@pytest.fixture(scope="module")
def crawled(baotinh, newspaper, tmp_path_factory):
    """An archive with the whole sample newspaper, which tests only read."""
    db = tmp_path_factory.mktemp("crawled") / "archive.db"
    baotinh("crawl", "sample", "--mirror", newspaper.url, "--delay", 0, "--db", db)
    return db


@pytest.fixture
def page() -> bytes:
    """One article of the sample newspaper, which states no address of its own."""
    newspaper = SampleNewspaper()
    return newspaper.respond(newspaper.addresses()[3])[2]


def stating(page: bytes, url: str) -> bytes:
    return page.replace(b"</head>", f'<link rel="canonical" href="{url}" /></head>'.encode())


LIST = "<title>Xã hội</title>" + "".join(
    f"<h3><a href='/xa-hoi/bai-so-{n}-1234{n}.html'>Bài báo thứ {n} của mục xã hội</a></h3>"
    for n in range(15)
)
ADDRESS = f"{HOST}/xa-hoi/mot-bai-bao-12345.html"


def test_the_captures_of_a_crawl_give_the_rows_of_the_crawl(baotinh, crawled, db):
    done = baotinh("ingest", crawled.parent / "warc", "--db", db)
    assert done.stdout.startswith("ingest: 42 new, 0 changed, 0 same, 0 known, ")
    assert rows(db, CONTENT) == rows(crawled, CONTENT)
    kept = "SELECT url, fetched_at, sha256 FROM captures WHERE url IN (SELECT url FROM articles)"
    assert sorted(rows(db, kept)) == sorted(rows(crawled, kept)), "times and bytes stay"


def test_what_is_known_is_passed_over(baotinh, crawled, db):
    baotinh("ingest", crawled.parent / "warc", "--db", db)
    files = sorted(db.parent.rglob("*.warc.gz"))
    done = baotinh("ingest", crawled.parent / "warc", "--db", db)
    assert done.stdout.startswith("ingest: 0 new, 0 changed, 0 same, ")
    assert sorted(db.parent.rglob("*.warc.gz")) == files


def test_reparse_gives_identical_rows(baotinh, crawled, tmp_path):
    db = tmp_path / "copy" / "archive.db"
    db.parent.mkdir()
    (db.parent / "warc").symlink_to(crawled.parent / "warc")
    with closing(sqlite3.connect(crawled)) as source, closing(sqlite3.connect(db)) as copy:
        source.backup(copy)
    tables = ("articles", "revisions", "sections", "images", "article_authors", "article_tags",
              "polls", "poll_options", "poll_sightings", "weather")  # fmt: skip
    before = {table: rows(db, f"SELECT * FROM {table}") for table in tables}
    done = baotinh("reparse", "--db", db)
    assert done.stdout == "reparse: 0 new, 0 changed, 42 same, 0 not article, 0 failed, 0 left\n"
    assert {table: rows(db, f"SELECT * FROM {table}") for table in tables} == before


def test_reparse_puts_right_what_an_older_parser_got_wrong(baotinh, crawled, tmp_path):
    db = tmp_path / "copy" / "archive.db"
    db.parent.mkdir()
    (db.parent / "warc").symlink_to(crawled.parent / "warc")
    baotinh("ingest", crawled.parent / "warc", "--db", db)
    right = rows(db, CONTENT)
    with closing(sqlite3.connect(db)) as conn, conn:
        stale = "UPDATE revisions SET content_hash = 'stale', parser_version = '0'"
        conn.execute(stale)
    baotinh("reparse", "--db", db)
    assert rows(db, CONTENT) == right
    assert rows(db, "SELECT DISTINCT parser_version FROM revisions") != [("0",)]
    assert rows(db, "SELECT max(revision) FROM articles") == [(1,)], "no edit of the newspaper"


def test_a_list_of_a_known_paper_is_none_of_its_articles(baotinh, page, db, tmp_path):
    (tmp_path / "a.html").write_bytes(page)
    done = baotinh("ingest", tmp_path, "--url", f"{HOST}/xa-hoi-5.html?page=2", "--db", db)
    assert "1 not article" in done.stdout


def test_a_page_has_the_address_that_it_states(baotinh, page, db, tmp_path):
    (tmp_path / "a.html").write_bytes(stating(page, f"http://bao-mau.example{ADDRESS[23:]}"))
    baotinh("ingest", tmp_path / "a.html", "--db", db)
    assert rows(db, "SELECT url, paper, problems FROM articles") == [(ADDRESS, "sample", "[]")]


def test_a_page_has_the_address_given_by_hand(baotinh, page, db, tmp_path):
    (tmp_path / "a.html").write_bytes(page)
    baotinh("ingest", tmp_path / "a.html", "--url", ADDRESS, "--db", db)
    assert rows(db, "SELECT url, paper FROM articles") == [(ADDRESS, "sample")]


def test_a_page_without_address_is_kept_under_the_name_of_its_file(baotinh, page, db, tmp_path):
    for folder in ("một", "hai"):
        (tmp_path / "saved" / folder).mkdir(parents=True)
        (tmp_path / "saved" / folder / "bài viết.html").write_bytes(page)
    baotinh("ingest", tmp_path / "saved", "--db", db)
    found = rows(db, "SELECT url, paper, problems FROM articles ORDER BY url")
    assert [url for url, _, _ in found] == [
        "file:hai/b%C3%A0i%20vi%E1%BA%BFt.html",
        "file:m%E1%BB%99t/b%C3%A0i%20vi%E1%BA%BFt.html",
    ]
    assert all(paper is None and "no-address" in problems for _, paper, problems in found)
    again = baotinh("reparse", "--db", db)
    assert "0 changed, 2 same" in again.stdout


def test_files_are_copied_into_the_archives_own_warc(baotinh, page, db, tmp_path):
    source = tmp_path / "a.html"
    source.write_bytes(stating(page, ADDRESS))
    os.utime(source, (1_600_000_000, 1_600_000_000))
    baotinh("ingest", source, "--db", db)
    ((warc_file, fetched_at),) = rows(db, "SELECT warc_file, fetched_at FROM captures")
    (record,) = iterate(db.parent / warc_file)
    assert record.payload == source.read_bytes()
    assert record.fetched_at == fetched_at == "2020-09-13T12:26:40Z"
    source.unlink()
    assert "1 same" in baotinh("reparse", "--db", db).stdout


def test_captures_in_any_order_of_time_become_revisions(baotinh, page, db, tmp_path):
    """Web archives hold an address several times; the newest state is the article."""
    states = [(2020, "ba mươi"), (2018, "hai mươi"), (2022, "bốn mươi"), (2022, "bốn mươi")]
    records = []
    for year, words in states:
        body = page.replace(b"</strong></p>", f" {words} hộ.</strong></p>".encode(), 1)
        http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + body
        records.append(http_record(ADDRESS, http).replace(b"2019-05-01", b"%d-05-01" % year))
    (tmp_path / "old.warc").write_bytes(b"".join(records))
    done = baotinh("ingest", tmp_path / "old.warc", "--db", db)
    assert done.stdout.startswith("ingest: 1 new, 2 changed, 0 same, 1 known, ")
    seen = rows(db, "SELECT seen FROM revisions ORDER BY seen")
    assert [when[:4] for (when,) in seen] == ["2018", "2020", "2022"]
    assert "bốn mươi" in rows(db, "SELECT lead || body FROM articles")[0][0]


def test_a_crawl_does_not_ask_again_for_what_was_ingested(baotinh, newspaper, crawled, db):
    baotinh("ingest", crawled.parent / "warc", "--db", db)
    done = baotinh("crawl", "sample", "--mirror", newspaper.url, "--delay", 0, "--db", db)
    assert " 0 new, 0 changed" in done.stdout


def test_lists_and_challenges_are_told_and_not_stored(baotinh, page, db, tmp_path):
    folder = tmp_path / "saved"
    folder.mkdir()
    (folder / "bai.html").write_bytes(page)
    (folder / "muc.html").write_bytes(LIST.encode())
    (folder / "robot.html").write_text("<title>Just a moment...</title><p>Checking your browser")
    (folder / "note.txt").write_text("no page")
    done = baotinh("ingest", folder, "--db", db, exits=1)
    assert done.stdout.startswith("ingest: 1 new, ")
    assert "1 failed" in done.stdout
    assert "robot.html: not stored: the server asked for proof of a human" in done.stderr
    assert "muc.html: not stored: " in done.stderr
    assert rows(db, "SELECT count(*) FROM articles") == [(1,)]


def record_of(page: bytes, n: int) -> bytes:
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
    return gzip.compress(http_record(f"{HOST}/xa-hoi/bai-so-{n}-1234{n}.html", http))


def test_a_warc_that_is_cut_off_gives_what_is_whole_and_says_so(baotinh, page, db, tmp_path):
    data = b"".join(record_of(page, n) for n in range(3))
    (tmp_path / "cut.warc.gz").write_bytes(data[:-50])
    done = baotinh("ingest", tmp_path / "cut.warc.gz", "--db", db, exits=1)
    assert done.stdout.startswith("ingest: 2 new, ")
    (line,) = done.stderr.splitlines()
    assert "cut.warc.gz" in line
    assert "truncated" in line
    assert rows(db, "PRAGMA integrity_check") == [("ok",)]


def bad_inputs(folder: Path) -> list[tuple[Path, int, str]]:
    """Inputs that hold nothing, the exit code and a word of the one line that says so."""
    (folder / "empty").mkdir()
    files = {
        "nothing.html": (b"", 2, "empty"),
        "nothing.warc.gz": (b"", 2, "empty"),
        "picture.png": (b"\x89PNG\r\n\x1a\n" + bytes(3000), 2, "neither"),
        "picture.html": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, 1, "picture.html"),
        "picture.warc": (b"\x89PNG\r\n\x1a\n" + bytes(3000), 1, "picture.warc"),
        "broken.warc.gz": (b"\x1f\x8b\x08\x00broken", 1, "broken.warc.gz"),
    }
    for name, (data, _, _) in files.items():
        (folder / name).write_bytes(data)
    return [
        (folder / "missing.html", 2, "does not exist"),
        (folder / "empty", 2, "no WARC and no HTML"),
        *((folder / name, code, word) for name, (_, code, word) in files.items()),
    ]


def test_bad_inputs_end_with_one_clear_line(baotinh, db, tmp_path):
    for path, code, word in bad_inputs(tmp_path):
        done = baotinh("ingest", path, "--db", db, exits=code)
        (line,) = done.stderr.splitlines()
        assert word in line, path
        assert str(path.name) in line, path
        if db.exists():
            assert code == 1, "a wrong call makes no archive"
            assert rows(db, "SELECT count(*) FROM articles") == [(0,)]
            db.unlink()


def test_a_database_that_is_none_is_refused(baotinh, page, tmp_path):
    (tmp_path / "a.html").write_bytes(page)
    (tmp_path / "text.db").write_text("this is no database, whatever its name says")
    for command in (["ingest", tmp_path / "a.html"], ["reparse"], ["crawl", "bac_lieu"]):
        done = baotinh(*command, "--db", tmp_path / "text.db", exits=NotAnArchive.exit_code)
        (line,) = done.stderr.splitlines()
        assert "text.db is not a baotinh archive" in line
    assert (tmp_path / "text.db").read_text().startswith("this is no database")


def test_a_folder_that_takes_no_file_is_named(baotinh, page, tmp_path):
    """/proc refuses new files to everybody, root included."""
    (tmp_path / "a.html").write_bytes(page)
    done = baotinh("ingest", tmp_path / "a.html", "--db", "/proc/archive.db", exits=7)
    (line,) = done.stderr.splitlines()
    assert "/proc" in line


def test_captures_that_cannot_be_written_stop_the_ingest(baotinh, page, db, tmp_path):
    (tmp_path / "a.html").write_bytes(page)
    (db.parent / "warc").write_text("a file where the folder of captures should be")
    done = baotinh("ingest", tmp_path / "a.html", "--db", db, exits=7)
    (line,) = done.stderr.splitlines()
    assert "warc" in line
    assert rows(db, "SELECT count(*) FROM articles") == [(0,)]
    assert rows(db, "SELECT count(*) FROM captures") == [(0,)]


def test_reparse_names_a_capture_whose_bytes_are_gone(baotinh, page, db, tmp_path):
    (tmp_path / "a.html").write_bytes(page)
    baotinh("ingest", tmp_path / "a.html", "--db", db)
    for path in db.parent.rglob("*.warc.gz"):
        path.unlink()
    done = baotinh("reparse", "--db", db, exits=1)
    assert "file:a.html" in done.stderr
    assert "1 left" in done.stdout
    assert rows(db, "SELECT count(*) FROM articles") == [(1,)], "nothing is deleted"


def test_one_address_cannot_be_that_of_many_files(baotinh, page, db, tmp_path):
    for name in ("a.html", "b.html"):
        (tmp_path / name).write_bytes(page)
    done = baotinh("ingest", tmp_path, "--url", ADDRESS, "--db", db, exits=2)
    assert "--url" in done.stderr


def test_parse_and_ingest_read_alike(baotinh, page, db, tmp_path):
    (tmp_path / "a.html").write_bytes(stating(page, ADDRESS))
    printed = json.loads(baotinh("parse", tmp_path / "a.html").stdout)
    baotinh("ingest", tmp_path / "a.html", "--db", db)
    ((content,),) = rows(db, "SELECT content FROM revisions")
    assert json.loads(content) == printed
