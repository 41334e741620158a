"""Families: each page is recognised as its own content system, by its markup alone."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

import pytest

from crawler.families import families, recognise, rules_for
from crawler.newspaper import Family
from crawler.parsers import Page, Rules, parse
from crawler.parsers.rules import NO_RULES
from tests.support.paths import PAPERS

# Family of each newspaper's test pages.
FAMILY_OF = {
    "bac_lieu": "newscontent",
    "hai_phong": "onecms",
    "nghe_an": "onecms",
    "da_nang": "onecms",
    "can_tho": "content_fck",
    "an_giang": "content_fck",
    "ben_tre": "content_fck",
    "lao_cai": "epi",
    "gia_lai": "epi",
    "ha_tinh": "epi",
    "phu_yen": "td_post_content",
    "dong_nai": "td_post_content",
    "dak_lak": "td_post_content",
    "tay_ninh": "content_detail",
    "quang_ninh": "content_detail",
    "cao_bang": "content_detail",
    "hung_yen": "content_detail",
    "nukeviet": "nukeviet",
    "binh_duong": "content_news",
    "bac_ninh": "bbg",
    "dong_thap": "aspnet",
    "quang_nam": "aspnet",
    "vinh_long": "hemera",
    "quang_ngai": "hemera",
    "nam_dinh": "hemera",
    "quang_binh": "hemera",
}
PAGES = sorted(
    path
    for paper in FAMILY_OF
    for path in (PAPERS / paper).glob("*.html")
    if '"kind": "article"' in path.with_suffix(".json").read_text()
)


def page_of(markup: str, url: str = "https://bao.example/muc/bai-12345.html") -> Page:
    return Page.from_bytes(url, markup.encode(), fetched_at="2026-06-01T08:00:00+07:00")


@pytest.mark.parametrize("path", PAGES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_page_of_an_unknown_host_is_recognised(path: Path) -> None:
    family = recognise(page_of(path.read_text()))
    assert family is not None
    assert family.name == FAMILY_OF[path.parent.name]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_only_one_family_matches_a_page(path: Path) -> None:
    page = page_of(path.read_text())
    claimed = [family.name for family in families() if all(page.css(sign) for sign in family.signs)]
    assert claimed == [FAMILY_OF[path.parent.name]]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_family_rules_give_at_least_what_generic_parsing_gives(path: Path) -> None:
    page = page_of(path.read_text())
    known, generic = parse(page, rules_for(page, NO_RULES)), parse(page)
    for field in ("title", "published", "authors", "source", "lead", "sections", "images", "tags"):
        assert getattr(known, field) or not getattr(generic, field), field
    assert len(known.body()) >= 0.95 * len(generic.body())


@pytest.mark.parametrize("family", families(), ids=lambda family: family.name)
def test_family_rules_for_title_body_and_date_match_its_pages(family: Family) -> None:
    pages = [
        page_of(path.read_text()) for path in PAGES if FAMILY_OF[path.parent.name] == family.name
    ]
    assert len(pages) >= 2
    for field in ("title", "body", "dateline"):
        if selector := getattr(family.rules, field):
            assert any(page.root.cssselect(selector) for page in pages), field


@pytest.mark.parametrize("family", families(), ids=lambda family: family.name)
def test_a_family_is_named_after_its_module_which_documents_it(family: Family) -> None:
    module = importlib.import_module(f"crawler.families.{family.name}")
    assert getattr(module, family.name.upper()) is family
    manual = module.__doc__ or ""
    assert len(manual.split()) > 60
    assert re.search(r"[Rr]ecognised by", manual)


@pytest.mark.parametrize(
    "markup",
    [
        '<div class="td-post-content"><p>Một chủ đề WordPress, không có #content.</p></div>',
        '<div id="content"><div class="date">Thứ Hai</div><p>Không có ảnh của hệ cũ.</p></div>',
        '<form><input type="hidden" id="__VIEWSTATE"><p>Trang ASP.NET khác.</p></form>',
        '<div class="newscontent"><p>Thiếu ngày.</p></div>',
        '<div class="content-fck"><p>Chỉ có phần tóm tắt.</p></div>',
        "<p>không dấu hiệu nào</p>",
    ],
)
def test_some_of_the_signs_are_not_enough(markup: str) -> None:
    assert recognise(page_of(f"<html><body>{markup}</body></html>")) is None


def test_a_field_whose_selector_does_not_match_is_parsed_generically() -> None:
    # PLO uses the same system as Lào Cai, but has its tags elsewhere.
    article = parse(
        page_of(
            """<html><body><div class="article"><h1 class="cms-title">Mưa về trên hồ cạn đáy</h1>
            <div class="article__meta"><time>05/06/2024 09:10</time></div>
            <div class="article__body zce-content-body cms-body">
            <p>Sau ba tháng khô hạn, cơn mưa đầu mùa đã đưa mực nước hồ lên thêm gần một mét.</p>
            <p>Bà con hai xã hạ lưu bắt đầu xuống giống, chậm hơn lịch thời vụ mười ngày.</p></div>
            <div class="tags"><a href="/t/1">hồ chứa</a><a href="/t/2">mùa mưa</a></div>
            </div></body></html>"""
        )
    )
    assert article.tags == ("hồ chứa", "mùa mưa")


@pytest.mark.parametrize(
    ("printed", "published", "problems"),
    [
        ("05:09, 17/09/2013", "2013-09-17", ("time-not-trusted",)),
        ("17/09/2013", "2013-09-17", ()),
        ("18:03, 13/06/2024", "2024-06-13T18:03:00+07:00", ()),
    ],
)
def test_minutes_broken_by_a_migration_are_dropped_if_the_rules_say_so(
    printed: str, published: str, problems: tuple[str, ...]
) -> None:
    article = parse(
        page_of(
            f"""<html><body><h1>Mùa sen sớm bên đầm</h1><div class="date">{printed}</div>
            <div id="content"><p><b>Sen nở sớm nửa tháng, khách đến chụp ảnh từ tờ mờ sáng.</b></p>
            <p>Chủ đầm cho biết giá vé vẫn giữ như năm ngoái để bà con quanh vùng vui.</p></div>
            </body></html>"""
        ),
        rules=Rules(minutes_from="2019-01-01"),
    )
    assert (article.published, article.problems) == (published, problems)


def test_a_dateline_rule_uses_its_first_match() -> None:
    article = parse(
        page_of(
            """<html><body><h1 class="name">Mùa sen sớm bên đầm</h1>
            <div class="date">Thứ Bảy, 04/05/2024 | 06:30</div>
            <div id="content-detail">
            <p>Sen nở sớm nửa tháng, khách đến chụp ảnh từ tờ mờ sáng, thuyền chở không kịp.</p>
            <p>Chủ đầm cho biết giá vé vẫn giữ như năm ngoái để bà con quanh vùng vui.</p></div>
            <div class="news"><div class="date">02/05/2024</div><a href="/a-1.html">Cá</a></div>
            </body></html>"""
        )
    )
    assert article.published == "2024-05-04T06:30:00+07:00"
