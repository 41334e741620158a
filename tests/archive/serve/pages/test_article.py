"""The page of an article: its parts, revisions, references, and the tombstone of a hidden one."""

from __future__ import annotations

import json
import re
import urllib.parse
from html import unescape
from pathlib import Path

import pytest

from archive import Archive
from archive.serve import template_filters
from archive.store.store import Store
from archive.store.takedown import hide
from tests.support.readable import (
    AGENCY_ID,
    CORRECTED,
    RAILWAY_ID,
    REPRINT_ID,
    SLUICE,
    SLUICE_ID,
    make_readable,
)
from tests.support.reader import Reader


def test_an_article_page_has_all_its_parts(reader: Reader) -> None:
    page = unescape(reader.get(f"/bai/{SLUICE_ID}").text)
    for part in (
        "Chủ động ứng phó hạn mặn",
        "Cống ngăn mặn Láng Trâm đóng sớm một tháng",
        "Thứ Hai, 09/01/2023 | 15:24",
        "Hoàng Uyên",
        "Nước mặn lấn sâu",
        "GIỮ NGỌT CHO LÚA",
        "Cống Láng Trâm trong ngày đóng van.",
        "H.U",
        "Độ mặn (‰)",
        "HOÀNG UYÊN – TRỌNG NGUYỄN",
        "lúa – tôm",
        SLUICE.url,
        "10:00, 02/04/2025",
        "captures/2025.warc.gz",
        "Bạn lấy tin thời tiết từ đâu?",
    ):
        assert part in page, part
    assert "javascript:" not in page
    assert "<img" not in page


def test_copies_withdrawal_and_neighbours_are_shown(reader: Reader) -> None:
    agency = reader.get(f"/bai/{AGENCY_ID}").text
    assert f'href="/bai/{REPRINT_ID}"' in agency[agency.index('id="ban-sao"') :]
    gone = unescape(reader.get(f"/bai/{RAILWAY_ID}").text)
    assert "Tòa soạn đã gỡ bài này" in gone
    assert re.search(rf'rel="next" href="/bai/{REPRINT_ID}"', gone)


def test_a_hidden_article_leaves_a_tombstone(tmp_path: Path) -> None:
    db = make_readable(tmp_path / "archive.db")
    with Store.open(db) as store:
        hide(store, SLUICE_ID, "theo đơn của người được nhắc tên")
    reader = Reader(db)
    for path in ("", "/ban/1", "/ban/2", "/trich-dan.bib"):
        response = reader.get(f"/bai/{SLUICE_ID}{path}")
        assert response.status_code == 410
        page = unescape(response.text)
        assert "theo đơn của người được nhắc tên" in page
        assert "Láng Trâm" not in page
        assert SLUICE.url in page
    assert "Láng Trâm" not in unescape(reader.get("/tim").text)
    reader.close()


def test_a_revision_shows_the_words_that_changed(reader: Reader) -> None:
    page = reader.get(f"/bai/{SLUICE_ID}/ban/2").text
    assert "<del>nửa</del>" in page
    assert "<ins>một</ins>" in page
    assert "<del>6</del><ins>8</ins>" in page
    first = unescape(reader.get(f"/bai/{SLUICE_ID}/ban/1").text)
    assert "đóng sớm nửa tháng" in first
    assert "<del>" not in first


def test_reference_managers_and_search_engines_understand_an_article(reader: Reader) -> None:
    response = reader.get(f"/bai/{SLUICE_ID}")
    page = response.text
    data = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert data is not None
    known = json.loads(data[1])
    assert known["@type"] == "NewsArticle"
    assert known["headline"] == CORRECTED.title
    assert known["datePublished"] == SLUICE.published
    assert [person["name"] for person in known["author"]] == list(SLUICE.authors)
    assert f'<link rel="canonical" href="{SLUICE.url}">' in page
    assert '<meta name="citation_publication_date" content="2023/01/09">' in page
    assert page.count('name="citation_author"') == 2
    coins = re.search(r'class="Z3988" title="([^"]+)"', page)
    assert coins is not None
    openurl = urllib.parse.parse_qs(unescape(coins[1]))
    assert openurl["rft.atitle"] == [CORRECTED.title]
    assert openurl["rft.jtitle"] == ["Báo Bạc Liêu"]


@pytest.mark.parametrize(
    ("ending", "start"),
    [("bib", "@article{"), ("ris", "TY  - NEWS"), ("json", "["), ("txt", "Hoàng Uyên")],
)
def test_references_are_those_of_the_command_line(
    reader: Reader, db: Path, ending: str, start: str
) -> None:
    response = reader.get(f"/bai/{SLUICE_ID}/trich-dan.{ending}")
    form = {"bib": "bibtex", "ris": "ris", "json": "csl", "txt": "text"}[ending]
    with Archive(db) as archive:
        assert response.text == archive.cite(SLUICE_ID, form)  # type: ignore[arg-type]
    assert response.text.startswith(start)
    assert "attachment" in response.headers["content-disposition"]


def test_an_unchanged_page_is_not_sent_again_and_a_state_says_its_time(reader: Reader) -> None:
    first = reader.get(f"/bai/{SLUICE_ID}/ban/1")
    again = reader.get(f"/bai/{SLUICE_ID}/ban/1", **{"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert first.headers["memento-datetime"] == "Fri, 20 Dec 2024 03:00:00 GMT"
    assert first.headers["last-modified"] == "Thu, 03 Apr 2025 03:00:00 GMT"
    assert first.headers["link"] == f'<{SLUICE.url}>; rel="original"'


def test_what_is_cited_is_of_no_language(reader: Reader) -> None:
    for path in (f"/bai/{SLUICE_ID}", "/tim?q=lua"):
        page = reader.get(f"{path}{'&' if '?' in path else '?'}lang=en").text
        lasting = re.findall(r'<a href="(http://[^"]+)"', page)
        assert lasting
        assert all(address.endswith(path) for address in lasting)
        assert f"{path}</" in page


def test_linked_data_cannot_end_its_element() -> None:
    text = template_filters.linked_data({"a": "</script><!--", "b": "x&y\u2028"})
    assert "<" not in text
    assert json.loads(text) == {"a": "</script><!--", "b": "x&y\u2028"}
