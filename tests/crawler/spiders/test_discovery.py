"""Newspapers of every shape, found by their home page: each article once, no trap without end."""

from __future__ import annotations

from collections import Counter

import pytest

from crawler.families import families
from crawler.urls import traps
from tests.support.crawls import OK, A, B, front, rows, value
from tests.support.newspapers.crawl import crawl, stored
from tests.support.newspapers.makes import MAKES
from tests.support.newspapers.server import served
from tests.support.newspapers.site import trap_of

FAMILIES = [name for name, make in MAKES.items() if make.family]
MOST = {
    "calendar": traps.MAX_DATED_LISTINGS,
    "repeating": 3,
    "circle": 2,
    "elsewhere": 1,
    "about": 5,
}


def trapped(asked: list[str]) -> Counter[str]:
    return Counter(trap for path in asked if (trap := trap_of(path)))


@pytest.mark.parametrize("make", FAMILIES)
def test_a_newspaper_of_each_family_is_crawled_whole(make, db):
    with served(make, copies=1) as here:
        crawl(here, db)
        other_words = "{slug}-ban-rut-gon" in (here.newspaper.make.twin or "")
        # Where a twin has other words, chance decides which of the two is read first and stays.
        told = numbers if other_words else sorted
        assert told(stored(db)) == told(here.newspaper.addresses())
        steps = trapped(here.asked)
        assert all(steps[name] <= MOST.get(name, 0) for name in steps), steps
        titles = value(db, "SELECT count(DISTINCT title) FROM articles")
        assert titles == len(here.newspaper.addresses()), "two addresses of one article are one"
        twins = {*here.newspaper.twins()}
        assert other_words or not twins & {*here.asked}, "no twin of a known article is asked for"

        here.asked.clear()
        crawl(here, db)
        asked = Counter(here.asked)
        assert max(asked.values()) == 1, "each seed once"
        assert not asked.keys() & {*here.newspaper.addresses()}, "no article again"
        seeds = {"/robots.txt", *here.newspaper.seeds()}
        assert not [path for path in asked if path not in seeds and not trap_of(path)]


def test_every_family_has_its_newspaper():
    assert {MAKES[name].family for name in FAMILIES} == {one.name for one in families()}


def test_other_addresses_of_an_article_are_kept_and_not_asked_for(db):
    with served("newscontent", copies=1) as here:
        crawl(here, db)
        twins = here.newspaper.twins()
        kept = "SELECT state, article, key FROM urls WHERE url LIKE ?"
        for twin in twins:
            ((state, article, key),) = rows(db, kept, f"%{twin}")
            assert (state, article) == ("discovered", None)
            first = "SELECT count(*) FROM urls WHERE key = ? AND article IS NOT NULL"
            assert value(db, first, key) == 1
        here.asked.clear()
        crawl(here, db)
        assert not {*twins} & {*here.asked}


def numbers(addresses: list[str]) -> list[str]:
    """The newspaper's own number in each address: "…-a3020954.html"."""
    return sorted(address.rpartition("-a")[2] for address in addresses)


def test_an_article_under_other_words_is_read_once_and_is_the_same(db):
    with served("content_news", copies=1) as here:
        crawl(here, db)
        asked = Counter(here.asked)
        assert all(asked[twin] == 1 for twin in here.newspaper.twins())
        # An article keeps the address under which it was read first, and that may be either.
        assert numbers(stored(db)) == numbers(here.newspaper.addresses())
        aliases = "SELECT count(*) FROM urls JOIN articles ON articles.id = article"
        assert value(db, f"{aliases} WHERE urls.url <> articles.url") == len(
            asked & Counter(here.newspaper.twins())
        )


@pytest.mark.parametrize("make", MAKES)
def test_a_newspaper_never_seen_is_found_by_its_lists_alone(make, baotinh, db):
    with served(make, copies=1, without=frozenset(["feed", "sitemap"])) as here:
        baotinh("crawl", here.url, "--allow-private", "--delay", 0, "--db", db)
        own = {*here.newspaper.addresses()}
        found = stored(db)
        assert len(own & {*found}) >= 0.95 * len(own)
        assert len({*found} - own) <= 0.01 * len(found)
        assert len(found) == len({*found})


@pytest.mark.parametrize("part", ["feed", "sitemap"])
def test_a_feed_or_a_sitemap_is_found_where_lists_are_drawn_by_script(part, baotinh, db):
    without = frozenset({"feed", "sitemap", "lists", "traps"} - {part})
    with served("epi", copies=1, without=without) as here:
        baotinh("crawl", here.url, "--allow-private", "--delay", 0, "--db", db)
        newest = here.newspaper.addresses()
        assert {*stored(db)} == {*newest[:20], *(newest if part == "sitemap" else ())}


def test_traps_are_on_record_by_their_names(db):
    with served("newscontent", copies=1) as here:
        crawl(here, db)
    counts = value(db, "SELECT counts FROM runs")
    names = "calendar repeating-list session-ids sort-links redirects another-host".split()
    assert [name for name in names if f'"trap: {name}"' not in counts] == []
    reasons = {reason for (reason,) in rows(db, "SELECT reason FROM urls")}
    assert "trap: redirects in a circle" in reasons


CHALLENGE = (200, {}, b"<title>Just a moment...</title>Checking <a href='/x'>x</a>")
LOGIN = (200, {}, "<title>Đăng nhập</title><input type=password><a href='/x'>x</a>".encode())
NOWHERE = (200, {}, b"<title>x</title><p>" + b"Tin trong ngay. " * 60)


@pytest.mark.parametrize(
    ("page", "reason"),
    [(CHALLENGE, "challenge-page"), (LOGIN, "login-page"), (NOWHERE, "no-links")],
)
def test_a_front_page_that_leads_nowhere_is_no_answer(page, reason, site, baotinh, db):
    here = site({"/": page})
    options = ("--allow-private", "--delay", 0, "--db", db)
    done = baotinh("crawl", here.url, *options, exits=5 if "page" in reason else 1)
    assert reason in done.stdout
    assert rows(db, "SELECT state, reason FROM urls") == [("failed", reason)]
    assert value(db, "SELECT outcome FROM runs") != "finished"


def test_a_known_list_that_moved_is_read_where_it_is_now(site, baotinh, db):
    here = site({"/": (302, {"Location": "/trang-chu"}, b""), A: OK, B: OK})
    options = ("--allow-private", "--delay", 0, "--db", db)
    here.pages["/trang-chu"] = (200, {}, front(A))
    baotinh("crawl", here.url, *options)
    here.pages["/trang-chu"] = (200, {}, front(A, B))
    done = baotinh("crawl", here.url, *options)
    assert " 1 new" in done.stdout
