"""Near-duplicates: articles that several newspapers printed."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.db.reader import open_archive
from archive.errors import UnknownName
from archive.model import Article, Section
from archive.search.counts import counts
from archive.search.filters import Filters
from archive.store import near_duplicates
from archive.store.near_duplicates import band_keys, jaccard, shingles_of
from archive.store.store import Store
from tests.support.archive_writer import ArchiveWriter, numbered

STORY = " ".join(f"từ{number}" for number in range(200))


def telling(number: int, text: str, **fields) -> Article:
    return numbered(number, sections=(Section(None, (text,)),), lead=None, images=(), **fields)


class TestCopies:
    def test_a_story_told_again_is_one_cluster_with_the_first_as_original(self, tmp_path) -> None:
        shortened = STORY.rsplit(" ", 30)[0] + " phóng viên báo tỉnh đưa tin"
        other = " ".join(reversed(STORY.split()))
        with ArchiveWriter(tmp_path / "archive.db") as archive:
            archive.save(telling(1, shortened, published="2023-01-10"))
            archive.save(telling(2, STORY, published="2023-01-09"))
            archive.save(telling(3, other, published="2023-01-08"))
            assert near_duplicates.find_copies(archive.db) == 3
            assert archive.rows("SELECT id, copy_of FROM articles ORDER BY id") == [
                (1, 2),
                (2, None),
                (3, None),
            ]
            assert near_duplicates.find_copies(archive.db) == 0
            conn = open_archive(tmp_path / "archive.db")
            assert [(one.id, one.original) for one in near_duplicates.copies(conn, 1)] == [
                (2, True),
                (1, False),
            ]
            assert [one.id for one in near_duplicates.copies(conn, 3)] == [3]
            with pytest.raises(UnknownName, match="no article 99"):
                near_duplicates.copies(conn, 99)
            assert counts(conn, "từ5").total == 3
            assert counts(conn, "từ5", Filters(once=True)).total == 2
            conn.close()

    def test_a_changed_original_leaves_its_copies_to_another(self, tmp_path) -> None:
        with ArchiveWriter(tmp_path / "archive.db") as archive:
            for number in (1, 2, 3):
                archive.save(telling(number, STORY, published=f"2023-01-0{number}"))
            near_duplicates.find_copies(archive.db)
            archive.save(telling(1, "Tin khác hẳn.", published="2023-01-01"), "2026-02-01")
            assert near_duplicates.find_copies(archive.db) == 1
            assert archive.rows("SELECT id, copy_of FROM articles ORDER BY id") == [
                (1, None),
                (2, None),
                (3, 2),
            ]
            archive.assert_sound()

    @settings(max_examples=50, deadline=None)
    @given(st.lists(st.integers(0, 400), min_size=120, max_size=400, unique=True), st.data())
    def test_texts_that_are_alike_share_a_key(self, words: list[int], data) -> None:
        cut = data.draw(st.integers(0, len(words) // 6))
        one = shingles_of(None, " ".join(map(str, words)))
        other = shingles_of(None, " ".join(map(str, words[cut:])))
        assert jaccard(one, other) > near_duplicates.MIN_JACCARD
        assert set(band_keys(one)) & set(band_keys(other))

    def test_short_and_empty_texts_have_keys_too(self) -> None:
        assert len(set(band_keys(shingles_of("Tin", "")))) == 10
        assert band_keys(shingles_of(None, "")) == band_keys(shingles_of("", " "))


def test_a_store_removes_an_original_and_keeps_its_copies(tmp_path: Path) -> None:
    with ArchiveWriter(tmp_path / "archive.db") as archive:
        for number in (1, 2):
            archive.save(telling(number, STORY, published=f"2023-01-0{number}"))
        near_duplicates.find_copies(archive.db)
        with archive.store.atomic():
            near_duplicates.remove(archive.db.conn, 1)
        assert archive.column("SELECT copy_of FROM articles") == [None, None]
    with Store.open(tmp_path / "archive.db") as store:
        assert near_duplicates.find_copies(store.db) == 1
