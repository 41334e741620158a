"""A crawl that is killed, interrupted or out of disk goes on with the same command."""

from __future__ import annotations

import signal
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from archive.errors import CaptureProblem, Exit
from archive.warc.reader import iterate
from tests.support.crawls import (
    HOST,
    copied,
    crawl,
    rows,
    started,
    value,
    wait_for_articles,
)
from tests.support.process import python


@pytest.mark.parametrize("delay", ["0.03", "0.06"])
def test_a_killed_crawl_goes_on_where_it_was(baotinh, newspaper, db, delay):
    running = started(newspaper, db, "--delay", delay)
    wait_for_articles(db, 3)
    running.send_signal(signal.SIGKILL)
    running.communicate()
    assert value(db, "PRAGMA integrity_check") == "ok"
    had = value(db, "SELECT count(*) FROM articles")
    assert 3 <= had < len(newspaper.newspaper.addresses())
    (killed,) = db.parent.glob("warc/sample/*.warc.gz")
    before = killed.read_bytes()
    assert_readable(killed, at_least=value(db, "SELECT count(*) FROM captures"))
    crawl(baotinh, newspaper, db)
    stored = [url for (url,) in rows(db, "SELECT url FROM articles")]
    assert sorted(stored) == sorted(HOST + path for path in newspaper.newspaper.addresses())
    assert value(db, "PRAGMA integrity_check") == "ok"
    assert killed.read_bytes() == before, "no later run touches the file of a killed one"
    outcomes = rows(db, "SELECT outcome FROM runs ORDER BY id")
    assert outcomes == [("interrupted",), ("finished",)]


def assert_readable(path: Path, at_least: int) -> None:
    read = []
    try:
        read.extend(iterate(path))
    except CaptureProblem as cut:
        assert "cut off" in str(cut)  # noqa: PT017 - a cut is possible, not certain
    assert len(read) >= at_least


def test_a_crawl_killed_while_paging_pages_on(baotinh, newspaper, crawled, tmp_path, db):
    """The lists of a known newspaper are read again, and a kill among them must not hide pages."""
    done = copied(crawled[0], tmp_path)
    with closing(sqlite3.connect(done)) as conn, conn:
        conn.execute("PRAGMA foreign_keys = off")
        page = "kinh-te-4.html?page=2"
        conn.execute("UPDATE urls SET state = 'discovered' WHERE url LIKE ?", (f"%{page}",))
        lost = "DELETE FROM urls WHERE kind = 'page' AND found_on LIKE ?"
        missing = conn.execute(lost, (f"%{page}",)).rowcount
    assert missing
    again = crawl(baotinh, newspaper, done)
    assert again.stdout.startswith(f"sample: {missing} pages"), "they were only on that list"


def test_an_interrupt_ends_in_good_order(baotinh, newspaper, db):
    running = started(newspaper, db, "--delay", "0.05")
    wait_for_articles(db, 3)
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=30)
    assert running.returncode == Exit.INTERRUPTED
    assert b"interrupted: run the same command again to continue" in out, err
    assert rows(db, "SELECT outcome FROM runs") == [("interrupted",)]
    crawl(baotinh, newspaper, db)
    assert value(db, "SELECT count(*) FROM articles") == len(newspaper.newspaper.addresses())


def test_a_full_disk_stops_the_crawl_with_a_word(newspaper, db, baotinh):
    """A bound on file sizes stands in for a disk; Python turns it into an error like ENOSPC."""
    bounded = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, 600_000))\n"
        "from crawler.cli import main; main(sys.argv[1:])"
    )
    command = ("crawl", "sample", "--delay", 0, "--mirror", newspaper.url, "--db", db)
    done = python("-c", bounded, *command)
    assert done.returncode == Exit.STORAGE, done.stdout + done.stderr
    assert "command again" in done.stderr, "it says what to do"
    assert "Traceback" not in done.stderr
    assert "archive" in done.stderr.splitlines()[-1]
    crawl(baotinh, newspaper, db)
    assert value(db, "PRAGMA integrity_check") == "ok"
    assert value(db, "SELECT count(*) FROM articles") == len(newspaper.newspaper.addresses())
