"""No script of a newspaper runs on our pages, and nothing comes from elsewhere."""

from __future__ import annotations

import re
import urllib.parse
from pathlib import Path

import pytest

from archive.serve import security_headers as headers
from tests.support.readable import EVIL, HOSTILE_ID, SLUICE_ID
from tests.support.reader import Reader


@pytest.mark.parametrize("path", ["/", "/tim?q=lua", f"/bai/{SLUICE_ID}", "/do-phu", "/tim.atom"])
def test_our_pages_allow_no_script_and_nothing_from_elsewhere(reader: Reader, path: str) -> None:
    sent = reader.get(path).headers
    assert sent["content-security-policy"].startswith("default-src 'none'; style-src 'self';")
    assert "script-src" not in sent["content-security-policy"]
    assert "frame-ancestors 'none'" in sent["content-security-policy"]
    assert sent["x-content-type-options"] == "nosniff"
    assert sent["referrer-policy"] == "no-referrer"
    assert "set-cookie" not in sent


@pytest.mark.parametrize("path", ["/archive", "/archive/articles", "/archive/articles/1", "/nope"])
def test_pages_of_datasette_run_no_script_but_its_own(reader: Reader, path: str) -> None:
    response = reader.get(path)
    policy = response.headers["content-security-policy"]
    assert "'unsafe-inline'" not in policy.split("style-src")[0]
    for script in re.findall(r"<script>(.*?)</script>", response.text, re.DOTALL):
        assert headers.digest_of(script) in policy


def test_in_public_there_is_no_sql_by_hand_and_no_trace(db: Path) -> None:
    for public, status in ((False, 200), (True, 403)):
        reader = Reader(db, public=public)
        assert reader.get("/archive.json?sql=select+1").status_code == status
        assert reader.get("/archive/articles.json?_size=1&_where=1=1").status_code == status
        traced = "_trace" in reader.get("/archive/papers.json?_trace=1").json()
        assert traced is not public
        assert reader.get("/archive/articles.json?_size=1").status_code == 200
        assert reader.get("/archive.db").status_code != 200
        reader.close()


def test_robots_are_kept_from_searches_and_not_from_articles(reader: Reader) -> None:
    response = reader.get("/robots.txt")
    assert response.headers["content-type"].startswith("text/plain")
    closed = re.findall(r"^Disallow: (.+)$", response.text, re.MULTILINE)
    assert {"/tim", "/archive"} <= set(closed)
    assert not any(f"/bai/{SLUICE_ID}".startswith(path) for path in closed)


def test_hostile_text_reaches_no_page_as_markup(hostile: Path) -> None:
    reader = Reader(hostile)
    for path in (
        "/",
        "/tim?q=phá+hoại",
        f"/bai/{HOSTILE_ID}",
        f"/bai/{HOSTILE_ID}/ban/1",
        "/ngay/2024-12-01",
        "/bao/ca_mau",
        "/tac-gia?ten=" + urllib.parse.quote(EVIL),
        "/the?ten=" + urllib.parse.quote(EVIL),
        "/tham-do?bao=ca_mau",
        "/tim?q=%22%3E%3Cscript%3E&muc=%3Cscript%3E",
        "/bai/%3Cscript%3E",
        "/archive/articles?_size=5",
    ):
        page = reader.get(path).text
        assert "<script>document" not in page
        assert "<img" not in page
        assert not re.search(r'(?:href|src|action)="(?:javascript|data):', page)
    reader.close()


def test_lists_show_the_beginning_of_endless_texts(hostile: Path) -> None:
    reader = Reader(hostile)
    for path in ("/tim?q=phá+hoại", "/ngay/2024-12-01", "/bao/ca_mau"):
        assert len(reader.get(path).content) < 40_000
    reader.close()
