"""An article that was taken from readers: gone from every table, and it does not come back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.errors import UnknownName, UsageProblem
from archive.model import Poll
from archive.store.store import Outcome
from archive.store.takedown import hidden, hide, show
from tests.support.archive_writer import ARTICLE, URL, ArchiveWriter, article, numbered

WORDS = ("Nông dân", "Đồng ruộng", "bảy nghìn", "Gặt lúa", "Hoàng Uyên", "nông dân")
REASON = "Toà án nhân dân tỉnh yêu cầu gỡ."


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "archive.db"


@pytest.fixture
def archive(path: Path) -> Iterator[ArchiveWriter]:
    with ArchiveWriter(path) as writer:
        writer.save(article(poll=Poll("Bạn trồng lúa gì?")), "2026-01-01T00:00:00Z")
        writer.save(article(lead="Lúa được mùa, được giá."), "2026-02-01T00:00:00Z")
        writer.save(numbered(2, authors=("Lê Bình",), tags=(), lead=None), "2026-01-01T00:00:00Z")
        yield writer
        writer.assert_sound()


def dump(archive: ArchiveWriter) -> str:
    return "\n".join(archive.db.iterdump())


def test_its_text_leaves_every_table_and_the_index(archive: ArchiveWriter) -> None:
    assert archive.found("lúa")
    hide(archive.store, 1, REASON)
    assert archive.found("title: mùa") == []
    assert archive.found("body: ruộng") == ["Bài 2"], "other articles stay"
    assert archive.rows("SELECT id, url, title, published, body FROM articles WHERE id = 1") == [
        (1, URL, None, ARTICLE.published, "")
    ]
    for table in ("sections", "images", "article_authors", "article_tags"):
        assert archive.column(f"SELECT count(*) FROM {table} WHERE article = 1") == [0], table
    contents = archive.column("SELECT content FROM revisions WHERE article = 1")
    assert len(contents) == 2
    assert not any(word in content for word in WORDS for content in contents)
    assert "Hoàng Uyên" not in dump(archive)


def test_the_text_is_not_left_in_the_file(archive: ArchiveWriter, path: Path) -> None:
    mark = "Chuyện riêng của một người không muốn ai đọc nữa"
    archive.save(numbered(3, lead=mark))
    assert mark in dump(archive)
    hide(archive.store, 3, REASON)
    archive.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert mark.encode() not in path.read_bytes()


def test_a_tombstone_and_an_event_stay(archive: ArchiveWriter) -> None:
    hide(archive.store, 1, REASON)
    (tombstone,) = hidden(archive.store)
    assert (tombstone.article, tombstone.url, tombstone.paper, tombstone.reason) == (
        1,
        URL,
        "bac_lieu",
        REASON,
    )
    assert archive.rows("SELECT kind, subject, detail FROM events") == [
        ("hide", "1", f'{{"url": "{URL}", "reason": "{REASON}"}}')
    ]


def test_no_later_capture_brings_it_back(archive: ArchiveWriter) -> None:
    hide(archive.store, 1, REASON)
    before = archive.rows("SELECT * FROM revisions")
    assert archive.save(article(title="Tên khác"), "2026-03-01T00:00:00Z") is Outcome.SAME
    assert archive.rows("SELECT title, last_seen FROM articles WHERE id = 1") == [
        (None, "2026-03-01T00:00:00Z")
    ]
    assert archive.rows("SELECT * FROM revisions") == before


def test_shown_again_it_comes_back_with_its_captures(archive: ArchiveWriter) -> None:
    whole = dump(archive)
    hide(archive.store, 1, REASON)
    show(archive.store, 1, "Toà đã bác đơn.")
    states = (article(poll=Poll("Bạn trồng lúa gì?")), article(lead="Lúa được mùa, được giá."))
    for capture, state in enumerate(states, 1):
        archive.store.save(state, capture, archive.run, "1")
    for line in whole.splitlines():
        if 'INSERT INTO "revisions"' in line or 'INSERT INTO "articles"' in line:
            assert line in dump(archive)
    assert archive.found("title: mùa") == [ARTICLE.title]
    assert hidden(archive.store) == []


def test_what_cannot_be_hidden_is_told(archive: ArchiveWriter) -> None:
    with pytest.raises(UnknownName, match="no article 99"):
        hide(archive.store, 99, REASON)
    with pytest.raises(UsageProblem, match="missing reason"):
        hide(archive.store, 1, " ")
    with pytest.raises(UsageProblem, match="is not hidden"):
        show(archive.store, 1, REASON)
    hide(archive.store, 1, REASON)
    with pytest.raises(UsageProblem, match="is already hidden"):
        hide(archive.store, 1, REASON)
    assert archive.column("SELECT count(*) FROM events") == [1]
