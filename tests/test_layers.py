"""Data goes one way, and so do imports: each part knows those before it, none behind it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.paths import ROOT

# fmt: off
FORBIDDEN = {
    "archive": ("crawler", "scrapy"),
    "crawler/parsers": ("scrapy", "sqlite_utils", "sqlite3", "crawler.run", "crawler.pipelines"),
    "crawler/parsers/decoding": (
        "crawler.parsers.lines", "crawler.parsers.layout", "crawler.parsers.fields",
        "crawler.parsers.page", "crawler.parsers.page_layout",
    ),
    "crawler/parsers/lines": (
        "crawler.parsers.page", "crawler.parsers.layout", "crawler.parsers.fields",
        "crawler.parsers.page_layout", "lxml",
    ),
    "crawler/parsers/layout": ("crawler.parsers.fields", "crawler.parsers.page_layout"),
    "crawler/families": ("crawler.newspapers", "scrapy"),
}
# fmt: on


def imported(path: Path) -> Iterator[str]:
    """The modules that a file imports anywhere in it, also inside functions."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{name.name}" for name in node.names)


@pytest.mark.parametrize("folder", FORBIDDEN)
def test_nothing_is_imported_from_further_down_the_flow(folder: str) -> None:
    modules = sorted((ROOT / folder).rglob("*.py"))
    assert modules
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in modules
        for name in imported(path)
        if any(name == other or name.startswith(f"{other}.") for other in FORBIDDEN[folder])
    ]
    assert wrong == []
