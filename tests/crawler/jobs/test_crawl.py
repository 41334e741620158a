"""A crawl from outside: real server, real process, real database, also when it is killed."""

from __future__ import annotations

import signal
import subprocess
import sys
from itertools import pairwise

import pytest

from archive.errors import Exit, UnknownNewspaper
from archive.warc.reader import iterate
from crawler.demo.server import serve_sample
from tests.support.crawls import (
    HOST,
    OK,
    A,
    copied,
    crawl,
    front,
    rows,
    started,
    value,
    wait_for_articles,
)


def test_every_article_is_stored_once_under_the_papers_own_address(crawled, newspaper):
    db, _ = crawled
    stored = [url for (url,) in rows(db, "SELECT url FROM articles")]
    assert sorted(stored) == sorted(HOST + path for path in newspaper.newspaper.addresses())


def test_what_is_stored_is_what_the_newspaper_says(crawled, newspaper):
    db, _ = crawled
    for url, title, published, author, n_images in rows(
        db, "SELECT url, title, published, author, n_images FROM articles"
    ):
        said = newspaper.newspaper.expected(url.removeprefix(HOST))
        expected = (said["title"], said["published"], ", ".join(said["authors"]) or None)
        assert (title, published, author) == expected, url
        assert n_images == len(said["images"]), url


def test_the_last_words_count_what_happened(crawled, newspaper):
    _, done = crawled
    articles = len(newspaper.newspaper.addresses())
    gone, moved = len(newspaper.newspaper.gone()), len(newspaper.newspaper.moved())
    assert done.stdout == (
        f"sample: {articles + gone + moved} pages, {articles} new, 0 changed, {gone} gone,"
        " 0 failed\n"
    )


def test_the_run_is_on_record(crawled):
    db, _ = crawled
    ((kind, paper, outcome, new, finished),) = rows(
        db, "SELECT kind, paper, outcome, new, finished IS NOT NULL FROM runs"
    )
    assert (kind, paper, outcome, finished) == ("crawl", "sample", "finished", 1)
    assert new == value(db, "SELECT count(*) FROM articles")


def test_the_frontier_knows_what_became_of_each_address(crawled, newspaper):
    db, _ = crawled
    states = dict(rows(db, "SELECT url, state FROM urls"))
    for path in newspaper.newspaper.gone():
        assert states.pop(HOST + path) == "gone"
    assert set(states.values()) == {"fetched"}
    for old, new in newspaper.newspaper.moved().items():
        assert {HOST + old, HOST + new} <= states.keys(), "the alias and the article"


def test_every_answer_is_in_the_warc_and_has_its_row(crawled):
    db, _ = crawled
    (path,) = db.parent.glob("warc/sample/*.warc.gz")
    kept = [(record.url, record.status, record.payload) for record in iterate(path)]
    assert (f"{HOST}/robots.txt", 200) in [record[:2] for record in kept]
    assert {301, 404} <= {record[1] for record in kept}
    assert len(kept) == value(db, "SELECT count(*) FROM captures")
    assert any(payload.startswith(b"\x1f\x8b") for _, _, payload in kept), "bodies as sent"


