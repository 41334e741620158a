"""What becomes of an address by the server's response: stored, tried again, left, an alias."""

from __future__ import annotations

import gzip

import pytest

from archive.errors import Exit
from tests.support.crawls import (
    OK,
    A,
    B,
    rows,
    state_of,
    value,
    visit,
)

ODD = [
    ("leads-to-a-private-address", (302, {"Location": "http://10.1.2.3/x"}, b""), "failed"),
    ("leads-to-a-file", (302, {"Location": "file:///etc/passwd"}, b""), "failed"),
    ("leads-to-another-site", (302, {"Location": "https://other.example/x"}, b""), "failed"),
    ("leads-to-itself", (302, {"Location": ""}, b""), "failed"),
    ("was-never-there", (404, {}, b"khong co"), "gone"),
    ("was-taken-down", (410, {}, b""), "gone"),
    ("is-forbidden", (403, {}, b"no"), "failed"),
    ("is-late", (503, {}, b"later"), "failed"),
    ("is-a-pdf", (200, {"Content-Type": "application/pdf"}, b"%PDF-1.4"), "refused"),
    (
        "is-a-bomb",
        (200, {"Content-Encoding": "gzip"}, gzip.compress(bytes(3 * 10**7), mtime=0)),
        "failed",
    ),
    ("is-large", (200, {}, b"x" * 11_000_000), "failed"),
    ("asks-for-a-human", (200, {}, b"<title>Just a moment...</title>Checking"), "failed"),
    ("is-a-picture", (200, {}, b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9), "failed"),
    ("is-empty", (200, {}, b""), "failed"),
]


def test_odd_answers_have_their_state_and_harm_nothing(baotinh, site, db):
    pages = {f"/xa-hoi/{name}-12{n:03}.html": answer for n, (name, answer, _) in enumerate(ODD)}
    here, _ = visit(baotinh, site, db, {**pages, B: OK})
    found = {
        url.rpartition("/")[2][:-11]: (state, reason)
        for url, state, reason in rows(db, "SELECT url, state, reason FROM urls")
    }
    assert {name: found[name][0] for name, _, _ in ODD} == {name: end for name, _, end in ODD}
    assert all(found[name][1] for name, _, end in ODD if end != "gone"), "each has its reason"
    assert rows(db, "SELECT url FROM articles") == [(here.url + B[1:],)]


def test_a_server_error_is_tried_again(baotinh, site, db):
    here, _ = visit(baotinh, site, db, {A: [(503, {}, b""), OK]})
    assert here.asked.count(A) == 2
    assert state_of(db, A)[0] == "fetched"
    statuses = rows(db, "SELECT status FROM captures WHERE url LIKE ? ORDER BY id", f"%{A}")
    assert statuses == [(503,), (200,)], "both answers are kept"


def test_what_failed_rests_before_it_is_asked_for_again(baotinh, site, db):
    here, _ = visit(baotinh, site, db, {A: (503, {}, b""), B: OK})
    asked = here.asked.count(A)
    baotinh("crawl", here.url, "--allow-private", "--delay", 0, "--db", db)
    assert here.asked.count(A) == asked


@pytest.mark.parametrize(
    ("front_page", "single", "outcome", "exits"),
    [
        (None, (503, {}, b""), "failed", Exit.FAILED),
        (None, (200, {}, b""), "failed", Exit.FAILED),
        (None, (404, {}, b""), "finished", Exit.DONE),
        (None, (429, {}, b""), "refused", Exit.REFUSED),
        (None, (200, {}, b"<title>Just a moment...</title>Checking"), "refused", Exit.REFUSED),
        ((403, {}, b""), OK, "refused", Exit.REFUSED),
    ],
)
def test_a_crawl_that_got_nothing_says_so(baotinh, site, db, front_page, single, outcome, exits):
    pages = {A: single} | ({"/": front_page} if front_page else {})
    _, done = visit(baotinh, site, db, pages, exits=exits)
    assert rows(db, "SELECT outcome FROM runs") == [(outcome,)]
    assert (outcome in done.stdout) is (outcome != "finished")


def test_a_newspaper_that_cannot_be_read_is_a_failure(baotinh, site, db):
    _, done = visit(baotinh, site, db, {"/": (503, {}, b"")}, exits=1)
    assert "failed (HTTP status 503" in done.stdout
    assert rows(db, "SELECT outcome FROM runs") == [("failed",)]


def test_a_redirected_address_is_an_alias_of_its_article(baotinh, site, db):
    visit(baotinh, site, db, {A: (301, {"Location": B}, b""), B: OK})
    assert state_of(db, A)[0] == "fetched"
    assert value(db, "SELECT count(*) FROM articles") == 1
