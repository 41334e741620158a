"""Progress: a table where somebody looks on, a line now and then where nobody does."""

from __future__ import annotations

import io
import os
import pty
import subprocess
import sys
import time

from rich.console import Console

from crawler.jobs import progress
from crawler.jobs.progress import Progress, summary
from tests.support.process import environment

COUNTS = {"bac_lieu": {"pages": 41, "new": 39, "not_article": 2}}


def test_a_summary_is_one_line_of_words():
    line = summary("bac_lieu", ("pages", "new", "gone", "not_article"), COUNTS["bac_lieu"])
    assert line == "bac_lieu: 41 pages, 39 new, 0 gone, 2 not article"


def test_under_cron_a_line_is_printed_now_and_then(monkeypatch):
    monkeypatch.setattr(progress, "EVERY", 0.01)
    shown = io.StringIO()
    with Progress(Console(file=shown, width=20), ("pages", "new"), lambda: COUNTS):
        while shown.getvalue().count("\n") < 2:
            time.sleep(0.01)
    assert set(shown.getvalue().splitlines()) == {"bac_lieu: 41 pages, 39 new"}


def test_a_short_run_under_cron_prints_nothing_on_the_way():
    shown = io.StringIO()
    with Progress(Console(file=shown), ("pages",), lambda: COUNTS):
        pass
    assert shown.getvalue() == ""


def test_a_terminal_shows_a_table_of_all_papers():
    shown = io.StringIO()
    console = Console(file=shown, force_terminal=True, width=80)
    with Progress(console, ("pages", "not_article"), lambda: COUNTS):
        pass
    for word in ("pages", "not article", "bac_lieu", "41"):
        assert word in shown.getvalue()


def test_a_crawl_on_a_terminal_shows_how_far_it_is(newspaper, db):
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "crawler.cli", "crawl", "sample", "--delay", "0"]
    running = subprocess.Popen(
        [*command, "--mirror", newspaper.url, "--db", str(db)],
        env=environment(TERM="xterm"),
        stderr=theirs,
        stdout=subprocess.PIPE,
        text=True,
    )
    os.close(theirs)
    shown = b""
    try:
        while piece := os.read(ours, 65536):
            shown += piece
    except OSError:
        pass  # Linux says so at the end of a terminal
    os.close(ours)
    out, _ = running.communicate()
    assert running.returncode == 0, shown.decode()
    assert out.startswith("sample: ")
    assert b"changed" in shown
    assert b"Traceback" not in shown
