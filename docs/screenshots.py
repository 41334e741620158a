"""Makes the README's pictures, docs/*.png, from the demo archive: python docs/screenshots.py.

Needs `pip install '.[browser]'` and the system's Chromium.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

DOCS = Path(__file__).parent
COMMAND = (sys.executable, "-m", "crawler.cli")
WIDTH, HEIGHT = 960, 700  # CSS pixels
SCALE = 1.2  # pixels of the file for one CSS pixel
QUERY = "tôm"
ARTICLE = "Lúa thơm trên đất tôm: một vụ bằng hai niềm vui"


@contextmanager
def served_demo(folder: Path) -> Iterator[str]:
    """The demo archive, crawled twice so that one article has two revisions, and its URL."""
    for _ in range(2):
        crawl = [*COMMAND, "demo", "--no-serve", "--dir", str(folder)]
        subprocess.run(crawl, check=True)  # noqa: S603 - our own command
    serve = [*COMMAND, "serve", "--public", "--port", "0", "--db", str(folder / "archive.db")]
    with subprocess.Popen(  # noqa: S603 - our own command
        serve, stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout is not None
        try:
            yield server.stdout.readline().strip().rstrip("/")
        finally:
            server.terminate()


def take(page: Page, name: str) -> None:
    """Write the visible part of a page to docs/NAME.png."""
    page.wait_for_load_state("networkidle")
    page.screenshot(path=DOCS / f"{name}.png")


def main() -> None:
    """Take the pictures."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with (
        tempfile.TemporaryDirectory() as folder,
        served_demo(Path(folder)) as url,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(
            viewport={"width": WIDTH, "height": HEIGHT}, device_scale_factor=SCALE
        )
        page.goto(f"{url}/tim?q={QUERY}&lang=en")
        take(page, "search")
        page.get_by_role("link", name=ARTICLE).click()
        take(page, "article")
        browser.close()


if __name__ == "__main__":
    main()
