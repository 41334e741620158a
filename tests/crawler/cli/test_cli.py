"""The command line: what it prints, what it needs, how it ends; and Scrapy's own commands."""

from __future__ import annotations

import csv
import io
import json
import re
import signal
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from urllib.request import urlopen

import pytest
from click.testing import CliRunner

from archive.errors import BaotinhError
from crawler import newspapers
from crawler.cli import main
from crawler.cli import newspapers as newspaper_commands
from crawler.demo import SampleNewspaper
from tests.support.paths import ROOT
from tests.support.process import environment, python


@pytest.mark.parametrize("name", ["crawl", "ingest", "reparse", "parse", "papers", "demo"])
def test_every_command_has_help_with_an_example(name):
    shown = CliRunner().invoke(main, [name, "--help"]).output
    assert "Example:\n" in shown
    assert re.search(rf"^ +baotinh {name}", shown, re.MULTILINE)


@pytest.mark.parametrize("command", ["import crawler.cli", "import archive.search.search"])
def test_reading_an_archive_needs_no_scrapy(command):
    check = f"{command}, sys; sys.exit('scrapy' in sys.modules or 'twisted' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", check], cwd=ROOT).returncode == 0


@pytest.mark.parametrize("command", ["parse", "ingest"])
def test_pages_are_read_without_scrapy(command, page, tmp_path):
    """Parsing is pure: neither Scrapy nor Twisted is imported for it."""
    words = [command, str(page)]
    if command == "ingest":
        words += ["--db", str(tmp_path / "archive.db")]
    check = (
        "import sys, crawler.parsers, crawler.extraction; from crawler.cli import main;"
        f"main({words!r}, standalone_mode=False);"
        "sys.exit(bool({'scrapy', 'twisted'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", check], cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("arguments", [[], ["crawl"], ["ingest"], ["crawl", "x", "--limit", "0"],
                                       ["papers", "--format", "xml"], ["unknown"]])  # fmt: skip
def test_a_call_that_is_off_is_a_usage_error(arguments):
    assert CliRunner().invoke(main, arguments).exit_code == 2


def test_papers_are_listed_with_their_provinces_and_hosts():
    runner = CliRunner()
    table = runner.invoke(main, ["papers"]).output
    row = r"bac_lieu +Báo Bạc Liêu +Bạc Liêu → Cà Mau +baobaclieu\.vn +newscontent +page"
    assert re.search(row, table)
    assert "sample" not in table
    rows = list(
        csv.DictReader(io.StringIO(runner.invoke(main, ["papers", "--format", "csv"]).output))
    )
    lines = runner.invoke(main, ["papers", "--format", "jsonl"]).output.splitlines()
    objects = [json.loads(line) for line in lines]
    assert [{key: one[key] or "" for key in one} for one in objects] == rows


def test_papers_are_found_by_id_and_by_address():
    assert newspapers.get("bac_lieu") is newspapers.of_url("http://www.baobaclieu.vn/xa-hoi-5.html")
    assert newspapers.get("sample") is newspapers.of_url("https://bao-mau.example/")
    assert newspapers.of_url("https://other.example/") is None


@pytest.fixture
def page(tmp_path: Path) -> Path:
    newspaper = SampleNewspaper()
    path = tmp_path / "bai.html"
    path.write_bytes(newspaper.respond(newspaper.addresses()[0])[2])
    return path


def test_parse_prints_one_object_with_the_fields_of_an_article(baotinh, page):
    newspaper = SampleNewspaper()
    path = newspaper.addresses()[0]
    done = baotinh("parse", page, "--url", f"https://bao-mau.example{path}")
    printed = json.loads(done.stdout)
    assert printed["paper"] == "sample"
    expected = newspaper.expected(path, "https://bao-mau.example")
    assert {name: printed[name] for name in expected} == expected
    assert done.stderr == ""


def test_parse_reads_from_stdin(baotinh, page):
    done = baotinh("parse", "-", "--generic", stdin=page.read_bytes())
    assert json.loads(done.stdout)["url"] == "file:-"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"<title>Just a moment...</title><p>Checking your browser", "robot"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, ""),
        (b"", ""),
    ],
)
def test_parse_says_why_a_page_cannot_be_read(baotinh, body, words):
    done = baotinh("parse", "-", stdin=body, exits=1)
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert words in line


