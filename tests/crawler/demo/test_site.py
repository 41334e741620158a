"""The sample newspaper: whole, closed in itself, the same on every call, and polite on a socket."""

from __future__ import annotations

import tomllib
import zlib
from datetime import datetime
from importlib import resources
from pathlib import Path
from typing import Any
from unicodedata import is_normalized
from urllib.parse import urljoin

import pytest
from lxml import html

from archive.clock import VIETNAM
from archive.errors import UsageProblem
from crawler.demo.content import load_content
from crawler.demo.site import SampleNewspaper
from crawler.parsers import Page, parse
from tests.support.paths import ROOT
from tests.support.sample_newspaper import EDITED, ORIGIN, TODAY


def tree(paper: SampleNewspaper, path: str) -> html.HtmlElement:
    status, _, body = paper.respond(path, ORIGIN)
    assert status == 200, path
    return html.fromstring(body.decode())


def links(paper: SampleNewspaper, path: str) -> list[str]:
    """Addresses that a page links to or shows, as paths of the newspaper."""
    found = tree(paper, path).xpath("//a/@href | //img/@src | //link/@href")
    return [urljoin(path, link) for link in found if not link.startswith("#")]


def walk(paper: SampleNewspaper) -> dict[str, list[str]]:
    """Every page reached from the home page, with what it links to."""
    pages: dict[str, list[str]] = {}
    waiting = ["/"]
    while waiting:
        path = waiting.pop()
        if path in pages:
            continue
        status, headers, _ = paper.respond(path, ORIGIN)
        if status == 200 and headers["Content-Type"].startswith("text/html"):
            pages[path] = links(paper, path)
            waiting += pages[path]
        else:
            pages[path] = []
    return pages


def listed(paper: SampleNewspaper, section: str) -> list[str]:
    """What a section lists, read by following "Trang sau" from its first page."""
    found: list[str] = []
    path: str | None = section
    while path:
        page = tree(paper, path)
        found += page.xpath("//ul[@class='newslist']//h3/a/@href")
        following = page.xpath("//div[@class='paging']/a[.='Trang sau']/@href")
        path = following[0] if following else None
    return found


def test_it_holds_about_forty_articles_of_many_years_in_six_sections(
    paper: SampleNewspaper,
) -> None:
    every = [paper.expected(path) for path in paper.addresses()]
    assert len(every) == 42
    assert len(paper.sections()) == 6
    assert {e["published"][:4] for e in every} == {str(year) for year in range(2018, 2026)}
    assert len({path.rpartition("-")[2] for path in paper.addresses()}) == 42


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("byline_raw", "Theo TTXVN"),
        ("byline_raw", "Nhóm PV"),
        ("byline_raw", "Tin, ảnh: THANH TRÚC"),
        ("byline_raw", None),
        ("published", "2019-03-02"),
        ("source", "TTXVN"),
        ("poll", None),
        ("kicker", "Chân dung"),
        ("tags", ["địa chí", "địa danh"]),
    ],
)
def test_each_peculiarity_of_the_kind_stands_in_at_least_one_article(
    paper: SampleNewspaper, field: str, value: object
) -> None:
    assert value in [paper.expected(path)[field] for path in paper.addresses()]


def test_words_that_differ_by_tone_only_and_both_tone_placements_occur() -> None:
    articles = load_content(1).articles
    text = " ".join(str(block) for article in articles for block in article.blocks)
    for word in (" bán ", " bàn ", " bạn ", " đường ", " dương ", "hòa bình", "hoà bình"):
        assert word in text, word


def test_its_texts_are_composed_unicode_in_whole_sentences() -> None:
    for article in load_content(1).articles:
        words = [str(block) for block in article.blocks]
        assert is_normalized("NFC", " ".join([article.title, article.lead or "", *words]))
        assert (article.lead or ".").endswith((".", "”")), article.title


def test_a_page_prints_every_word_of_the_expected_article_once(paper: SampleNewspaper) -> None:
    for path in paper.addresses():
        expected = paper.expected(path)
        [column] = tree(paper, path).xpath("//div[@class='left']")
        shown = "\n".join(column.itertext())
        words = [expected["title"], expected["lead"], expected["published_raw"]]
        words += [p for section in expected["sections"] for p in section["paragraphs"]]
        words += [section["heading"] for section in expected["sections"]]
        words += [image["caption"] for image in expected["images"]]
        for text in filter(None, words):
            assert shown.count(text) == 1, (path, text)


def test_expected_has_the_keys_of_an_article_and_absolute_pictures(paper: SampleNewspaper) -> None:
    expected = paper.expected(paper.addresses()[1], ORIGIN)
    assert list(expected)[:4] == ["title", "kicker", "category", "published"]
    assert not {"url", "canonical_url", "paper", "problems"} & set(expected)
    assert all(image["src"].startswith(f"{ORIGIN}/uploads/image/") for image in expected["images"])
    with pytest.raises(KeyError):
        paper.expected("/")


@pytest.mark.parametrize("edition", [1, 2])
def test_a_parse_of_each_page_gives_what_its_writer_handed_in(edition: int) -> None:
    paper = SampleNewspaper(edition, TODAY)
    for path in paper.addresses():
        body = paper.respond(path, ORIGIN)[2]
        article = parse(Page.from_bytes(ORIGIN + path, body, "utf-8"))
        expected = paper.expected(path, ORIGIN)
        assert {key: article.to_dict()[key] for key in expected} == expected
        assert article.problems == ()


