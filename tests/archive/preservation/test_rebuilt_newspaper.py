"""A newspaper is rebuilt, and the next `baotinh health` says so: with real crawls of real pages."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.support.crawls import front, rows

RUNS, EACH = 25, 4  # of the past


def page(number: int, *, author: bool = True, names: str = "detail") -> bytes:
    text = "Nước lên nhanh trong đêm, bà con dọn nhà. " * 8
    signed = f"<p class='{names}-author'>Hoàng Uyên</p>" if author else ""
    return (
        "<html><head><meta charset=utf-8><meta property='og:type' content='article'></head><body>"
        f"<div class='{names}-wrap'><h1 class='{names}-title'>Nước lên lần thứ {number}</h1>"
        f"<div class='{names}-date'>09/01/2023 15:24</div><div class='{names}-body'>"
        f"<p class='{names}-sapo'><b>Nước lên ở xã ven sông thứ {number}.</b></p>"
        f"<p>{text}</p><p>{text}</p><p>{text}</p>{signed}</div></div></body></html>"
    ).encode()


def path(number: int) -> str:
    return f"/xa-hoi/nuoc-len-nhanh-trong-dem-{number}.html"


def publish(here, first: int, count: int, **layout) -> None:
    """Let the front page list so many new articles."""
    numbers = range(first, first + count)
    here.pages |= {path(number): (200, {}, page(number, **layout)) for number in numbers}
    here.pages["/"] = (200, {}, front(*map(path, numbers)))


def spread(db: Path) -> None:
    """Let what one crawl brought have come in many, day by day until today."""
    with closing(sqlite3.connect(db)) as conn, conn:
        conn.execute("PRAGMA foreign_keys = off")
        (paper, ((layout, _),)) = (
            conn.execute("SELECT paper FROM runs").fetchone()[0],
            conn.execute("SELECT layout, articles FROM layouts").fetchall(),
        )
        conn.execute("DELETE FROM layouts")
        counts = json.dumps({"pages": EACH, "new": EACH, "listings": 1})
        for number in range(RUNS):
            (run,) = conn.execute(
                "INSERT INTO runs(kind, paper, arguments, started, outcome, counts) VALUES"
                " ('crawl', ?, '{}', strftime('%Y-%m-%dT%H:%M:%SZ', 'now', ?), 'finished', ?)"
                " RETURNING id",
                (paper, f"{number - RUNS} days", counts),
            ).fetchone()
            conn.execute("UPDATE captures SET run = ? WHERE article % ? = ?", (run, RUNS, number))
            conn.execute("INSERT INTO layouts VALUES (?, ?, ?)", (run, layout, EACH))
        conn.execute("DELETE FROM runs WHERE id = 1")


def alarms(baotinh, db: Path, exits: int) -> set[str]:
    told = baotinh("health", "--db", db, "--format", "jsonl", exits=exits).stdout
    return {json.loads(line)["alarm"] for line in told.splitlines()}


@pytest.mark.parametrize(
    ("layout", "expected"),
    [
        ({}, {None}),
        ({"names": "main-news"}, {"layout"}),
        ({"author": False}, {"field"}),
        ({"names": "main-news", "author": False}, {"layout", "field"}),
    ],
    ids=["unchanged", "class names renamed", "author line gone", "both"],
)
def test_a_rebuilt_newspaper_is_noticed_within_two_runs(baotinh, site, db, layout, expected):
    here = site({})
    options = ("--allow-private", "--delay", 0, "--db", db)
    publish(here, 10_000, RUNS * EACH)
    baotinh("crawl", here.url, *options)
    spread(db)
    assert rows(db, "SELECT count(*), count(author) FROM articles") == [(RUNS * EACH,) * 2]
    assert alarms(baotinh, db, exits=0) == {None}
    for number in range(2):
        publish(here, 20_000 + 100 * number, 8, **layout)
        baotinh("crawl", here.url, *options)
    assert alarms(baotinh, db, exits=3 if layout else 0) == expected
