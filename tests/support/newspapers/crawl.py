"""Crawl a test newspaper with the rules of its family, in a process of its own."""

from __future__ import annotations

import re
from pathlib import Path

from tests.support.crawls import rows
from tests.support.newspapers.server import Served
from tests.support.process import python


def crawl(here: Served, db: Path, *arguments: str, exits: int = 0) -> str:
    """Crawl a test newspaper with the rules of its family."""
    return python(*command(here, db, *arguments), exits=exits).stdout


def command(here: Served, db: Path, *arguments: str) -> list[str]:
    module = "tests.support.newspapers"
    return ["-m", module, here.newspaper.name, here.url, str(db), *arguments]


def stored(db: Path) -> list[str]:
    """The paths of all articles in an archive."""
    urls = rows(db, "SELECT url FROM articles")
    return sorted(re.sub(r"^\w+://[^/]+", "", url) for (url,) in urls)
