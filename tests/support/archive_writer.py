"""An archive that a test writes to: captures and articles with little ado, on real SQLite."""

from __future__ import annotations

import dataclasses
import itertools
from pathlib import Path
from typing import Any, Self

from archive.model import Article, Capture, Image, Section
from archive.store import runs
from archive.store.store import Outcome, Store

URL = "https://baobaclieu.vn/tin-tuc/mua-lua-1.html"

ARTICLE = Article(
    url=URL,
    canonical_url=URL,
    paper="bac_lieu",
    title="Nông dân Bạc Liêu vào mùa lúa",
    category=("Kinh tế", "Nông nghiệp"),
    published="2023-01-09T15:24:00+07:00",
    published_raw="Thứ Hai, 09/01/2023 | 15:24",
    authors=("Hoàng Uyên",),
    source="TTXVN",
    lead="Lúa năm nay được giá.",
    sections=(
        Section(None, ("Đồng ruộng rộn ràng.", "Máy gặt chạy suốt ngày.")),
        Section("GIÁ CAO", ("Mỗi ký lúa bảy nghìn đồng.",)),
    ),
    images=(Image("https://baobaclieu.vn/lua.jpg", "Gặt lúa ở Hòa Bình.", "T.T"),),
    tags=("lúa", "nông dân"),
)


A, B, C = (f"https://baobaclieu.vn/{name}.html" for name in "abc")
JAN, FEB, MAR = (f"2026-0{month}-01T00:00:00Z" for month in (1, 2, 3))


def article(**changes: Any) -> Article:
    """The sample article with other fields; `url` changes the canonical address too."""
    if "url" in changes:
        changes.setdefault("canonical_url", changes["url"])
    return dataclasses.replace(ARTICLE, **changes)


EDITED = article(lead="Lúa năm nay mất giá.")


def numbered(number: int, **changes: Any) -> Article:
    """One of many articles, each with its own address and title."""
    return article(url=f"https://baobaclieu.vn/{number}.html", title=f"Bài {number}", **changes)


class ArchiveWriter:
    """A store with one paper and one run; each `at` is a time of capture."""

    def __init__(self, path: Path) -> None:
        self.store = Store.open(path)
        self.db = self.store.db
        self.store.save_paper("bac_lieu", "Báo Bạc Liêu", "Bạc Liêu", "Cà Mau", ["baobaclieu.vn"])
        self.run = runs.start(self.db, "crawl", "bac_lieu", {})
        self._offsets = itertools.count(self.db["captures"].count)

    def capture(self, at: str = "2026-01-01T00:00:00Z", url: str = URL) -> int:
        capture = Capture(
            url=url,
            status=200,
            fetched_at=at,
            sha256="0" * 64,
            warc_file="captures/one.warc.gz",
            warc_offset=next(self._offsets),
        )
        return self.store.save_capture(capture, self.run)

    def save(
        self, article: Article, at: str = "2026-01-01T00:00:00Z", key: str | None = None
    ) -> Outcome:
        capture = self.capture(at, article.url)
        self.store.save_boxes(article.paper, capture, article.poll, article.weather)
        return self.store.save(article, capture, self.run, "1", key).outcome

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        return self.db.execute(sql, list(values)).fetchall()

    def column(self, sql: str, *values: Any) -> list[Any]:
        return [row[0] for row in self.rows(sql, *values)]

    def found(self, words: str) -> list[str]:
        """Titles of the articles that the search index finds."""
        return self.column(
            "SELECT articles.title FROM search_index JOIN articles ON position = search_index.rowid"
            " WHERE search_index MATCH ? ORDER BY search_index.rowid DESC",
            words,
        )

    def assert_sound(self) -> None:
        assert self.column("PRAGMA integrity_check") == ["ok"]
        assert self.rows("PRAGMA foreign_key_check") == []
        self.db.execute("INSERT INTO search_index(search_index) VALUES ('integrity-check')")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.store.close()


def states(archive: ArchiveWriter) -> dict[str, str]:
    """What became of each address."""
    return dict(archive.rows("SELECT url, state FROM urls"))


def row(archive: ArchiveWriter, url: str) -> dict[str, object]:
    """The row of an address in the frontier."""
    return next(iter(archive.db["urls"].rows_where("url = ?", [url])))


def files(folder: Path) -> dict[str, bytes]:
    """What lies in a folder."""
    return {file.name: file.read_bytes() for file in folder.iterdir()}
