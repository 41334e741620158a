"""The search page: hits, pager, facets, feeds, files, all as the command line answers."""

from __future__ import annotations

import re
import urllib.parse
import xml.etree.ElementTree as ET
from html import unescape
from pathlib import Path

import pytest

from archive import Archive
from archive.store.store import Store
from tests.support.readable import EVIL, article, make_readable
from tests.support.reader import Reader, links_to_articles
from tests.support.searchable import add

QUESTIONS = ["bán", "ban", "giá lúa", '"hạn mặn" OR cống', "tác giả:Uyên", "dang -ban"]


@pytest.mark.parametrize("sort", ["moi", "hop"])
@pytest.mark.parametrize("question", QUESTIONS)
def test_a_search_shows_what_the_engine_finds_in_its_order(
    reader: Reader, db: Path, question: str, sort: str
) -> None:
    page = reader.get("/tim?" + urllib.parse.urlencode({"q": question, "xep": sort})).text
    with Archive(db) as archive:
        hits = archive.search(question, sort="newest" if sort == "moi" else "relevance")
        expected = [hit.id for hit in hits][:20]
        total = archive.count(question)
    assert links_to_articles(page) == expected
    heading = re.search(r'class="count-line">\s*(\d+)', page)
    assert heading is not None
    assert int(heading[1]) == total


def test_following_the_pager_gives_every_hit_once(reader: Reader, db: Path) -> None:
    seen: list[int] = []
    path: str | None = "/tim?q=lua"
    while path:
        page = reader.get(path).text
        seen += links_to_articles(page)
        following = re.search(r'<a rel="next" href="([^"]+)"', page)
        path = unescape(following[1]) if following else None
    with Archive(db) as archive:
        assert seen == [hit.id for hit in archive.search("lua")]
    assert len(seen) > 40


def test_facets_and_bars_lead_to_as_many_articles_as_they_say(reader: Reader) -> None:
    page = reader.get("/tim?q=lua").text
    facets = re.findall(
        r'<li><a href="(/tim[^"]+)"><bdi>[^<]*</bdi></a> <span class="count">(\d+)', page
    )
    bars = re.findall(r'<a href="(/tim[^"]+)" aria-label="[^:"]*: (\d+) ', page)
    assert len(facets) > 4
    assert bars
    for address, articles in [*facets, *bars]:
        narrowed = reader.get(unescape(address)).text
        heading = re.search(r'class="count-line">\s*(\d+)', narrowed)
        assert heading is not None
        assert heading[1] == articles


def test_zero_hits_say_what_was_asked_and_where_to_look(reader: Reader) -> None:
    page = reader.get("/tim?q=không+có+gì&bao=ca_mau&dau=1").text
    nothing = page[page.index('class="nothing"') :]
    for words in ("không có gì", "Báo Cà Mau", "Chỉ đúng dấu", "/do-phu?bao=ca_mau"):
        assert words in nothing


def test_csv_and_json_lines_are_those_of_the_command_line(
    reader: Reader, db: Path, baotinh, tmp_path: Path
) -> None:
    table = reader.get("/tim.csv?q=bán").text
    asked = baotinh("search", "bán", "--db", db, "--format", "csv").stdout
    assert table.splitlines() == asked.splitlines()
    lines = reader.get("/tim.jsonl?q=bán").text
    baotinh("export", "bán", "--db", db, "--out", tmp_path / "all.jsonl")
    assert lines == (tmp_path / "all.jsonl").read_text()


def test_a_feed_is_whole_xml_with_an_entry_for_each_hit(hostile: Path) -> None:
    reader = Reader(hostile)
    text = reader.get("/tim.atom?q=phá+hoại").text
    reader.close()
    feed = ET.fromstring(text)
    names = {"a": "http://www.w3.org/2005/Atom"}
    titles = [entry.findtext("a:title", "", names) for entry in feed.findall("a:entry", names)]
    assert len(titles) == 1
    assert titles[0].startswith(EVIL)


def test_a_question_that_takes_too_long_is_stopped(db: Path) -> None:
    reader = Reader(db)
    reader.datasette.sql_time_limit_ms = 0
    response = reader.get("/tim?q=gia")
    reader.close()
    assert response.status_code == 503
    assert "mất quá nhiều thời gian" in unescape(response.text)


def test_a_page_shows_at_once_what_a_crawl_has_committed(tmp_path: Path) -> None:
    db = make_readable(tmp_path / "archive.db")
    reader = Reader(db)
    assert "0 bài" in reader.get("/tim?q=sầu+riêng").text
    with Store.open(db) as store:
        add(store, (article("ca_mau", "moi-9", title="Sầu riêng được giá"),))
    page = reader.get("/tim?q=sầu+riêng").text
    reader.close()
    assert len(links_to_articles(page)) == 1
    assert re.search(r'class="count-line">\s*1 bài', page)
