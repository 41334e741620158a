"""A backfill reads what no list shows any more, stops at the given day, goes on after kill -9."""

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
from crawler.spiders.backfill import is_later
from tests.support.crawls import OK, front, value, wait_for_articles
from tests.support.newspapers.crawl import command, crawl, stored
from tests.support.newspapers.server import served
from tests.support.newspapers.site import PER_PAGE
from tests.support.process import start


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
