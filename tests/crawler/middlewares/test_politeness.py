"""How polite a crawl is, measured by the server that is asked: gaps, connections, pauses, rests."""

from __future__ import annotations

import socket
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise
from pathlib import Path

import pytest

from archive.errors import Exit
from crawler.middlewares.throttle import MAX_REFUSALS
from tests.support.crawls import OK, A, B, article, front, rows, state_of, value
from tests.support.process import python

C = "/xa-hoi/bai-thu-ba-12347.html"
PLAIN = {"Content-Type": "text/plain"}


# A crawl that writes down when each of its requests may go out.
RECORDING = """
import os, sys
from crawler.middlewares.throttle import Throttle
turn = Throttle.next_slot
def recorded(self):
    at = turn(self)
    with open(os.environ["TURNS"], "a") as file:
        file.write(f"{at!r}\\n")
    return at
Throttle.next_slot = recorded
from crawler.cli import main
main(sys.argv[1:])
"""


def pauses(here, db: Path, delay: float, url: str = "", **more: str) -> list[float]:
    """Crawl; the pauses between any two requests, none of which arrived before its turn.

    When a request arrives, a busy machine decides: arrivals alone would tell of pauses by chance.
    """
    file = db.parent / "turns"
    options = ("--allow-private", "--delay", delay, "--db", db)
    python("-c", RECORDING, "crawl", url or here.url, *options, exits=0, TURNS=str(file), **more)
    turns = sorted(map(float, file.read_text().split()))
    arrivals = sorted(here.times)
    assert len(turns) == len(arrivals)
    assert all(turn <= arrival for turn, arrival in zip(turns, arrivals, strict=True))
    return [round(later - earlier, 6) for earlier, later in pairwise(turns)]


def crawl(baotinh, here, db, *arguments, delay: float = 0.4, exits: int = 0, **more):
    options = ("--allow-private", "--delay", delay, "--db", db)
    return baotinh("crawl", here.url, *options, *arguments, exits=exits, **more)


class Watched:
    """A server that notes how many connections are open at a time, and when it was asked."""

    def __init__(self, answers: Callable[[str], bytes]) -> None:
        self.answers = answers
        self.most = self.open = 0
        self.times: list[float] = []
        self.lock = threading.Lock()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}/"

    def accept(self) -> None:
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.talk, args=(connection,), daemon=True).start()

    def talk(self, connection: socket.socket) -> None:
        with self.lock:
            self.open += 1
            self.most = max(self.most, self.open)
        try:
            with connection, connection.makefile("rb") as lines:
                while line := lines.readline():
                    while lines.readline().strip():
                        pass
                    self.times.append(time.monotonic())
                    time.sleep(0.02)
                    connection.sendall(self.answers(line.split()[1].decode()))
        except OSError:
            pass
        finally:
            with self.lock:
                self.open -= 1


@contextmanager
def watched(answers: Callable[[str], bytes]) -> Iterator[Watched]:
    server = Watched(answers)
    threading.Thread(target=server.accept, daemon=True).start()
    try:
        yield server
    finally:
        server.listener.close()


def sent(body: bytes, kind: str = "text/html") -> bytes:
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


def test_one_connection_at_a_time_and_a_pause_between_any_two_requests(db):
    paths = [f"/xa-hoi/bai-so-mot-hai-{number}.html" for number in range(12345, 12353)]

    def answers(path: str) -> bytes:
        if path == "/robots.txt":
            return sent(b"User-agent: *\nDisallow:\n", "text/plain")
        return sent(front(*paths) if path == "/" else article(f"Nước lên {path}"))

    with watched(answers) as here:
        between = pauses(here, db, 0.15)
    assert value(db, "SELECT count(*) FROM articles") == len(paths)
    assert here.most == 1
    assert len(between) == len(paths) + 1
    assert min(between) >= 0.15, "chance makes a pause longer, never shorter"
    assert max(between) - min(between) > 0.01, "and no two alike"


