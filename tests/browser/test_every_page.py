"""Every page: no barrier that axe-core knows, nothing sticks out, nothing comes from elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import visitor_of
from tests.support.readable import EVIL, HOSTILE_ID, SLUICE_ID
from tests.support.reader import PAGES

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.browser.conftest import Visitor

pytestmark = pytest.mark.slow
SERIOUS = ("serious", "critical")
OTHERWISE = (
    "/?lang=en",
    "/tim?q=lua&tu=2025&den=2025&lang=en",
    f"/bai/{SLUICE_ID}/ban/2?lang=en",
    "/do-phu?thang=2025-03",
    "/thoi-tiet?nam=2025",
    "/xu-huong?q=giá&q=lúa",
)
HOSTILE = (
    "/",
    "/tim?q=phá+hoại",
    f"/bai/{HOSTILE_ID}",
    f"/bai/{HOSTILE_ID}/ban/1",
    "/ngay/2024-12-01",
    "/bao/ca_mau",
    "/tham-do",
    "/thoi-tiet?nam=2025",
    "/xu-huong?q=<script>&q=</svg><script>",
    f"/tim?q={EVIL}&tacgia={EVIL}",
    "/archive/articles?_size=2&_sort_desc=id",
    "/archive/polls",
)


CRAWLED = (
    "/",
    "/tim?q=phá+hoại",
    "/bai/1",
    "/bai/1/ban/1",
    "/ngay/2022-04-13",
    "/bao/bac_lieu",
    "/tham-do",
    "/thoi-tiet",
    "/archive/articles",
)


BY_KEYBOARD = (
    "/",
    "/tim?q=gia&tu=2025&den=2025",
    f"/bai/{SLUICE_ID}/ban/2",
    "/bao/vinh_long",
    "/thoi-tiet?nam=2025",
    "/do-phu?thang=2025-03",
    "/xu-huong?q=giá&q=lúa",
    "/tham-do",
)
MOST_STOPS = 200
WHERE = """() => {
    const it = document.activeElement;
    if (it.matches('.skip')) return 'skip';
    const shape = it.getBoundingClientRect();
    if (!shape.width || !shape.height) return 'unseen';
    return it.closest('footer') ? 'foot' : it.closest('main') ? 'main' : 'masthead';
}"""
"""Where the focus is; what has it and no shape cannot be seen to have it."""


def barriers(page: Page) -> list[tuple[str, str, str]]:
    """What axe-core finds serious or critical: the rule, the element, how to mend it."""
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="needs: pip install 'baotinh[browser]'"
    )
    return [
        (one["id"], node["html"][:200], node.get("failureSummary", "")[:300])
        for one in axe.Axe().run(page).response["violations"]
        if one["impact"] in SERIOUS
        for node in one["nodes"][:3]
    ]


@pytest.mark.parametrize("path", [*PAGES, "/tim?q=%22mở", "/bai/999"])
def test_no_page_has_a_serious_barrier(browser: Browser, site: str, path: str, width: int) -> None:
    reader = visitor_of(browser, site, width=width, bypass_csp=True)  # axe is a script
    page = reader.go(path)
    found = barriers(page)
    assert page.locator("html").evaluate("it => it.scrollWidth - it.clientWidth") == 0
    reader.keep(page, f"page {path}")
    reader.context.close()
    assert found == []
    assert reader.abroad == []


@pytest.mark.parametrize("path", OTHERWISE)
def test_neither_has_one_in_english_or_in_the_dark(browser: Browser, site: str, path: str) -> None:
    reader = visitor_of(browser, site, color_scheme="dark", bypass_csp=True)
    page = reader.go(path)
    found = barriers(page)
    reader.keep(page, f"dark {path}")
    reader.context.close()
    assert found == []


def test_a_barrier_is_found_where_there_is_one(browser: Browser, site: str) -> None:
    reader = visitor_of(browser, site, bypass_csp=True)
    page = reader.go("/")
    page.locator("label").evaluate_all("labels => labels.forEach(it => it.remove())")
    page.locator("input").evaluate_all("inputs => inputs.forEach(it => it.placeholder = '')")
    found = barriers(page)
    reader.context.close()
    assert "label" in [rule for rule, _, _ in found]


@pytest.mark.parametrize("path", HOSTILE)
def test_a_hostile_article_runs_nothing_and_breaks_no_page(
    browser: Browser, hostile_site: str, path: str, width: int
) -> None:
    assert_harmless(visitor_of(browser, hostile_site, width=width), path)


@pytest.mark.parametrize("path", CRAWLED)
def test_neither_does_one_that_came_the_whole_way_from_a_newspaper(
    browser: Browser, crawled_site: str, path: str, width: int
) -> None:
    assert_harmless(visitor_of(browser, crawled_site, width=width), path)


def test_its_markup_is_shown_as_the_text_that_it_is(browser: Browser, crawled_site: str) -> None:
    reader = visitor_of(browser, crawled_site)
    page = reader.go("/bai/1")
    for place in ("h1", ".lead", ".text"):
        assert EVIL in page.locator(place).first.inner_text()
    reader.keep(page, "hostile article", whole=False)
    reader.context.close()


def assert_harmless(reader: Visitor, path: str) -> None:
    page = reader.go(path)
    title = page.title()
    page.wait_for_timeout(200)
    assert title != "owned"
    assert page.title() == title
    assert page.locator("img").count() == 0
    if not path.startswith("/archive"):
        assert page.locator("html").evaluate("it => it.scrollWidth - it.clientWidth") == 0
        assert page.locator("footer").evaluate("it => getComputedStyle(it).direction") == "ltr"
    reader.context.close()
    assert reader.abroad == []
    assert reader.trouble == []


@pytest.mark.parametrize("path", BY_KEYBOARD)
def test_the_tab_key_goes_through_a_page_from_its_head_to_its_foot(
    browser: Browser, site: str, path: str
) -> None:
    reader = visitor_of(browser, site)
    page = reader.go(path)
    seen = []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        seen.append(page.evaluate(WHERE))
        if seen[-1] == "foot":
            break
    reader.context.close()
    assert seen[0] == "skip"
    assert seen[-1] == "foot"
    assert "unseen" not in seen
    assert seen.index("masthead") < seen.index("main")


@pytest.mark.parametrize("path", [f"/bai/{SLUICE_ID}", "/tim?q=lua"])
def test_a_page_prints_without_what_only_a_screen_needs(
    browser: Browser, site: str, path: str
) -> None:
    reader = visitor_of(browser, site)
    page = reader.go(path)
    page.emulate_media(media="print")
    assert not page.locator("header nav").is_visible()
    assert not page.locator("main .box, header .box").first.is_visible()
    assert page.locator("main").is_visible()
    reader.keep(page, f"print {path}")
    reader.context.close()