def test_the_masthead_shows_today_and_the_article_its_own_day(paper: SampleNewspaper) -> None:
    page = tree(paper, EDITED)
    assert page.xpath("string(//div[@class='today'])") == "Chủ Nhật, 22/11/2026 | 16:48"
    assert page.xpath("string(//div[@class='date'])") == "Thứ Sáu, 05/05/2023 | 07:48"


def test_every_link_answers_except_the_one_that_is_gone(paper: SampleNewspaper) -> None:
    reached = walk(paper)
    statuses: dict[str, int] = {path: paper.respond(path, ORIGIN)[0] for path in reached}
    assert {path for path, status in statuses.items() if status == 404} == set(paper.gone())
    assert {path for path, status in statuses.items() if status == 301} == set(paper.moved())
    assert set(paper.addresses()) <= set(reached)


def test_an_old_address_leads_to_an_article(paper: SampleNewspaper) -> None:
    [(old, new)] = paper.moved().items()
    status, headers, body = paper.respond(old)
    assert (status, headers["Location"], body) == (301, new, b"")
    assert new in paper.addresses()


def test_paging_lists_every_article_of_a_section_once(paper: SampleNewspaper) -> None:
    moved = paper.moved()
    for section in paper.sections():
        assert {"1", "2", "3"} <= {
            *tree(paper, section).xpath("//div[@class='paging']/*/text()"),
        }
        found = [moved.get(path, path) for path in listed(paper, section)]
        folder = section.rpartition("-")[0] + "/"
        wanted = [p for p in [*paper.addresses(), *paper.gone()] if p.startswith(folder)]
        assert sorted(found) == sorted(wanted)


@pytest.mark.parametrize(
    "path",
    [
        "/nowhere",
        "/kinh-te-4.html?page=4",
        "/kinh-te-4.html?page=0",
        "/kinh-te-4.html?page=x",
        "/kinh-te-4.html?page=²",
        "/kinh-te/khong-co-99999.html",
        "//evil/",
        "/%00",
    ],
)
def test_an_address_that_was_never_printed_answers_404(paper: SampleNewspaper, path: str) -> None:
    assert paper.respond(path)[0] == 404


def test_the_search_box_finds_titles_and_escapes_what_was_typed(paper: SampleNewspaper) -> None:
    found = tree(paper, "/tim-kiem.html?q=ghe%20ngo").xpath("//ul[@class='newslist']//a")
    assert len(found) == 1
    assert b"<script>x" not in paper.respond("/tim-kiem.html?q=%3Cscript%3Ex")[2]


def test_pictures_are_whole_png_files(paper: SampleNewspaper) -> None:
    pictures = {i["src"] for path in paper.addresses() for i in paper.expected(path)["images"]}
    assert len(pictures) > 30
    for path in pictures:
        status, headers, body = paper.respond(path)
        assert (status, headers["Content-Type"], body[:8]) == (
            200,
            "image/png",
            b"\x89PNG\r\n\x1a\n",
        )
        assert len(body) < 400
        start = body.index(b"IDAT") + 4
        size = int.from_bytes(body[start - 8 : start - 4], "big")
        assert len(zlib.decompress(body[start : start + size])) == 40 * (1 + 60 * 3)


def test_the_same_edition_and_day_give_the_same_bytes(paper: SampleNewspaper) -> None:
    again = SampleNewspaper(today=TODAY)
    for path in walk(paper):
        assert again.respond(path, ORIGIN) == paper.respond(path, ORIGIN)


def test_the_second_edition_corrects_one_article_and_nothing_else(paper: SampleNewspaper) -> None:
    second = SampleNewspaper(edition=2, today=TODAY)
    assert second.addresses() == paper.addresses()
    changed = [p for p in paper.addresses() if paper.respond(p) != second.respond(p)]
    assert changed == [EDITED]
    before, after = paper.expected(EDITED), second.expected(EDITED)
    assert {key for key in before if before[key] != after[key]} == {"updated", "sections"}
    assert (before["updated"], after["updated"]) == (None, "2023-05-06T09:15:00+07:00")


def test_an_edition_that_was_never_printed_is_refused() -> None:
    with pytest.raises(UsageProblem, match="no edition 3"):
        SampleNewspaper(edition=3)


def test_a_page_keeps_its_etag_when_only_the_clock_moved(paper: SampleNewspaper) -> None:
    later = SampleNewspaper(today=datetime(2026, 11, 23, 8, 0, tzinfo=VIETNAM))
    second = SampleNewspaper(edition=2, today=TODAY)

    def etag(edition: SampleNewspaper) -> Any:
        return edition.respond(EDITED)[1]["ETag"]

    assert later.respond(EDITED)[2] != paper.respond(EDITED)[2]
    assert etag(later) == etag(paper) != etag(second)


def test_every_text_and_template_is_named_as_package_data() -> None:
    project = tomllib.loads(ROOT.joinpath("pyproject.toml").read_text("utf-8"))
    patterns = project["tool"]["setuptools"]["package-data"]["crawler.demo"]
    folder = Path(str(resources.files("crawler.demo")))
    packed = {path for pattern in patterns for path in folder.glob(pattern)}
    data = {
        path
        for part in ("content", "templates")
        for path in (folder / part).iterdir()
        if path.is_file()
    }
    assert len(data) > 15
    assert data <= packed
