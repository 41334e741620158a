"""Crawls as tests start them, pages for them to read, and what the database has afterwards."""

from __future__ import annotations

import sqlite3
import subprocess
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.support.process import Process, start

HOST = "https://bao-mau.example"
NAMES = "bao.example=127.0.0.1 www.bao.example=127.0.0.1 evil.example=10.1.2.3"
"""Names that servers get in TEST_HOSTS: two lead here, one to a private address elsewhere."""


def rows(db: Path, query: str, *values: Any) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(db)) as conn:
        return conn.execute(query, values).fetchall()


def value(db: Path, query: str, *values: Any) -> Any:
    return rows(db, query, *values)[0][0]


def crawl(baotinh, newspaper, db, *arguments, **more):
    options = ("--mirror", newspaper.url, "--delay", "0", "--db", db)
    return baotinh("crawl", "sample", *options, *arguments, **more)


def copied(db: Path, folder: Path) -> Path:
    """An archive to write to, with its captures."""
    subprocess.run(["cp", "-r", str(db.parent), str(folder / "copy")], check=True)
    return folder / "copy" / db.name


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