def test_several_hosts_of_a_newspaper_are_asked_as_one(site, db):
    """robots.txt of one host, pages of another: still one request at a time, with its pause."""
    there = site({A: OK, B: OK})
    port = there.url.rstrip("/").rpartition(":")[2]
    www = f"http://www.bao.example:{port}"
    there.pages["/"] = (200, {}, front(*(f"{www}{path}" for path in (A, B))))
    names = "bao.example=127.0.0.1 www.bao.example=127.0.0.1"
    url = f"http://bao.example:{port}/"
    assert min(pauses(there, db, 0.3, url, TEST_HOSTS=names)) >= 0.3
    assert value(db, "SELECT count(*) FROM articles") == 2


def test_a_crawl_delay_of_robots_txt_is_the_shortest_pause(site, db):
    robots = (200, PLAIN, b"User-agent: *\nCrawl-delay: 0.5")
    here = site({"/": (200, {}, front(A, B)), A: OK, B: OK, "/robots.txt": robots})
    _, *between = pauses(here, db, 0)
    assert len(between) == 2
    assert min(between) >= 0.5


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("form", ["seconds", "date"])
def test_retry_after_is_waited_for(baotinh, site, db, status, form):
    asked = "2"
    if form == "date":
        asked = format_datetime(datetime.now(UTC) + timedelta(seconds=20), usegmt=True)
    here = site({"/": (200, {}, front(A, B)), B: OK})
    first = (status, {"Retry-After": asked}, b"")
    here.pages[A] = [first, OK]
    if form == "date":  # as near as a date of the future may be when the crawl comes to it
        here.pages["/robots.txt"] = (404, {}, b"")
        here.pages[A] = [(status, Late(3), b""), OK]
    crawl(baotinh, here, db, delay=0.05)
    assert state_of(db, A)[0] == "fetched"
    at = here.asked.index(A)
    pause = here.times[at + 1] - here.times[at]
    assert pause >= 2, f"asked again after {pause:.2f} s, and so was any other address"


class Late(dict[str, str]):
    """Headers with a Retry-After that is a date some seconds after they are sent."""

    def __init__(self, seconds: int) -> None:
        super().__init__()
        self.seconds = seconds

    def items(self):
        at = datetime.now(UTC) + timedelta(seconds=self.seconds)
        return {"Retry-After": format_datetime(at, usegmt=True)}.items()

    def __ror__(self, other: dict[str, str]) -> dict[str, str]:
        return other | dict(self.items())


def test_a_newspaper_that_wants_a_long_rest_is_left_alone(baotinh, site, db):
    here = site({"/": (200, {}, front(A)), A: (503, {"Retry-After": "7200"}, b"")})
    done = crawl(baotinh, here, db, delay=0.05, exits=Exit.REFUSED)
    assert "asked not to be crawled until" in done.stdout
    assert here.asked[-1] == A, "nothing more was asked"
    asked = len(here.asked)
    assert rows(db, "SELECT outcome FROM runs") == [("refused",)]
    again = crawl(baotinh, here, db, delay=0.05, exits=Exit.REFUSED)
    assert "asked not to be crawled until" in again.stdout
    assert len(here.asked) == asked, "nor by the next run"
    assert rows(db, "SELECT outcome FROM runs") == [("refused",)] * 2
    with closing(sqlite3.connect(db)) as conn, conn:
        conn.execute("UPDATE events SET detail = json_set(detail, '$.until', '2020-01-01')")
    here.pages[A] = OK
    crawl(baotinh, here, db, delay=0.05)
    assert value(db, "SELECT count(*) FROM articles") == 1, "when the rest is over it goes on"


def test_too_many_requests_make_a_crawl_slower(site, db):
    paths = [f"/xa-hoi/bai-so-mot-hai-{number}.html" for number in range(12345, 12351)]
    pages = dict.fromkeys(paths, OK)
    here = site({"/": (200, {}, front(*paths)), **pages, paths[2]: [(429, {}, b""), OK]})
    between = pauses(here, db, 0.3)
    at = here.asked.index(paths[2])
    assert min(between[:at]) >= 0.3
    assert between[at] >= 0.6, "and TestPace shows that it finds back"
    assert here.times[at + 1] - here.times[at] >= 0.6


