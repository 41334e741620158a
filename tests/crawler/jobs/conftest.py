"""An archive that was crawled."""

from __future__ import annotations

import pytest

from tests.support.crawls import crawl


@pytest.fixture(scope="session")
def crawled(baotinh, newspaper, tmp_path_factory):
    """An archive with the whole sample newspaper, which tests only read."""
    db = tmp_path_factory.mktemp("crawled") / "archive.db"
    done = crawl(baotinh, newspaper, db)
    return db, done
