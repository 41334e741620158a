"""Known articles are read again, and what the newspaper did to them in the meantime is kept."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from tests.support.crawls import A, B, article, rows, state_of, value, visit

TITLE = "Nước lên nhanh trong đêm"
PLAIN = (200, {}, article(TITLE))
TAGGED = (200, {"ETag": '"a1"'}, article(TITLE))
EDITED = (200, {}, article(TITLE, "Nước đã rút vào buổi sáng. " * 40))
GONE = (404, {}, b"")


def make_due(db, since: str = "2026-01-01T00:00:00Z") -> None:
    """Let all that comes up again some day do so now."""
    with closing(sqlite3.connect(db)) as conn, conn:
        conn.execute("UPDATE urls SET next_check = ? WHERE next_check IS NOT NULL", (since,))


def again(baotinh, here, db, *arguments, exits=0):
    make_due(db)
    options = ("--allow-private", "--delay", 0, "--db", db)
    return baotinh("crawl", here.url, *options, *arguments, exits=exits).stdout


@pytest.mark.parametrize(
    ("answers", "told", "revisions", "state"),
    [
        ([PLAIN, PLAIN], " 0 changed", 1, "fetched"),
        ([PLAIN, EDITED], " 1 changed", 2, "fetched"),
        ([TAGGED, (304, {}, b"")], " 1 unchanged", 1, "fetched"),
        ([PLAIN, GONE], " 1 gone", 1, "gone"),
        ([PLAIN, (500, {}, b"")], " 1 failed", 1, "failed"),
    ],
)
def test_what_became_of_a_known_article(baotinh, site, db, answers, told, revisions, state):
    etag = answers[0][1].get("ETag")
    here, _ = visit(baotinh, site, db, {A: list(answers), B: PLAIN})
    assert told in again(baotinh, here, db)
    assert here.etags[A] == etag, "asked whether it changed, if it can be"
    assert state_of(db, A)[0] == state
    assert value(db, "SELECT count(*) FROM articles") == 2, "nothing is lost"
    assert value(db, "SELECT max(revision) FROM articles") == revisions


def test_an_article_that_is_back_is_told(baotinh, site, db):
    here, _ = visit(baotinh, site, db, {A: [PLAIN, GONE, EDITED]})
    assert " 1 gone" in again(baotinh, here, db)
    assert " 1 restored" in again(baotinh, here, db)
    assert state_of(db, A)[0] == "fetched"
    assert rows(db, "SELECT count(*), max(revision) FROM articles") == [(1, 2)]


def test_what_is_new_comes_before_what_is_known(baotinh, site, db):
    here, _ = visit(baotinh, site, db, {A: PLAIN})
    here.pages["/"] = (200, {}, here.pages["/"][2].replace(A.encode(), B.encode()))
    here.pages[B] = PLAIN
    again(baotinh, here, db)
    assert here.asked.index(B) < len(here.asked) - 1 == here.asked.index(A, 3)
    assert again(baotinh, here, db, "--limit", 1)


def test_what_is_not_due_is_left_in_peace(baotinh, site, db):
    here, _ = visit(baotinh, site, db, {A: PLAIN})
    baotinh("crawl", here.url, "--allow-private", "--delay", 0, "--db", db)
    assert here.asked.count(A) == 1
