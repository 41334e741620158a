"""A crawl from outside: real server, real process, real database, also when it is killed."""

from __future__ import annotations

import gzip
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from archive.errors import CaptureProblem, Exit, UnknownNewspaper
from archive.warc.reader import iterate
from crawler.demo.server import serve_sample
from tests.support.process import Process, python, start

HOST = "https://bao-mau.example"


def rows(db: Path, query: str, *values: Any) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(db)) as conn:
        return conn.execute(query, values).fetchall()


def value(db: Path, query: str, *values: Any) -> Any:
    return rows(db, query, *values)[0][0]


def crawl(baotinh, newspaper, db, *arguments, **more):
    options = ("--mirror", newspaper.url, "--delay", "0", "--db", db)
    return baotinh("crawl", "sample", *options, *arguments, **more)


@pytest.fixture(scope="module")
def crawled(baotinh, newspaper, tmp_path_factory):
    """An archive with the whole sample newspaper, which tests only read."""
    db = tmp_path_factory.mktemp("crawled") / "archive.db"
    done = crawl(baotinh, newspaper, db)
    return db, done


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


def copied(db: Path, folder: Path) -> Path:
    """An archive to write to, with its captures."""
    subprocess.run(["cp", "-r", str(db.parent), str(folder / "copy")], check=True)
    return folder / "copy" / db.name


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


def started(newspaper, db: Path, *arguments: str) -> Process:
    command = ("-m", "crawler.cli", "crawl", "sample", "--mirror", newspaper.url)
    return start(*command, "--db", db, *arguments)


def wait_for_articles(db: Path, count: int) -> None:
    ends = time.monotonic() + 30
    while time.monotonic() < ends:
        if db.exists():
            with closing(sqlite3.connect(db, timeout=10)) as conn:
                tables = conn.execute("SELECT count(*) FROM sqlite_master WHERE name = 'articles'")
                if tables.fetchone()[0]:
                    found = conn.execute("SELECT count(*) FROM articles").fetchone()[0]
                    if found >= count:
                        return
        time.sleep(0.02)
    pytest.fail(f"no {count} articles after 30 s")


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


def test_private_addresses_are_refused(baotinh, site, db):
    here = site({"/": (200, {}, b"<html>secret</html>")})
    hosts = ("127.0.0.1", "localhost", "[::1]", "0x7f.1", "evil.example")
    port = here.url.rstrip("/").rpartition(":")[2]
    urls = [f"http://{host}:{port}/" for host in hosts]
    names = "evil.example=127.0.0.1 0x7f.1=127.0.0.1"
    done = baotinh("crawl", *urls, "--db", db, exits=1, TEST_HOSTS=names)
    assert here.asked == []
    lines = done.stdout.splitlines()
    assert len(lines) == len(hosts)
    assert all("1 refused; failed" in line and "private address" in line for line in lines)
    assert value(db, "SELECT count(*) FROM captures") == 0


def article(title: str, text: str = "Nước lên nhanh trong đêm. " * 40) -> bytes:
    return (
        "<html><head><meta charset=utf-8><meta property='og:type' content='article'>"
        f"<title>{title}</title></head><body><h1>{title}</h1><div class=date>09/01/2023 15:24"
        f"</div><article><p>{text}</p><p>{text}</p></article></body></html>"
    ).encode()


def front(*paths: str) -> bytes:
    links = "".join(f'<li><a href="{path}">Một bài báo có tên dài</a></li>' for path in paths)
    return f"<html><head><meta charset=utf-8></head><body><ul>{links}</ul></body></html>".encode()


def state_of(db: Path, path: str) -> tuple[str, str | None]:
    return rows(db, "SELECT state, reason FROM urls WHERE url LIKE ?", f"%{path}")[0]


A, B = "/xa-hoi/nuoc-len-nhanh-12345.html", "/xa-hoi/bai-thu-hai-12346.html"
OK = (200, {}, article("Nước lên nhanh trong đêm"))


def visit(baotinh, site, db, pages, exits=0):
    """Crawl a site whose front page lists the pages."""
    here = site({"/": (200, {}, front(*pages)), **pages})
    done = baotinh("crawl", here.url, "--allow-private", "--delay", 0, "--db", db, exits=exits)
    return here, done


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


def test_a_newspaper_is_not_asked_too_fast(baotinh, db):
    done = baotinh("crawl", "bac_lieu", "--delay", "0.1", "--db", db, exits=2)
    assert "too short" in done.stderr
    assert not db.exists()


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


def test_a_newspaper_that_cannot_be_read_is_a_failure(baotinh, site, db):
    _, done = visit(baotinh, site, db, {"/": (503, {}, b"")}, exits=1)
    assert "failed (HTTP status 503" in done.stdout
    assert rows(db, "SELECT outcome FROM runs") == [("failed",)]


def test_a_redirected_address_is_an_alias_of_its_article(baotinh, site, db):
    visit(baotinh, site, db, {A: (301, {"Location": B}, b""), B: OK})
    assert state_of(db, A)[0] == "fetched"
    assert value(db, "SELECT count(*) FROM articles") == 1


def test_who_asks_says_so(baotinh, db, site):
    here = site({"/": (200, {}, front(A)), A: OK})
    baotinh(
        "crawl", here.url, "--allow-private", "--db", db, "--delay", 0, BAOTINH_CONTACT="a@b.vn"
    )
    (agent,) = here.agents
    assert agent.startswith("baotinh/")
    assert "a@b.vn" in agent
