"""Pages for readers over HTTP: the answers of the command line, safe, fresh, in two languages."""

from __future__ import annotations

import ast
import asyncio
import json
import re
import sqlite3
import string
import urllib.parse
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from html import unescape
from importlib import resources
from pathlib import Path

import httpx
import pytest

from archive import Archive, serve
from archive.errors import BaotinhError, QueryCode, QueryProblem
from archive.search.parser import parse
from archive.serve import errors, i18n, server, template_filters, urls
from archive.serve import security_headers as headers
from archive.store.store import Store
from archive.store.takedown import hide
from tests.support.process import python
from tests.support.readable import (
    AGENCY_ID,
    CORRECTED,
    EVIL,
    HOSTILE_ID,
    PAPERS,
    RAILWAY_ID,
    REPRINT_ID,
    ROUTINE,
    SLUICE,
    SLUICE_ID,
    UNDATED_ID,
    article,
    make_readable,
)
from tests.support.searchable import add

PAGES = (
    "/",
    "/tim",
    "/tim?q=bán",
    "/tim?q=gia&tu=2025&den=2025",
    "/tim?q=gia&tu=2025-03&den=2025-03&bao=vinh_long&muc=Xã+hội",
    "/tim?q=không+có+gì&bao=ca_mau&dau=1",
    "/tim?q=lua&xep=hop&gop=1&co=anh",
    f"/bai/{SLUICE_ID}",
    f"/bai/{SLUICE_ID}/ban/1",
    f"/bai/{SLUICE_ID}/ban/2",
    f"/bai/{AGENCY_ID}",
    f"/bai/{RAILWAY_ID}",
    f"/bai/{UNDATED_ID}",
    "/bao",
    "/bao/vinh_long",
    "/tac-gia?ten=Phương+Nam",
    "/the?ten=hạn+mặn",
    "/ngay/2024-10-18",
    "/ngay/2001-01-01",
    "/tham-do",
    "/thoi-tiet?nam=2025&tinh=Vĩnh+Long",
    "/thoi-tiet?nam=2019",
    "/do-phu?thang=2025-03",
    "/do-phu?thang=2025-03&bao=vinh_long",
    "/xu-huong",
    "/xu-huong?q=giá&q=lúa&buoc=thang",
    "/gioi-thieu",
)


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_readable(tmp_path_factory.mktemp("pages") / "archive.db")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_readable(tmp_path_factory.mktemp("hostile") / "archive.db", hostile=True)


class Reader:
    """Asks an archive for pages, through datasette's own test client."""

    def __init__(self, db: Path, *, public: bool = False) -> None:
        self.datasette = server.application(db, public=public)
        self.loop = asyncio.new_event_loop()

    def get(self, path: str, **headers: str) -> httpx.Response:
        asked = self.datasette.client.get(path, headers=headers)
        answer: httpx.Response = self.loop.run_until_complete(asked)
        return answer

    def close(self) -> None:
        self.datasette.get_database("archive").close()
        self.datasette.executor.shutdown()
        self.loop.close()


@pytest.fixture(scope="module")
def reader(db: Path) -> Iterator[Reader]:
    reader = Reader(db)
    yield reader
    reader.close()


def test_the_first_page_lists_every_newspaper_under_its_province(reader: Reader) -> None:
    page = reader.get("/").text
    assert set(re.findall(r'href="/bao/(\w+)"', page)) == {paper[0] for paper in PAPERS}
    places = {urllib.parse.quote_plus(paper[3]) for paper in PAPERS}
    assert set(re.findall(r'<h3><a href="/tim\?tinh=([^"]+)"', page)) == places


def test_the_style_sheet_is_where_a_page_says(reader: Reader) -> None:
    found = re.search(r'<link rel="stylesheet" href="([^"]+)"', reader.get("/").text)
    assert found is not None
    response = reader.get(found[1])
    assert (response.status_code, response.headers["content-type"]) == (200, "text/css")


def links_to_articles(page: str) -> list[int]:
    found = re.findall(r'<h3><a href="/bai/(\d+)', page)
    return [int(number) for number in found]


@pytest.mark.parametrize("code", i18n.CODES)
@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_there_in_both_languages_and_keeps_to_its_language(
    reader: Reader, path: str, code: str
) -> None:
    joined = "&" if "?" in path else "?"
    response = reader.get(path if code == "vi" else f"{path}{joined}lang=en")
    assert response.status_code == 200
    page = response.text
    assert f'<html lang="{code}">' in page
    inner = re.findall(r'<a [^>]*?href="(/(?!-/)[^"]*)"', page)
    other = [unescape(address) for address in inner if "lang=en" not in address]
    if code == "en":  # only the switch leads out of it
        assert len(other) == 1
    else:
        assert len(inner) - len(other) == 1


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


