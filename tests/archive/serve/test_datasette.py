"""Datasette on the archive: its own search box, its words, and a writer beside it."""

from __future__ import annotations

import asyncio
import json
import re
import signal
import socket
import subprocess
import sys
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import httpx
import pytest

from archive.errors import NotAnArchive, UsageProblem
from archive.serve import server
from archive.serve.search_box import search_box
from archive.store.store import Store
from tests.support.searchable import DAM_TOM, DUONG_SAT, HOA_BINH, UNDATED, add, make_archive


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_archive(tmp_path_factory.mktemp("serve") / "kho báo.db")


def get(db: Path, path: str, **query: str) -> httpx.Response:
    """One page of the archive, through datasette's own test client; a path in full from "/-/"."""
    datasette = server.application(db)
    start = "" if path.startswith("/-/") else datasette.urls.database(db.stem)
    address = f"{start}{path}?{urllib.parse.urlencode(query)}"
    try:
        return asyncio.run(datasette.client.get(address))
    finally:
        datasette.get_database(db.stem).close()
        datasette.executor.shutdown()


BOX = [
    ("đường sắt", [DUONG_SAT]),
    ("duong sat", [DUONG_SAT]),
    ("đảng viên", [DAM_TOM]),
    ("dang vien", [DUONG_SAT, DAM_TOM]),
    ("hoà bình", [HOA_BINH, DUONG_SAT, UNDATED]),
    ("hòa bình", [HOA_BINH, DUONG_SAT, UNDATED]),
    ('"bình đón"', [HOA_BINH]),
    ("UBND-HĐND", [DAM_TOM]),
    ("", [HOA_BINH, DUONG_SAT, DAM_TOM, UNDATED]),
    ("*", []),
    ('a" OR (', []),
    ('hoà "bình', [HOA_BINH, DUONG_SAT, UNDATED]),
    ("\x00", []),
]


@pytest.mark.parametrize(("typed", "expected"), BOX)
def test_the_search_box_asks_as_we_do_and_shows_newest_first(db, typed, expected) -> None:
    response = get(db, "/articles.json", _search=typed, _shape="array")
    assert response.status_code == 200
    assert [row["title"] for row in response.json()] == [article.title for article in expected]


def test_an_empty_box_keeps_the_other_filters(db: Path) -> None:
    rows = get(db, "/articles.json", _search="", paper="bac_lieu", _shape="array").json()
    assert [row["paper"] for row in rows] == ["bac_lieu", "bac_lieu"]


def test_a_search_in_one_column_is_refused_instead_of_answered_wrongly(db: Path) -> None:
    response = get(db, "/articles.json", _search_title="viên")
    assert (response.status_code, response.json()["ok"]) == (400, False)


@pytest.mark.parametrize("typed", [None, "", "()"])
def test_nothing_typed_is_an_expression_that_finds_nothing(typed: str | None) -> None:
    assert search_box(typed) == '""'


def test_the_articles_page_has_a_box_and_hides_the_bodies(db: Path) -> None:
    page = get(db, "/articles").text
    assert 'type="search"' in page
    style = re.search(r'href="([^"]*archive\.css)"', page)
    assert style is not None
    assert "body.table .col-body { display: none; }" in get(db, style[1]).text


def test_text_of_an_article_is_never_markup(db: Path) -> None:
    page = get(db, "/articles/3").text
    assert "&lt;b&gt;&amp;amp;&lt;/b&gt;" in page


def test_pages_say_in_vietnamese_what_they_show(db: Path) -> None:
    for path, title in [
        ("", "Kho lưu trữ báo tỉnh"),
        ("/articles", "Bài viết"),
        ("/papers", "Báo"),
    ]:
        heading = re.search(r"<h1[^>]*>(.*?)</h1>", get(db, path).text, re.DOTALL)
        assert heading is not None
        assert unescape(heading[1]).strip() == title


