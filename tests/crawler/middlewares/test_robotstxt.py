"""robots.txt is obeyed; where it cannot be read, nothing is asked for."""

from __future__ import annotations

from itertools import pairwise

from tests.support.crawls import (
    OK,
    A,
    B,
    state_of,
    visit,
)


def test_robots_txt_is_obeyed(baotinh, site, db):
    robots = (200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /xa-hoi/nuoc")
    here, _ = visit(baotinh, site, db, {A: OK, B: OK, "/robots.txt": robots})
    assert A not in here.asked
    assert state_of(db, A) == ("refused", "robots.txt forbids it")


def test_robots_txt_that_cannot_be_read_means_wait(baotinh, site, db):
    here, _ = visit(baotinh, site, db, {A: OK, "/robots.txt": (503, {}, b"")}, exits=1)
    assert set(here.asked) == {"/robots.txt"}
    assert state_of(db, "/") == ("failed", "robots.txt cannot be read: HTTP status 503")


def test_an_error_page_in_place_of_robots_txt_forbids_nothing(baotinh, site, db):
    robots = (404, {}, b"User-agent: *\nDisallow: /")
    visit(baotinh, site, db, {A: OK, "/robots.txt": robots})
    assert state_of(db, A)[0] == "fetched"


def test_a_crawl_delay_is_kept(baotinh, site, db):
    robots = (200, {"Content-Type": "text/plain"}, b"User-agent: *\nCrawl-delay: 0.5")
    here, _ = visit(baotinh, site, db, {A: OK, B: OK, "/robots.txt": robots})
    gaps = [later - earlier for earlier, later in pairwise(here.times[1:])]
    assert len(gaps) == 2
    assert min(gaps) > 0.2, "half a second, give or take the jitter"