def test_coverage_tells_gaps_failures_and_crawls(reader: Reader) -> None:
    page = unescape(reader.get("/do-phu?thang=2025-03&bao=vinh_long").text)
    rows = dict(re.findall(r"<tr><th[^>]*><a[^>]*>(\d\d/03/2025)</a></th>(.*?)</tr>", page))
    assert "Trống" in rows["12/03/2025"]
    assert "bị từ chối" in rows["12/03/2025"]
    assert "Đủ" in rows["13/03/2025"]
    cells = re.findall(r"<td[^>]*>([^<]*)</td>", rows["20/03/2025"])
    assert cells[1:4] == ["2", "2", "1"]
    squares = re.findall(r'<g class="(\w+)"><title>', page)
    assert squares.count("gap") == 2


def test_weather_is_a_calendar_with_a_table_of_the_same_days(reader: Reader) -> None:
    page = unescape(reader.get("/thoi-tiet?nam=2025&tinh=Vĩnh+Long").text)
    squares = re.findall(r'<g class="(\w+)"><title>', page)
    assert len(squares) == 365
    told = [kind for kind in squares if kind != "nothing"]
    rows = len(re.findall(r'<tr><th scope="row">', page))
    assert len(told) == rows == len(ROUTINE)
    assert "lốc, sét, mưa đá, gió giật mạnh" in page


def test_polls_show_the_results_as_last_seen(reader: Reader) -> None:
    page = unescape(reader.get("/tham-do").text)
    assert re.search(r"Trang báo điện tử.*?>75<.*?>62,5<", page, re.DOTALL)


MISSING = (
    "/bai/999",
    "/bai/99999999999999999999999",
    f"/bai/{SLUICE_ID}/ban/9",
    f"/bai/{SLUICE_ID}/trich-dan.bib?ban=9",
    "/bao/khong_co",
    "/ngay/2023-13-01",
    "/ngay/0001-01-01",
    "/tac-gia?ten=Không+Ai",
    "/tac-gia",
    "/the?ten=x",
    "/tim?q=lua&bao=khong_co",
    "/do-phu?thang=2025-03&bao=khong_co",
    "/tham-do?bao=khong_co",
)
WRONG = (
    "/tim?q=%22mở",
    "/tim?tu=hôm+qua",
    "/tim?tu=2025&den=2024",
    "/tim?xep=lung+tung",
    "/tim?co=phim",
    "/tim?sau=x",
    "/tim?q=" + "a+" * 1500,
    "/thoi-tiet?nam=mười",
    "/do-phu?thang=mười",
    "/xu-huong?q=a&q=b&q=c&q=d&q=e&q=f&q=g",
    "/tim.atom?q=(",
    "/tim.csv?q=(",
)


@pytest.mark.parametrize(
    ("path", "status"), [(path, 404) for path in MISSING] + [(path, 400) for path in WRONG]
)
def test_what_is_wrong_or_missing_is_said_in_words_and_not_kept(
    reader: Reader, path: str, status: int
) -> None:
    response = reader.get(path)
    assert response.status_code == status
    assert 'role="alert"' in response.text
    assert response.headers["cache-control"] == "no-store"
    assert "Traceback" not in response.text


UNREADABLE = {
    QueryCode.OPEN_QUOTE: '"mở',
    QueryCode.OPEN_BRACKET: "(mở",
    QueryCode.CLOSING_BRACKET: "đóng)",
    QueryCode.OR_SIDES: "OR a",
    QueryCode.AND_SIDES: "a AND",
    QueryCode.NOT_WORD: "a NOT",
    QueryCode.NEAR_SIDES: "a NEAR",
    QueryCode.NEAR_FIELDS: "title:a NEAR author:b",
    QueryCode.ONLY_NOT: "-a",
    QueryCode.TOO_DEEP: "(" * 60 + "a" + ")" * 60,
    QueryCode.SHORT_PREFIX: "ab*",
    QueryCode.MISSING_WORD: "title:",
    QueryCode.TOO_MANY_WORDS: "a " * 600,
    QueryCode.NO_WORDS: "!",
    QueryCode.UNKNOWN_FIELD: "tag:x",
}


@pytest.mark.parametrize("code", QueryCode)
def test_every_complaint_about_a_question_has_its_words_in_each_language(code: QueryCode) -> None:
    with pytest.raises(QueryProblem) as caught:
        parse(UNREADABLE[code])
    assert caught.value.code is code
    texts = {errors.localized(caught.value, i18n.language(language)) for language in i18n.CODES}
    assert len(texts) == len(i18n.CODES)


@pytest.mark.parametrize("language", i18n.CODES)
def test_the_catalogue_has_one_text_for_each_complaint(language: i18n.Code) -> None:
    texts = {
        key: text
        for key, text in i18n.texts_of(language).items()
        if key.startswith("wrong.question.")
    }
    assert {*texts} == {f"wrong.question.{code}" for code in QueryCode}
    assert len({*texts.values()}) == len(texts)


def every_error(kind: type[BaotinhError] = BaotinhError) -> Iterator[type[BaotinhError]]:
    yield kind
    for child in kind.__subclasses__():
        yield from every_error(child)


