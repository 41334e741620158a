"""Newspapers of every shape, found by their home page: each article once, no trap without end."""

from __future__ import annotations

import re
import signal
import sqlite3
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from crawler.extraction.feeds import Entry
from crawler.families import families
from crawler.spiders.backfill import is_later
from crawler.urls import traps
from crawler.urls.canonical import canonical
from crawler.urls.heuristics import LearnedPageTypes, article_id, path_shape, repeated_headlines
from tests.support.crawls import OK, A, B, front, rows, value, wait_for_articles
from tests.support.newspapers.makes import MAKES
from tests.support.newspapers.server import Served, served
from tests.support.newspapers.site import PER_PAGE, trap_of
from tests.support.process import python, start

FAMILIES = [name for name, make in MAKES.items() if make.family]
MOST = {
    "calendar": traps.MAX_DATED_LISTINGS,
    "repeating": 3,
    "circle": 2,
    "elsewhere": 1,
    "about": 5,
}


def crawl(here: Served, db: Path, *arguments: str, exits: int = 0) -> str:
    """Crawl a test newspaper with the rules of its family."""
    return python(*command(here, db, *arguments), exits=exits).stdout


def command(here: Served, db: Path, *arguments: str) -> list[str]:
    module = "tests.support.newspapers.crawl"
    return ["-m", module, here.newspaper.name, here.url, str(db), *arguments]


def stored(db: Path) -> list[str]:
    """The paths of all articles in an archive."""
    urls = rows(db, "SELECT url FROM articles")
    return sorted(re.sub(r"^\w+://[^/]+", "", url) for (url,) in urls)


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


def test_a_backfill_pages_on_where_a_crawl_would_stop(db):
    with served("onecms", without=frozenset(["feed", "sitemap"])) as here:
        crawl(here, db)
        with closing_rows(db) as conn:  # as if lists had been shorter when it was crawled
            conn.execute("DELETE FROM urls WHERE kind = 'listing' AND url LIKE '%/trang-4'")
            lost = conn.execute(
                "DELETE FROM urls WHERE kind = 'page' AND found_on LIKE '%/trang-4'"
            ).rowcount
        here.asked.clear()
        crawl(here, db)
        assert not [path for path in here.asked if "trang-4" in path]
        told = crawl(here, db, "backfill=1")
        assert lost
        again = [path for path in here.asked if path in {*here.newspaper.addresses()}]
        assert len(again) == lost
        oldest = value(db, "SELECT min(substr(published, 1, 10)) FROM articles")
        assert f"; back to {oldest}" in told


def test_a_backfill_reaches_by_month_what_no_list_shows(baotinh, db):
    without = frozenset(["feed", "sitemap", "traps"])
    options = ("--allow-private", "--delay", 0, "--db", db)
    with served("days", copies=1, without=without, pages=1) as here:
        baotinh("crawl", here.url, *options)
        own = sorted(here.newspaper.addresses())
        assert len(stored(db)) < len(own)
        baotinh("crawl", here.url, "--backfill", "--from", "2022-06", "--to", "2023-06", *options)
        months = {path[1:8] for path in here.asked if re.fullmatch(r"/\d{4}/\d\d/", path)}
        assert (min(months), max(months)) == ("2022/06", "2023/06")
        baotinh("crawl", here.url, "--backfill", *options)
        assert stored(db) == own


@pytest.mark.parametrize("answer", [(404, {}, b""), None])
def test_folders_that_are_no_lists_are_left_after_a_look(answer, site, baotinh, db):
    """Whether the server says so, or shows its home page for any address."""
    home = (200, {}, front(*(f"/muc-{n}/202301/mot-tin-1234{n:03}/" for n in range(9))))
    here = site({"/": home})
    here.pages |= {f"/muc-{n}/202301/mot-tin-1234{n:03}/": OK for n in range(9)}
    if answer is None:
        known = here.pages
        here.pages = Everywhere(known, home)
    baotinh("crawl", here.url, "--backfill", "--allow-private", "--delay", 0, "--db", db)
    asked = [path for path in here.asked if re.fullmatch(r"/muc-\d/\d{6}/", path)]
    assert len(asked) == 3 if answer else len(asked) <= 9 * 13
    assert value(db, "SELECT count(*) FROM urls WHERE kind = 'listing' AND state = 'failed'") == 0


