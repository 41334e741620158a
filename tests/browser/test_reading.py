"""A reader searches, narrows, reads, compares, cites and changes the language."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.readable import SLUICE_ID

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import Visitor

pytestmark = pytest.mark.slow


def ask(page: Page, words: str) -> None:
    page.get_by_role("searchbox").first.fill(words)
    page.get_by_role("searchbox").first.press("Enter")
    page.wait_for_url("**/tim?*")


def heading(page: Page) -> str:
    return page.locator(".count-line").inner_text()


def fits(page: Page) -> bool:
    """Whether nothing sticks out at the right."""
    wide = page.locator("html").evaluate("it => it.scrollWidth - it.clientWidth")
    return bool(wide == 0)


def test_with_marks_the_exact_articles_come_first(visitor: Visitor) -> None:
    page = visitor.go("/")
    visitor.keep(page, "home")
    ask(page, "bán")
    assert heading(page) == "2 bài: 1 bài đúng dấu, 1 bài khác dấu"
    first, second = page.locator(".list h3 a").all()
    assert first.inner_text() == "Đường sắt về miền Tây: bán vé từ hôm nay"
    assert first.locator("mark").inner_text() == "bán"
    assert second.locator("mark").inner_text() == "Bạn"
    assert page.locator(".tier").inner_text() == "Bài khác dấu"
    visitor.keep(page, "search marks")


def test_without_marks_every_tone_is_found(visitor: Visitor) -> None:
    page = visitor.go("/tim?q=ban")
    assert heading(page) == "2 bài, không phân biệt dấu"
    page.get_by_label("Chỉ đúng dấu").check()
    page.get_by_role("button", name="Tìm", exact=True).click()
    page.wait_for_url("**dau=1*")
    assert heading(page) == "0 bài đúng dấu"
    assert "Xem kho có những ngày nào" in page.locator(".nothing").inner_text()
    visitor.keep(page, "nothing found")


def test_a_bar_of_the_histogram_narrows_the_search(visitor: Visitor) -> None:
    page = visitor.go("/tim?q=lua")
    page.get_by_role("link", name="2025: ").first.click()
    page.wait_for_url("**tu=2025&den=2025*")
    assert page.locator("figcaption").inner_text() == "Số bài theo tháng"
    page.get_by_role("link", name="03/2025: ").first.click()
    page.wait_for_url("**tu=2025-03&den=2025-03*")
    assert page.locator("figcaption").inner_text() == "Số bài theo ngày"
    assert heading(page).startswith("58 bài")
    page.get_by_text("Xem dạng bảng").click()
    assert page.locator("figure table tbody tr").count() == 31
    visitor.keep(page, "histogram days")
    assert fits(page)


def test_a_facet_filters_and_its_chip_takes_the_filter_away(visitor: Visitor) -> None:
    page = visitor.go("/tim?q=lua")
    before = heading(page)
    page.get_by_role("complementary").get_by_role("link", name="Báo Bạc Liêu").click()
    page.wait_for_url("**bao=bac_lieu*")
    assert heading(page).startswith("1 bài")
    page.get_by_role("link", name="Báo: Báo Bạc Liêu").click()
    page.wait_for_url(lambda url: "bao=" not in url)
    assert heading(page) == before


def test_an_article_is_opened_and_its_changes_are_read(visitor: Visitor) -> None:
    page = visitor.go("/tim?q=cống+ngăn+mặn")
    page.locator(".list h3 a").first.click()
    page.wait_for_url(f"**/bai/{SLUICE_ID}")
    assert page.locator("h1").inner_text() == "Cống ngăn mặn Láng Trâm đóng sớm một tháng"
    visitor.keep(page, "article")
    assert fits(page)
    page.get_by_role("link", name="Bản 2").click()
    page.wait_for_url(f"**/bai/{SLUICE_ID}/ban/2")
    changes = page.locator(".changes dd")
    assert changes.locator("del").all_inner_texts() == ["nửa", "6"]
    assert changes.locator("ins").all_inner_texts() == ["một", "8"]
    visitor.keep(page, "revision")


def test_an_article_is_cited(visitor: Visitor) -> None:
    page = visitor.go(f"/bai/{SLUICE_ID}")
    assert "Hoàng Uyên, Trọng Nguyễn. “Cống ngăn mặn" in page.locator(".cite").inner_text()
    with page.expect_download() as download:
        page.get_by_role("link", name="BibTeX").click()
    assert download.value.suggested_filename == f"baotinh-{SLUICE_ID}.bib"
    assert download.value.path().read_text().startswith("@article{")


def test_the_language_changes_and_stays(visitor: Visitor) -> None:
    page = visitor.go("/tim?q=lua&tu=2025&den=2025")
    page.get_by_role("link", name="English").click()
    page.wait_for_url("**lang=en*")
    assert page.locator("html").get_attribute("lang") == "en"
    assert "articles, whatever the tones" in heading(page)
    page.get_by_role("link", name="Newspapers").click()
    page.wait_for_url("**/bao?lang=en")
    ask(page, "lua")
    assert "lang=en" in page.url
    visitor.keep(page, "english search")
    page.get_by_role("link", name="Tiếng Việt").click()
    page.wait_for_url(lambda url: "lang=" not in url)
    assert page.locator("html").get_attribute("lang") == "vi"


def test_the_keyboard_is_enough(visitor: Visitor) -> None:
    page = visitor.go("/")
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    assert skip.inner_text() == "Đến nội dung chính"
    skip.press("Enter")
    page.keyboard.press("Tab")
    assert page.locator(":focus").get_attribute("type") == "search"
    page.keyboard.type("bán")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tim?q=*")
    names: list[str] = []
    for _ in range(40):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        names.append(focused.get_attribute("aria-label") or focused.inner_text())
    assert any(name.startswith("2024: 1 bài") for name in names)
    assert any(name.startswith("Đường sắt về miền Tây") for name in names)
