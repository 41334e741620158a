"""Servers that mean harm, or know no better: what each of them gets out of a crawl is nothing."""

from __future__ import annotations

import signal
import time
from pathlib import Path

from tests.support.crawls import OK, B, front, started, value
from tests.support.process import python


def test_redirects_without_end_end(baotinh, site, db):
    pages = {
        f"/xa-hoi/di-mai-khong-den-{number}.html": (
            302,
            {"Location": f"/xa-hoi/di-mai-khong-den-{number + 1}.html"},
            b"",
        )
        for number in range(10_000, 10_050)
    }
    here = site({"/": (200, {}, front(next(iter(pages)), B)), B: OK, **pages})
    baotinh("crawl", here.url, "--allow-private", "--delay", 0, "--db", db)
    asked = [path for path in here.asked if "di-mai" in path]
    assert len(asked) <= 7
    here.pages["/robots.txt"] = (302, {"Location": "/robots.txt?1"}, b"")
    here.pages |= {
        f"/robots.txt?{n}": (302, {"Location": f"/robots.txt?{n + 1}"}, b"") for n in range(50)
    }
    asked = len(here.asked)
    baotinh("crawl", here.url, "--allow-private", "--delay", 0, "--db", db, exits=1)
    assert len(here.asked) - asked <= 7, "five hops, as RFC 9309 has it"


def test_nobody_listens_while_a_crawl_runs(newspaper, db):
    """No telnet, no remote control: a crawl opens no port at all."""
    running = started(newspaper, db, "--delay", "0.1")
    seen = []
    ends = time.monotonic() + 60
    while not seen and time.monotonic() < ends and running.poll() is None:
        time.sleep(0.2)
        if db.exists() and value_or_none(db):
            seen = sockets(running.pid)
    running.send_signal(signal.SIGTERM)
    running.communicate()
    assert seen, "it talks to the newspaper"
    assert "0A" not in {state for _, state in seen}, "a socket that listens"


def value_or_none(db: Path) -> int | None:
    try:
        return int(value(db, "SELECT count(*) FROM captures"))
    except Exception:  # noqa: BLE001 - the tables are being made
        return None


def sockets(pid: int) -> list[tuple[str, str]]:
    """The sockets of a process: local address and state, as the kernel has them."""
    own = set()
    for link in Path(f"/proc/{pid}/fd").iterdir():
        try:
            own.add(str(link.readlink()))
        except OSError:
            continue
    found = []
    for table in ("tcp", "tcp6", "unix"):
        for line in Path(f"/proc/{pid}/net/{table}").read_text().splitlines()[1:]:
            parts = line.split()
            if table == "unix":
                if f"socket:[{parts[6]}]" in own and int(parts[3], 16) & 0x10000:
                    found.append((parts[-1], "0A"))
            elif f"socket:[{parts[9]}]" in own:
                found.append((parts[1], parts[3]))
    return found


HOOK = """
import sys
def hook(event, args):
    if event == "pickle.find_class":
        sys.stderr.write("UNPICKLED %s\\n" % (args,))
sys.addaudithook(hook)
from crawler.cli import main
main(sys.argv[1:])
"""


def test_nothing_is_unpickled(newspaper, db, tmp_path, monkeypatch):
    """Neither from the archive's folder nor from where it was started."""
    for place in (tmp_path, db.parent):
        for name in ("requests.queue/p0", "requests.seen", "spider.state", "httpcache/x"):
            (place / ".scrapy" / name).parent.mkdir(parents=True, exist_ok=True)
            (place / ".scrapy" / name).write_bytes(b"cos\nsystem\n(S'touch owned'\ntR.")
    monkeypatch.chdir(tmp_path)
    bounds = ("--delay", "0.001", "--limit", "3", "--db", db)
    done = python("-c", HOOK, "crawl", "sample", "--mirror", newspaper.url, *bounds)
    assert done.returncode == 0, done.stderr
    assert "UNPICKLED" not in done.stderr
    assert not list(tmp_path.rglob("owned"))