class Everywhere(dict):
    """Pages of a site that shows its home page for any address that it does not know."""

    def __init__(self, pages, home) -> None:
        super().__init__(pages)
        self._home = home

    def get(self, path, default=None):
        return super().get(path, default if path == "/robots.txt" else self._home)


def closing_rows(db: Path) -> closing[sqlite3.Connection]:
    conn = sqlite3.connect(db, isolation_level=None)
    conn.execute("PRAGMA foreign_keys = off")
    return closing(conn)


def test_a_backfill_interrupted_twice_ends_complete(db):
    with served("td_post_content", without=frozenset(["feed", "sitemap"])) as here:
        for articles in (10, 40):
            arguments = ("backfill=1", "delay=0.03")
            running = start(*command(here, db, *arguments))
            wait_for_articles(db, articles)
            running.send_signal(signal.SIGKILL)
            running.communicate()
            time.sleep(0.1)
        assert len(stored(db)) < len(here.newspaper.addresses())
        before = len(here.asked)
        crawl(here, db, "backfill=1")
        assert stored(db) == sorted(here.newspaper.addresses())
        lists = Counter(path for path in here.asked[before:] if "paged=" in path)
        assert all(count == 1 for count in lists.values())


def test_a_backfill_stops_at_the_day_it_was_given(db):
    with served("epi", without=frozenset(["feed", "sitemap"])) as here:
        crawl(here, db, "backfill=1", "since=2024-01-01")
        old = [line for line in here.newspaper.lines() if f"{line.article.published:%Y}" < "2024"]
        young_lines = [line for line in here.newspaper.lines() if line not in old]
        young = {line.path for line in young_lines}
        assert young <= {*stored(db)}
        assert {line.path for line in old} - {*stored(db)}
        for section in {line.section.slug for line in old}:
            mine = [line for line in here.newspaper.lines() if line.section.slug == section]
            pages_with_young = -(-sum(line in young_lines for line in mine) // PER_PAGE)
            turned = [path for path in here.asked if path.startswith(f"/{section}/?page=")]
            assert len(turned) <= pages_with_young, "the first page that is older is the last"
        crawl(here, db, "backfill=1")
        assert stored(db) == sorted(here.newspaper.addresses())


@pytest.mark.parametrize(
    ("address", "line", "day", "expected"),
    [
        ("https://a.vn/tin/202307/bai-123456/", "page", "2023-06-30", True),
        ("https://a.vn/tin/202306/bai-123456/", "page", "2023-06-10", False),
        ("https://a.vn/bai/d20230112091014465.htm", "page", "2023-01-11", True),
        ("https://a.vn/bai/d20230112091014465.htm", "page", "2023-01-12", False),
        ("https://a.vn/bai-dai-3210121.html", "page", "2000-01-01", False),
        ("https://a.vn/sitemap-202307.xml", "sitemap", "2023-01-01", False),
    ],
)
def test_what_an_address_tells_of_its_day(address, line, day, expected):
    assert is_later(address, Entry(address, None, line), day) is expected


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://a.vn/xa-hoi?sort=xem-nhieu", "sort-links"),
        ("https://a.vn/xa-hoi?p=2&orderby=date", "sort-links"),
        ("https://a.vn/xa-hoi/bai-12345.html?print=1", "print-view"),
        ("https://a.vn/index.php?option=x&tmpl=component", "print-view"),
        ("https://a.vn/?s=lua", "search"),
        ("https://a.vn/bai-12345.html?replytocom=7", "share-links"),
        ("https://a.vn/viewer.aspx?macm=39&mabb=222823", None),
        ("https://a.vn/xa-hoi?page=2", None),
        ("https://a.vn/xa-hoi", None),
    ],
)
def test_traps_that_an_address_shows(address, expected):
    assert traps.url_trap(address) == expected


@pytest.mark.parametrize(
    ("addresses", "name", "most"),
    [
        ([f"https://a.vn/lich/{year}/{month:02}" for year in range(1990, 2026)
          for month in range(1, 13)], "calendar", traps.MAX_DATED_LISTINGS),
        ([f"https://a.vn/tin?ngay={day}" for day in range(1, 99)], "calendar",
         traps.MAX_DATED_LISTINGS),
        ([f"https://a.vn/danh-muc-{n}.html" for n in range(500)], "endless-lists",
         traps.MAX_SIMILAR_LISTINGS),
        ([f"https://a.vn/xa-hoi?page={n}" for n in range(500)], None, 500),
    ],
)  # fmt: skip
def test_lists_that_differ_in_figures_only_are_bounded(addresses, name, most):
    bounds = traps.TrapDetector()
    found = [bounds.check(address) for address in addresses]
    assert found[:most] == [None] * most
    assert {*found[most:]} <= {name}
    later = traps.TrapDetector()
    later.load(addresses[:most])
    assert later.check(addresses[-1]) == name, "a bound is for the life of an archive"


