"""Disk, database, clock and names fail: a clear line, an exit code, and later the crawl goes on."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from archive.errors import Exit
from tests.support.crawls import HOST, crawl, rows, started, value, wait_for_articles
from tests.support.process import python

CHANGED = """
import sys
from datetime import datetime, timedelta, UTC
from archive import clock
from archive.db import writer
writer.BUSY_SECONDS = 1
shifts = {shifts}
def now():
    return datetime.now(UTC) + timedelta(days=shifts.pop(0) if len(shifts) > 1 else shifts[0])
clock.now = now
from crawler.cli import main
main(sys.argv[1:])
"""


def changed(newspaper, db: Path, *arguments: object, shifts: object = (0,)):
    """A crawl that waits for a lock for a second only, by a clock that is days off."""
    words = ("crawl", "sample", "--mirror", newspaper.url, "--delay", "0.001", "--db", db)
    return python("-c", CHANGED.format(shifts=list(shifts)), *words, *arguments)


def last_line(done: subprocess.CompletedProcess[str]) -> str:
    assert "Traceback" not in done.stderr, done.stderr
    return (done.stderr or done.stdout).splitlines()[-1]


def assert_goes_on(baotinh, newspaper, db: Path) -> None:
    """The archive opens, and the next crawl completes it."""
    assert baotinh("runs", "--db", db).stdout
    crawl(baotinh, newspaper, db)
    stored = [url for (url,) in rows(db, "SELECT url FROM articles")]
    assert sorted(stored) == sorted(HOST + path for path in newspaper.newspaper.addresses())
    assert value(db, "PRAGMA integrity_check") == "ok"
    assert baotinh("verify", "--db", db, "--quiet").stdout == ""


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own, of one megabyte."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)]
    if os.geteuid() or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("only root may mount a disk here")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def remount(disk: Path, how: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{how}", str(disk)], check=True)


def test_a_full_disk(baotinh, newspaper, disk):
    db = disk / "archive.db"
    done = changed(newspaper, db)
    assert done.returncode == Exit.STORAGE
    assert "the disk is full: free some space, then run the same command again" in last_line(done)
    remount(disk, "size=64m")
    assert_goes_on(baotinh, newspaper, db)


def test_a_disk_that_becomes_read_only(baotinh, newspaper, disk):
    remount(disk, "size=64m")
    db = disk / "archive.db"
    crawl(baotinh, newspaper, db, "--limit", 3)
    remount(disk, "ro")
    done = changed(newspaper, db)
    assert done.returncode == Exit.STORAGE
    assert "read-only" in last_line(done) or "cannot be written" in last_line(done)
    remount(disk, "rw")
    assert_goes_on(baotinh, newspaper, db)


def test_a_database_without_permission_to_write(baotinh, newspaper, db):
    """As a user who may not: root may everything."""
    crawl(baotinh, newspaper, db, "--limit", 3)
    if os.geteuid() == 0:
        pytest.skip("root may write everything; the read-only disk stands in")
    db.chmod(0o444)
    done = changed(newspaper, db)
    assert done.returncode == Exit.STORAGE
    assert "write permission" in last_line(done)


def test_a_database_that_somebody_else_holds(baotinh, newspaper, db):
    crawl(baotinh, newspaper, db, "--limit", 3)
    with closing(sqlite3.connect(db, isolation_level=None)) as conn:
        conn.execute("BEGIN IMMEDIATE")
        done = changed(newspaper, db)
        conn.execute("ROLLBACK")
    assert done.returncode == Exit.STORAGE
    assert "another process has been writing" in last_line(done)
    assert_goes_on(baotinh, newspaper, db)


def test_a_database_that_is_held_in_the_middle_of_a_crawl(baotinh, newspaper, db):
    ended: list[subprocess.CompletedProcess[str]] = []
    running = threading.Thread(target=lambda: ended.append(changed(newspaper, db, "--delay", 0.05)))
    running.start()
    wait_for_articles(db, 3)
    with closing(sqlite3.connect(db, isolation_level=None, timeout=20)) as conn:
        conn.execute("BEGIN IMMEDIATE")
        running.join(60)
        conn.execute("ROLLBACK")
    assert ended[0].returncode == Exit.STORAGE
    assert "another process has been writing" in last_line(ended[0])
    assert_goes_on(baotinh, newspaper, db)


def test_a_writer_that_is_soon_done_is_waited_for(baotinh, newspaper, db):
    running = started(newspaper, db, "--delay", "0.02")
    wait_for_articles(db, 3)
    with closing(sqlite3.connect(db, isolation_level=None, timeout=20)) as conn:
        conn.execute("BEGIN IMMEDIATE")
        time.sleep(2)
        conn.execute("ROLLBACK")
    out, err = running.communicate(timeout=60)
    assert running.returncode == 0, (out, err)
    assert_goes_on(baotinh, newspaper, db)


@pytest.mark.parametrize("days", [-20_000, -400, 400, 20_000])
def test_a_clock_that_is_wrong(baotinh, newspaper, db, days):
    done = changed(newspaper, db, shifts=[days])
    assert done.returncode == Exit.FAILED
    assert "the clock of this machine is wrong" in done.stdout
    assert "Traceback" not in done.stderr
    assert value(db, "SELECT count(*) FROM captures") == 0, "nothing is kept under a wrong time"
    assert_goes_on(baotinh, newspaper, db)
    assert baotinh("health", "--db", db).stdout


@pytest.mark.parametrize("days", [-1, 1])
def test_a_clock_that_jumps_in_the_middle_of_a_run(baotinh, newspaper, db, days):
    done = changed(newspaper, db, shifts=[0] * 60 + [days])
    assert done.returncode == Exit.FAILED
    assert "it jumped by" in done.stdout
    odd = "SELECT count(*) FROM captures WHERE abs(unixepoch() - unixepoch(fetched_at)) > 600"
    assert value(db, odd) <= 1, "the answer during which it jumped"
    assert_goes_on(baotinh, newspaper, db)


def test_what_a_wrong_clock_put_off_for_ever_is_due(baotinh, newspaper, db):
    crawl(baotinh, newspaper, db)
    with closing(sqlite3.connect(db)) as conn, conn:
        conn.execute("UPDATE urls SET next_check = '2099-01-01T00:00:00Z' WHERE article = 1")
    crawl(baotinh, newspaper, db)
    assert value(db, "SELECT max(next_check) < '2098' FROM urls") == 1


def test_a_name_that_nobody_knows(baotinh, newspaper, db):
    done = baotinh("crawl", "http://khong-co.example/", "--db", db, exits=Exit.FAILED)
    assert "no such host" in done.stdout
    assert done.stderr == ""
    assert rows(db, "SELECT outcome FROM runs") == [("failed",)]
    assert_goes_on(baotinh, newspaper, db)
