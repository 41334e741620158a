"""A browser, and servers of a clean and a hostile archive; skipped where there is no browser."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from tests.support.hostile import hostile_newspaper
from tests.support.paths import ROOT
from tests.support.process import environment
from tests.support.readable import make_readable

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

CHROMIUM = next(
    (
        found
        for name in ("chromium", "chromium-browser", "google-chrome")
        if (found := shutil.which(name))
    ),
    None,
)
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
SCREENS = ROOT / "build" / "screens"
"""Where pictures of the pages go, for people to look at."""
WIDTHS = (390, 1280)


@pytest.fixture(scope="package")  # its event loop must end with these tests
def browser() -> Iterator[Browser]:
    """The system's Chromium."""
    pytest.importorskip("playwright", reason="needs: pip install 'baotinh[browser]'")
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine: install the system's package chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield browser
        browser.close()


@contextmanager
def serving(db: Path) -> Iterator[str]:
    """The archive served in public, in a process of its own; its address without a slash."""
    command = [sys.executable, "-m", "crawler.cli", "serve", "--public", "--port", "0"]
    with subprocess.Popen(
        [*command, "--db", str(db)], stdout=subprocess.PIPE, text=True, env=environment()
    ) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip().rstrip("/")
        finally:
            process.terminate()


@pytest.fixture(scope="package")
def site(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a clean archive."""
    with serving(make_readable(tmp_path_factory.mktemp("site") / "archive.db")) as address:
        yield address


@pytest.fixture(scope="package")
def hostile_site(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of an archive with the hostile article."""
    db = make_readable(tmp_path_factory.mktemp("hostile") / "archive.db", hostile=True)
    with serving(db) as address:
        yield address


@pytest.fixture(scope="package")
def crawled_site(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of an archive that was crawled from a hostile newspaper."""
    folder = tmp_path_factory.mktemp("crawled")
    db = folder / "archive.db"
    with hostile_newspaper() as mirror:
        command = [sys.executable, "-m", "crawler.cli", "crawl", "bac_lieu", "--mirror", mirror]
        done = subprocess.run(
            [*command, "--delay", "0", "--db", str(db)],
            capture_output=True,
            text=True,
            env=environment(),
            timeout=120,
        )
    assert "1 new" in done.stdout, done.stderr
    with serving(db) as address:
        yield address


@dataclass
class Visitor:
    """A reader at a screen: goes to pages of a site, and notes what the browser did meanwhile."""

    context: BrowserContext
    address: str
    width: int
    abroad: list[str] = field(default_factory=list)
    trouble: list[str] = field(default_factory=list)

    def go(self, path: str) -> Page:
        """A new tab with the page."""
        page = self.context.new_page()
        page.on("request", self._note)
        page.on("pageerror", lambda error: self.trouble.append(str(error)))
        page.on("dialog", lambda dialog: self.trouble.append(dialog.message))
        page.goto(f"{self.address}{path}")
        return page

    def keep(self, page: Page, name: str, *, whole: bool = True) -> None:
        """A picture of the page for people to look at, whole or as much as the screen shows."""
        SCREENS.mkdir(parents=True, exist_ok=True)
        name = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
        page.screenshot(path=SCREENS / f"{name}-{self.width}.png", full_page=whole)

    def _note(self, request: object) -> None:
        url = request.url  # type: ignore[attr-defined]
        if urlsplit(url).netloc != urlsplit(self.address).netloc:
            self.abroad.append(url)


def visitor_of(browser: Browser, address: str, **options: object) -> Visitor:
    """A reader with a screen of this width, and other options of the browser."""
    width = int(str(options.pop("width", 1280)))
    viewport = {"width": width, "height": 844}
    context = browser.new_context(viewport=viewport, **options)  # type: ignore[arg-type]
    context.set_default_timeout(20_000)
    return Visitor(context, address, width)


@pytest.fixture(params=WIDTHS, ids=["phone", "desk"])
def width(request: pytest.FixtureRequest) -> int:
    """A phone's width, and a desk's."""
    return int(request.param)


@pytest.fixture(params=[True, False], ids=["script", "no-script"])
def visitor(
    request: pytest.FixtureRequest, browser: Browser, site: str, width: int
) -> Iterator[Visitor]:
    """A reader of the clean archive, on each screen, with JavaScript and without."""
    reader = visitor_of(browser, site, width=width, java_script_enabled=request.param)
    yield reader
    reader.context.close()
    assert reader.abroad == []
    assert reader.trouble == []
