"""Pages beside what they say: every `tests/papers/<paper>/<slug>.html` has its `<slug>.json`.

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
OTHERS = "bao_khac"  # newspapers without a file here, each page under its own address
# Where a page was found is not what it says.
WHERE = ("url", "canonical_url", "paper")


def page_of(path: Path) -> Page:
    """The page under the address that it states, else under one of its folder's name."""
    url = f"http://{path.parent.name}.example/muc/{path.stem}-12345.html"
    body, fetched_at = path.read_bytes(), "2026-06-01T08:00:00+07:00"
    page = Page.from_bytes(url, body, fetched_at=fetched_at)
    named = path.parent.name in {*registered(), OTHERS}
    stated = stated_url(page) if named else None
    return Page.from_bytes(stated, body, fetched_at=fetched_at) if stated else page


def rules_of(path: Path, page: Page) -> Rules:
    """The rules of the newspaper whose id the folder has, and of the page's family."""
    newspaper = registered().get(path.parent.name)
    return rules_for(page, newspaper.rules if newspaper else NO_RULES)


def read(path: Path) -> dict[str, Any]:
    page = page_of(path)
    article = parse(page, rules_of(path, page)).to_dict()
    return {name: value for name, value in article.items() if name not in WHERE}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_page_is_read_as_its_json_says(path: Path) -> None:
    expected = path.with_suffix(".json")
    got = read(path)
    if not expected.exists():
        expected.write_text(json.dumps(got, ensure_ascii=False, indent=1) + "\n")
        pytest.fail(f"{expected.name} was missing and is written now: read it, mend it, run again")
    want = json.loads(expected.read_text())
    assert {name: got[name] for name in want} == want


@pytest.mark.parametrize("path", PAGES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_block_of_the_body_belongs_to_one_field(path: Path) -> None:
    page = page_of(path)
    article, blocks = parse_with_blocks(page, rules_of(path, page))
    if article.kind == "article":
        assert [block.text for block in blocks if block.claimed is None] == []


def test_the_pages_are_there() -> None:
    assert len(PAGES) >= 4