def test_a_newspaper_that_refuses_again_and_again_is_not_pressed(baotinh, site, db):
    paths = [f"/xa-hoi/bai-so-mot-hai-{number}.html" for number in range(12345, 12385)]
    here = site({"/": (200, {}, front(*paths)), **{path: (403, {}, b"") for path in paths}})
    done = crawl(baotinh, here, db, delay=0, exits=Exit.REFUSED)
    assert "refusals in a row" in done.stdout
    assert MAX_REFUSALS < len(here.asked) < MAX_REFUSALS + 20, "of forty"


def test_robots_txt_that_cannot_be_read_costs_no_page_its_turn(baotinh, site, db):
    here = site({"/": (200, {}, front(A, B)), A: OK, B: OK})
    crawl(baotinh, here, db, "--limit", 1, delay=0)
    here.pages["/robots.txt"] = (503, {}, b"")
    asked = len(here.asked)
    for _ in range(2):
        done = crawl(baotinh, here, db, delay=0, exits=1)
        assert "robots.txt cannot be read" in done.stdout
    assert set(here.asked[asked:]) == {"/robots.txt"}, "unreachable means wait"
    assert state_of(db, B) == ("discovered", None)
    here.pages["/robots.txt"] = (404, {}, b"")
    crawl(baotinh, here, db, delay=0)
    assert state_of(db, B)[0] == "fetched"


def test_a_host_that_is_not_there_is_left_alone_soon(baotinh, db):
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        url = f"http://127.0.0.1:{nobody.getsockname()[1]}/"
    done = baotinh("crawl", url, "--allow-private", "--delay", 0, "--db", db, exits=1)
    assert "robots.txt cannot be read: connection refused" in done.stdout
    assert done.stderr.count("\n") <= 2, done.stderr


@pytest.mark.parametrize("contact", ["", "nobody", "a@b", "x; rm", "http://nowhere"])
def test_nobody_is_asked_before_there_is_a_contact(baotinh, db, contact):
    done = baotinh("crawl", "bac_lieu", "--db", db, exits=2, BAOTINH_CONTACT=contact)
    assert "BAOTINH_CONTACT" in done.stderr
    assert not db.exists()


def test_all_papers_at_once_get_their_own_pace(baotinh, newspaper, db: Path):
    """Two papers, one archive: nobody waits for the other, and no lock gets in the way."""
    papers = ("sample", newspaper.url)
    options = ("--mirror", newspaper.url, "--delay", 0.3, "--limit", 8, "--db", db)
    done = baotinh("crawl", *papers, *options, "--jobs", 2)
    assert done.stdout.startswith("sample: 8 pages")
    times = rows(db, "SELECT started, finished FROM runs ORDER BY id")
    assert times[1][0] < times[0][1], "side by side"
    assert value(db, "SELECT count(*) FROM runs WHERE outcome = 'finished'") == 2


def other_hours() -> str:
    """Hours that are neither now nor soon."""
    now = datetime.now(UTC).hour + 7
    return f"{(now + 3) % 24}-{(now + 5) % 24}"


def test_outside_its_hours_a_newspaper_is_not_asked(baotinh, site, db):
    here = site({"/": (200, {}, front(A)), A: OK})
    done = crawl(baotinh, here, db, "--hours", other_hours(), delay=0)
    assert "crawled only at" in done.stdout
    assert here.asked == []
    assert rows(db, "SELECT outcome FROM runs") == [("resting",)]
    now = (datetime.now(UTC).hour + 7) % 24
    crawl(baotinh, here, db, "--hours", f"{now}-{(now + 2) % 24}", delay=0)
    assert value(db, "SELECT count(*) FROM articles") == 1
    assert "22-5" in crawl(baotinh, here, db, "--hours", "at night", exits=2).stderr
