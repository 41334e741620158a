"""Golden files: every `tests/papers/<newspaper>/<slug>.html` is parsed to its `<slug>.json`.

A page without its JSON is parsed, the JSON is written, and the test fails until a person has read
it.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from crawler.families import rules_for
from crawler.newspapers import registered
from crawler.parsers import Page, Rules, parse, parse_with_blocks
from crawler.parsers.fields.canonical_url import stated_url
from crawler.parsers.rules import NO_RULES
from tests.support.paths import PAPERS

PAGES = sorted(PAPERS.glob("*/*.html"))
OTHERS = "bao_khac"  # newspapers without a file here; each page has its own URL
# Fields that depend on the URL of the page instead of its content.
URL_FIELDS = ("url", "canonical_url", "paper")


def page_of(path: Path) -> Page:
    """The page under the URL that it states, else under a URL made of its folder's name."""
    url = f"http://{path.parent.name}.example/muc/{path.stem}-12345.html"
    body, fetched_at = path.read_bytes(), "2026-06-01T08:00:00+07:00"
    page = Page.from_bytes(url, body, fetched_at=fetched_at)
    named = path.parent.name in {*registered(), OTHERS}
    stated = stated_url(page) if named else None
    return Page.from_bytes(stated, body, fetched_at=fetched_at) if stated else page


def rules_of(path: Path, page: Page) -> Rules:
    """Rules of the newspaper that the folder is named after, with those of the page's family."""
    newspaper = registered().get(path.parent.name)
    return rules_for(page, newspaper.rules if newspaper else NO_RULES)


def read(path: Path) -> dict[str, Any]:
    page = page_of(path)
    article = parse(page, rules_of(path, page)).to_dict()
    return {name: value for name, value in article.items() if name not in URL_FIELDS}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_page_is_parsed_to_its_json(path: Path) -> None:
    expected = path.with_suffix(".json")
    got = read(path)
    if not expected.exists():
        expected.write_text(json.dumps(got, ensure_ascii=False, indent=1) + "\n")
        pytest.fail(
            f"{expected.name} was missing and has been written: check it, correct it, run again"
        )
    want = json.loads(expected.read_text())
    assert {name: got[name] for name in want} == want


@pytest.mark.parametrize("path", PAGES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_block_of_the_body_is_claimed(path: Path) -> None:
    page = page_of(path)
    article, blocks = parse_with_blocks(page, rules_of(path, page))
    if article.kind == "article":
        assert [block.text for block in blocks if block.claimed is None] == []


def test_there_are_pages() -> None:
    assert len(PAGES) >= 4