def test_every_table_is_described_and_every_description_has_its_column(db: Path) -> None:
    described = server.metadata(db)["databases"][db.stem]["tables"]
    with Store.open(db) as store:
        hidden = {name for name in store.db.table_names() if name.startswith("search_index")}
        columns = {
            name: {column.name for column in store.db[name].columns}
            for name in {*store.db.table_names(), *store.db.view_names()} - hidden
        }
    assert set(described) == set(columns)
    for name, table in described.items():
        assert table["title"]
        assert table["description"]
        used = {*table.get("columns", ()), *table.get("sortable_columns", ())}
        used |= {table[key] for key in ("label_column", "fts_pk", "sort_desc") if key in table}
        assert used <= columns[name], name
    assert set(described["articles"]["columns"]) == columns["articles"]


def test_no_facets_are_suggested_and_no_live_file_is_handed_out(db: Path) -> None:
    page = get(db, "/articles").text
    assert "suggested-facets" not in page
    assert get(db, ".db").status_code != 200


def test_the_file_is_opened_normally_and_for_reading(db: Path) -> None:
    datasette = server.application(db)
    assert datasette.get_database(db.stem).is_mutable
    assert get(db, ".json", sql="delete from articles").status_code == 400


def test_what_is_no_archive_is_not_served(tmp_path: Path) -> None:
    with pytest.raises(NotAnArchive):
        server.application(tmp_path / "missing.db")


def test_a_path_that_datasette_would_misread_is_refused_in_words(tmp_path: Path) -> None:
    path = make_archive(tmp_path / "kho #1.db")
    with pytest.raises(UsageProblem, match="without"):
        server.application(path)


def test_a_taken_port_gives_way_to_the_next_free_one() -> None:
    first = server.listen("127.0.0.1", 0)
    port = first.getsockname()[1]
    second = server.listen("127.0.0.1", port)
    assert second.getsockname()[1] > port
    assert server.address_of(second) == f"http://127.0.0.1:{second.getsockname()[1]}/"
    first.close()
    second.close()


def test_a_host_that_is_not_ours_is_refused_in_words() -> None:
    with pytest.raises(UsageProblem, match="cannot serve on"):
        server.listen("203.0.113.1", 8001)
    with pytest.raises(UsageProblem, match="cannot serve on"):
        server.listen("no such host", 8001)


@contextmanager
def serving(db: Path, *options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """`baotinh serve` in a process of its own, and its address."""
    command = [sys.executable, "-c", "from archive.cli import commands; commands()", "serve"]
    with subprocess.Popen(
        [*command, "--db", str(db), *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        try:
            yield process, process.stdout.readline().strip()
        finally:
            process.kill()


def read(address: str) -> Any:
    with urllib.request.urlopen(address, timeout=30) as response:
        return json.load(response)


def test_readers_meet_no_error_while_a_writer_commits(tmp_path: Path) -> None:
    db = make_archive(tmp_path / "archive.db")
    with serving(db, "--port", "0") as (process, address), Store.open(db) as store:
        question = urllib.parse.urlencode({"_search": "tôm số", "_shape": "array"})
        for number in range(15):
            url = f"https://baobaclieu.vn/tin-{number}.html"
            title = f"Tôm số {number}"
            add(store, (replace(DAM_TOM, url=url, canonical_url=url, title=title),))
            rows = read(f"{address}archive/articles.json?{question}")
            assert len(rows) == number + 1  # fresh at once
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=30) == 0
        assert process.stderr is not None
        assert process.stderr.read() == ""


def test_the_command_names_a_taken_port_and_uses_the_next(db: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with serving(db, "--port", str(port)) as (process, address):
            assert address.startswith("http://127.0.0.1:")
            assert str(port) not in address
            assert read(f"{address}-/versions.json")["datasette"]["version"].startswith("0.65")
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=30)
            assert process.stderr is not None
            assert process.stderr.readline() == (
                f"port {port} is in use, so the next free one is used\n"
            )