def test_parse_of_a_missing_file_is_a_usage_error(baotinh, tmp_path):
    (line,) = baotinh("parse", tmp_path / "none.html", exits=2).stderr.splitlines()
    assert "none.html" in line
    baotinh("parse", tmp_path, exits=2)


def test_every_error_of_the_tree_becomes_one_line(monkeypatch):
    def fail(**_: object) -> None:
        raise BaotinhError("a long\nstory")

    monkeypatch.setattr(newspaper_commands.papers, "callback", fail)
    result = CliRunner().invoke(main, ["papers"])
    assert (result.exit_code, result.stderr) == (1, "baotinh: a long story\n")


def test_the_demo_shows_the_whole_way_and_then_an_edit(baotinh, tmp_path):
    folder = tmp_path / "new" / "demo"
    first = baotinh("demo", "--dir", folder, "--no-serve").stdout
    articles = len(SampleNewspaper().addresses())
    assert f" {articles} new, 0 changed" in first
    for part in (f"{articles} articles", "images", "polls", "weather reports", "nước sạch"):
        assert part in first.lower(), part
    second = baotinh("demo", "--dir", folder, "--no-serve").stdout
    assert " 0 new, 1 changed" in second
    assert f"{articles} articles, {articles + 1} revisions" in second


def test_the_demo_names_a_taken_port_and_uses_the_next(baotinh, tmp_path):
    with closing(socket.socket()) as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            taken.bind(("127.0.0.1", 8471))
        except OSError:
            pass  # somebody else took it, which serves as well
        else:
            taken.listen()
        done = baotinh("demo", "--dir", tmp_path, "--no-serve")
    assert "port 8471 is in use" in done.stdout


def test_the_demo_serves_until_it_is_interrupted(tmp_path):
    command = [sys.executable, "-m", "crawler.cli", "demo", "--dir", str(tmp_path), "--port", "0"]
    with subprocess.Popen(
        command, env=environment(PYTHONUNBUFFERED="1"), stdout=subprocess.PIPE, text=True
    ) as running:
        address = next(filter(re.compile(r"http://\S+:\d+/$").match, running.stdout or ())).strip()
        with urlopen(address, timeout=30) as answer:
            assert answer.status == 200
        running.send_signal(signal.SIGINT)
    assert running.returncode == 0


def scrapy(*arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    return python("-m", "scrapy", *arguments, **more)


def test_scrapy_lists_the_papers():
    assert scrapy("list").stdout.split() == list(newspapers.registered())


def test_scrapy_crawls_a_paper_into_an_archive(newspaper, tmp_path):
    db = tmp_path / "archive.db"
    settings = ["-s", f"ARCHIVE_DB={db}", "-s", "DOWNLOAD_DELAY=0", "-s", "PRIVATE_HOSTS=127.0.0.1"]
    mirror = ["-a", f"mirror={newspaper.url}", "-a", "limit=3"]
    done = scrapy("crawl", "bac_lieu", *mirror, *settings)
    assert "Traceback" not in done.stderr, done.stderr
    with closing(sqlite3.connect(db)) as conn:
        found = conn.execute("SELECT url FROM articles").fetchall()
    assert len(found) == 3
    assert all(url.startswith("https://baobaclieu.vn/") for (url,) in found)


def test_scrapy_shell_leaves_no_trace(newspaper):
    before = sorted(ROOT.iterdir())
    code = "print(response.status, response.css('title::text').get())"
    done = scrapy("shell", newspaper.url, "-c", code, "-s", "PRIVATE_HOSTS=127.0.0.1")
    assert done.stdout.startswith("200 "), done.stderr
    assert sorted(ROOT.iterdir()) == before


def test_scrapy_crawls_no_newspaper_without_a_contact_either(tmp_path):
    done = scrapy("crawl", "bac_lieu", "-s", f"ARCHIVE_DB={tmp_path}/x.db", BAOTINH_CONTACT="")
    assert "no contact is set" in done.stderr
    assert not (tmp_path / "x.db").exists()