def test_a_list_that_repeats_brings_nothing_new():
    chain = traps.Pagination()
    assert chain.add_page(["/a", "/b"])
    assert chain.add_page(["/b", "/c"])
    assert not chain.add_page(["/a", "/c"])
    assert not chain.add_page([])


@pytest.mark.parametrize(
    "address",
    [
        "https://a.vn/bai-12345.html?PHPSESSID=0f3c9a",
        "https://a.vn/bai-12345.html;jsessionid=0A1B2C",
        "https://a.vn/(S(abc123def))/bai-12345.html",
        "https://a.vn/bai-12345.html?sid=0123456789abcdef0123",
    ],
)
def test_session_ids_are_no_part_of_an_address(address):
    assert canonical(address) == "https://a.vn/bai-12345.html"


def test_a_short_sid_is_a_section():
    assert canonical("https://a.vn/list?sid=12") == "https://a.vn/list?sid=12"


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("/xa-hoi/bai-mot-12345.html", "/kinh-te/bai-hai-dai-hon-99999.html", True),
        ("/xa-hoi-5.html", "/bai-mot-12345.html", False),
        ("/a-post1234.html", "/a-event1234.html", False),
        ("/x/slug-51YnYvXDR.html", "/y/slug-khac-7aBcDeFgH.html", True),
        ("/tin/202301/bai-102938a/", "/tin/202412/bai-khac-99999af/", True),
        ("/tin-bai/thoi-su/nong-dan-duoc-mua-lua-he-thu", "/tin-bai/thoi-su/chinh-tri", False),
        ("/viewer.aspx?macm=39&mabb=222823", "/viewer.aspx?macm=4&mabb=100000", True),
        ("/viewer.aspx?macm=39&mabb=222823", "/viewer.aspx?macm=39", False),
    ],
)
def test_the_form_of_an_address(one, other, alike):
    assert (path_shape(one) == path_shape(other)) is alike


def test_what_pages_were_teaches_what_addresses_mean():
    learned = LearnedPageTypes()
    odd = "https://a.vn/doc/{}-12"
    assert learned.classify(odd.format("mot")) == "listing"
    for name in ("hai", "ba", "bon"):
        learned.record(odd.format(name), "article")
    assert learned.classify(odd.format("mot")) == "article"
    for name in range(9):
        learned.record(odd.format(f"so{name}"), "listing")
    assert learned.classify(odd.format("mot")) == "listing"


def test_headlines_that_repeat_are_articles():
    headline = "Nông dân đầu nguồn được mùa lúa hè thu"
    links = [(f"https://a.vn/doc/{name}", headline) for name in ("a", "b", "c")]
    links += [("https://a.vn/muc", "Kinh tế"), ("https://a.vn/bo", headline)]
    repeated = repeated_headlines(links)
    assert LearnedPageTypes().classify("https://a.vn/doc/d", repeated) == "article"
    assert LearnedPageTypes().classify("https://a.vn/nam", repeated) == "listing"


@pytest.mark.parametrize("path", ["/tim-kiem?q=x", "/anh.jpg", "/xa-hoi?sort=moi", "/login"])
def test_what_nobody_should_ask_for(path):
    assert LearnedPageTypes().classify("https://a.vn" + path) == "other"


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


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/kinh-te/nuoc-len-nhanh-3210121.html", "3210121"),
        ("/nuoc-len-nhanh-post404649.amp", "post404649"),
        ("/ban-tin-thoi-tiet-06052023.html", None),
        ("/xo-so-mien-nam-060523.html", None),
        ("/xo-so-mien-nam-20230506", None),
        ("/xa-hoi-8.html", None),
        ("/3210121.html", None),
    ],
)
def test_an_id_is_no_day_and_no_number_of_a_section(path, expected):
    assert article_id(path) == expected