@pytest.mark.parametrize("language", i18n.CODES)
@pytest.mark.parametrize("kind", [it for it in every_error() if it is not QueryProblem])
def test_every_error_has_its_words(kind: type[BaotinhError], language: i18n.Code) -> None:
    assert errors.localized(kind("what it says"), i18n.language(language))


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


def test_what_is_cited_is_of_no_language(reader: Reader) -> None:
    for path in (f"/bai/{SLUICE_ID}", "/tim?q=lua"):
        page = reader.get(f"{path}{'&' if '?' in path else '?'}lang=en").text
        lasting = re.findall(r'<a href="(http://[^"]+)"', page)
        assert lasting
        assert all(address.endswith(path) for address in lasting)
        assert f"{path}</" in page


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


LINKS = [
    ("https://baobaclieu.vn/a", True),
    ("http://baobaclieu.vn/a", True),
    ("javascript:alert(1)", False),
    ("data:text/html,x", False),
    ("//baobaclieu.vn/a", False),
    ("https:///a", False),
    ("https://[", False),
    ("https://a.vn/" + "x" * 5_000, False),
    ("", False),
    (None, False),
]


@pytest.mark.parametrize(("address", "safe"), LINKS)
def test_only_addresses_of_the_web_become_links(address: str | None, safe: bool) -> None:
    assert (urls.web(address) is not None) is safe


def test_a_hit_far_behind_in_a_title_is_shown_all_the_same() -> None:
    title = "x" * 5_000 + " \ue000hạn\ue001 " + "y" * 5_000
    shown = template_filters.marked(title, 100)
    assert "<mark>hạn</mark>" in shown
    assert len(shown) < 200
    cut = template_filters.marked("a \ue000" + "h" * 500 + "\ue001", 100)
    assert cut.count("<mark>") == cut.count("</mark>") == 1


def test_linked_data_cannot_end_its_element() -> None:
    text = template_filters.linked_data({"a": "</script><!--", "b": "x&y\u2028"})
    assert "<" not in text
    assert json.loads(text) == {"a": "</script><!--", "b": "x&y\u2028"}


def placeholders(text: i18n.Text) -> set[str | None]:
    forms = text if isinstance(text, tuple) else (text,)
    return {name for form in forms for _, name, _, _ in string.Formatter().parse(form) if name}


def test_both_languages_say_the_same_things_with_the_same_values() -> None:
    vi, en = (i18n.texts_of(code) for code in i18n.CODES)
    assert set(vi) == set(en)
    for key, text in vi.items():
        forms = text if isinstance(text, tuple) else (text,)
        assert all(form.strip() for form in forms), key
        optional = {"said"}
        assert placeholders(text) - optional == placeholders(en[key]) - optional, key


def test_every_text_is_used_and_every_text_used_is_there() -> None:
    folder = resources.files(serve)
    used: set[str] = set()
    begun: set[str] = set()
    for file in Path(str(folder)).rglob("*"):
        if file.suffix in (".html", ".xml", ".py"):
            text = file.read_text(encoding="utf-8")
            used |= set(re.findall(r'(?:\bt|language|self)\("([a-z_.0-9]+[a-z_0-9])"', text))
            begun |= set(re.findall(r'(?:\bt|language|self)\(f?"((?:[a-z_]+\.)+)["{]', text))
    texts = set(i18n.texts_of("vi"))
    assert used - texts == set()
    assert {key for key in texts if key not in used and not key.startswith(tuple(begun))} == set()


@pytest.mark.parametrize(
    ("code", "day", "tick", "number"),
    [
        ("vi", "09/01/2023", "09/01", "1.234,5"),
        ("en", "9 January 2023", "9 Jan", "1,234.5"),
    ],
)
def test_days_and_numbers_are_written_as_the_language_does(
    code: i18n.Code, day: str, tick: str, number: str
) -> None:
    words = i18n.language(code)
    assert words.day("2023-01-09") == day
    assert words.tick("2023-01-09") == tick
    assert words.number(1234.5, 1) == number
    assert words.moment("2025-04-01T20:30:00Z").startswith("03:30, ")
    assert words.day("không rõ") == "không rõ"


def test_plain_datasette_has_the_pages_too(db: Path, tmp_path: Path) -> None:
    page = python("-m", "datasette", db, "--get", f"/bai/{SLUICE_ID}", exits=0)
    assert "Cống ngăn mặn" in page.stdout
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as conn:
        conn.execute("CREATE TABLE t (x)")
    conn.close()
    index = python("-m", "datasette", other, "--get", "/", exits=0)
    assert "other" in index.stdout
    assert "Kho báo" not in index.stdout


def test_no_template_marks_text_of_a_newspaper_as_safe() -> None:
    folder = Path(str(resources.files(serve))) / "templates"
    for file in folder.rglob("*"):
        if file.is_file():
            text = file.read_text(encoding="utf-8")
            assert "|safe" not in text.replace(" ", ""), file
            assert "autoescape false" not in text, file
    made = {
        node.lineno
        for file in Path(str(resources.files(serve))).rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Markup"
    }
    assert len(made) == 3  # marked hits, linked data, the picture of trends: each escapes