@pytest.mark.parametrize("command", ["check", "index"])
def test_other_tools_read_the_warc(crawled, command):
    db, _ = crawled
    (path,) = db.parent.glob("warc/sample/*.warc.gz")
    arguments = [sys.executable, "-m", "warcio.cli", command, str(path)]
    done = subprocess.run(arguments, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_what_is_known_is_not_fetched_again(baotinh, newspaper, crawled, tmp_path):
    db = copied(crawled[0], tmp_path)
    done = crawl(baotinh, newspaper, db)
    assert done.stdout.startswith("sample: 0 pages, 0 new, 0 changed")
    fetched = rows(
        db,
        "SELECT captures.url FROM captures JOIN articles ON articles.url = captures.url"
        " WHERE run = (SELECT max(id) FROM runs)",
    )
    assert fetched == []


def test_an_edited_article_becomes_a_revision(baotinh, crawled, tmp_path):
    db = copied(crawled[0], tmp_path)
    with serve_sample(port=0, edition=2) as later:
        done = crawl(baotinh, later, db)
        assert done.stdout.startswith("sample: 1 pages, 0 new, 1 changed")
        assert rows(db, "SELECT max(revision), count(*) FROM articles WHERE revision > 1") == [
            (2, 1)
        ]
        again = crawl(baotinh, later, db)
        assert again.stdout.startswith("sample: 0 pages, 0 new, 0 changed")


def test_a_limit_leaves_the_rest_to_the_next_crawl(baotinh, newspaper, db):
    done = crawl(baotinh, newspaper, db, "--limit", 5)
    assert done.stdout.startswith("sample: 5 pages, ")
    assert value(db, "SELECT count(*) FROM urls WHERE state = 'discovered'") > 0
    crawl(baotinh, newspaper, db)
    expected = len(newspaper.newspaper.addresses())
    assert value(db, "SELECT count(*) FROM articles") == expected


def test_since_stops_paging_where_articles_are_older(baotinh, newspaper, db):
    since = "2024-01-01"
    crawl(baotinh, newspaper, db, "--since", since)
    stored = dict(rows(db, "SELECT url, published FROM articles"))
    young = {
        HOST + path
        for path in newspaper.newspaper.addresses()
        if newspaper.newspaper.expected(path)["published"] >= since
    }
    assert young
    assert young <= stored.keys()
    assert len(stored) < len(newspaper.newspaper.addresses()), "not everything was fetched"
    beyond = rows(db, "SELECT url FROM urls WHERE kind = 'listing' AND state = 'discovered'")
    assert beyond, "a list was left unread"
    crawl(baotinh, newspaper, db, "--since", since)
    assert rows(db, "SELECT count(*) FROM articles") == [(len(stored),)], "and is passed over"
    crawl(baotinh, newspaper, db)
    assert value(db, "SELECT count(*) FROM articles") == len(newspaper.newspaper.addresses())


def test_two_papers_share_one_archive(baotinh, newspaper, db):
    done = baotinh(
        "crawl", "sample", newspaper.url, "--mirror", newspaper.url, "--delay", 0, "--db", db
    )
    assert len(done.stdout.splitlines()) == 2
    counts = dict(rows(db, "SELECT paper, count(*) FROM articles GROUP BY paper"))
    assert counts.pop("sample") == len(newspaper.newspaper.addresses())
    assert len(counts) == 1


def test_a_newspaper_without_a_file_is_read_from_its_home_page(baotinh, newspaper, db):
    baotinh("crawl", newspaper.url, "--allow-private", "--delay", 0, "--db", db)
    stored = [url for (url,) in rows(db, "SELECT url FROM articles")]
    own = {newspaper.url + path[1:] for path in newspaper.newspaper.addresses()}
    assert len(own & set(stored)) >= 0.95 * len(own)
    assert set(stored) <= own
    again = baotinh("crawl", newspaper.url, "--allow-private", "--delay", 0, "--db", db)
    assert " 0 new, 0 changed" in again.stdout


def test_unknown_papers_are_refused_with_a_hint(baotinh, db):
    exits = UnknownNewspaper.exit_code
    done = baotinh("crawl", "bac_liu", "--db", db, exits=exits)
    assert done.stderr.startswith(
        "baotinh: no newspaper is called “bac_liu”: did you mean bac_lieu"
    )
    assert not db.exists()
    by_title = baotinh("crawl", "Báo Bạc Liêu", "--db", db, exits=exits)
    assert "did you mean bac_lieu" in by_title.stderr


def test_a_newspaper_is_not_asked_too_fast(baotinh, db):
    done = baotinh("crawl", "bac_lieu", "--delay", "0.1", "--db", db, exits=2)
    assert "too short" in done.stderr
    assert not db.exists()


def test_a_second_run_of_a_newspaper_ends_at_once_and_is_on_record(baotinh, newspaper, db):
    running = started(newspaper, db, "--delay", "1")
    wait_for_articles(db, 1)
    done = crawl(baotinh, newspaper, db, exits=Exit.LOCKED)
    assert f"crawl sample: another run is active (process {running.pid})" in done.stdout
    other = baotinh(
        "crawl", newspaper.url, "--mirror", newspaper.url, "--delay", 0, "--limit", 1, "--db", db
    )
    assert " 1 new" in other.stdout, "another newspaper goes on"
    running.send_signal(signal.SIGTERM)
    running.communicate(timeout=30)
    assert running.returncode == Exit.INTERRUPTED
    outcomes = rows(db, "SELECT outcome FROM runs WHERE paper = 'sample' ORDER BY id")
    assert outcomes == [("interrupted",), ("locked",)]
    crawl(baotinh, newspaper, db, "--limit", 1)


def test_papers_wait_for_their_turn(baotinh, newspaper, db):
    papers = ("sample", newspaper.url, "bac_lieu")
    options = ("--jobs", 1, "--limit", 2, "--mirror", newspaper.url, "--delay", 0, "--db", db)
    done = baotinh("crawl", *papers, *options)
    assert len(done.stdout.splitlines()) == len(papers)
    times = rows(db, "SELECT started, finished, outcome FROM runs ORDER BY id")
    assert [outcome for _, _, outcome in times] == ["finished"] * len(papers)
    assert all(earlier[1] <= later[0] for earlier, later in pairwise(times))


def test_all_newspapers_or_named_ones(baotinh, db):
    assert "one of the two" in baotinh("crawl", "--db", db, exits=2).stderr
    assert "one of the two" in baotinh("crawl", "bac_lieu", "--all", "--db", db, exits=2).stderr


def test_who_asks_says_so(baotinh, db, site):
    here = site({"/": (200, {}, front(A)), A: OK})
    baotinh(
        "crawl", here.url, "--allow-private", "--db", db, "--delay", 0, BAOTINH_CONTACT="a@b.vn"
    )
    (agent,) = here.agents
    assert agent.startswith("baotinh/")
    assert "a@b.vn" in agent
