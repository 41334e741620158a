"""What the store keeps of articles, captures, polls and weather, whatever order they come in."""

from __future__ import annotations

import sqlite3

import pytest

from archive.errors import NotAnArticle
from archive.model import Article, Capture, Image, Section
from archive.store.store import Outcome
from tests.support.archive_writer import (
    ARTICLE,
    EDITED,
    FEB,
    JAN,
    MAR,
    URL,
    ArchiveWriter,
    article,
    numbered,
)


class TestOutcome:
    def test_a_first_sight_is_new_a_repeated_one_same_an_edited_one_changed(
        self, archive: ArchiveWriter
    ) -> None:
        outcomes = [archive.save(ARTICLE, JAN), archive.save(ARTICLE, FEB)]
        outcomes += [archive.save(EDITED, FEB), archive.save(EDITED, MAR)]
        assert outcomes == [Outcome.NEW, Outcome.SAME, Outcome.CHANGED, Outcome.SAME]

    def test_all_addresses_of_an_article_are_one_article(self, archive: ArchiveWriter) -> None:
        archive.save(ARTICLE)
        assert archive.save(article(url=URL + "?utm=1", canonical_url=URL)) is Outcome.SAME
        assert archive.column("SELECT url FROM articles") == [URL]

    def test_what_content_leaves_out_is_brought_up_to_date_without_a_revision(
        self, archive: ArchiveWriter
    ) -> None:
        archive.save(ARTICLE, JAN)
        assert archive.save(article(category=("Xã hội",)), FEB) is Outcome.SAME
        assert archive.rows("SELECT category, section, revision FROM articles") == [
            ("Xã hội", "Xã hội", 1)
        ]
        assert archive.column("SELECT count(*) FROM revisions") == [1]

    @pytest.mark.parametrize("kind", ["listing", "not_article"])
    def test_a_page_of_another_kind_is_never_stored(
        self, archive: ArchiveWriter, kind: str
    ) -> None:
        with pytest.raises(NotAnArticle, match=kind):
            archive.save(article(kind=kind))
        assert archive.column("SELECT count(*) FROM articles") == [0]

    def test_an_article_of_a_paper_never_saved_is_refused(self, archive: ArchiveWriter) -> None:
        with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
            archive.save(article(paper="ca_mau"))
        assert archive.column("SELECT count(*) FROM articles") == [0]

    def test_an_article_without_paper_title_or_date_is_kept_and_found(
        self, archive: ArchiveWriter
    ) -> None:
        bare = Article(url="file:a.html", canonical_url="file:a.html", paper=None)
        assert archive.save(bare) is Outcome.NEW
        assert archive.save(bare) is Outcome.SAME


class TestRow:
    def test_lists_are_joined_for_reading(self, archive: ArchiveWriter) -> None:
        archive.save(article(authors=("Hoàng Uyên", "T.T"), problems=("no-lead",)))
        assert archive.rows(
            "SELECT author, category, section, problems, n_images, n_words FROM articles"
        ) == [
            (
                "Hoàng Uyên, T.T",
                "Kinh tế › Nông nghiệp",
                "Kinh tế",
                '["no-lead"]',
                1,
                len(ARTICLE.body().split()),
            )
        ]

    def test_the_parts_stand_in_order_beside_it(self, archive: ArchiveWriter) -> None:
        archive.save(ARTICLE)
        assert archive.rows("SELECT number, heading, text FROM sections ORDER BY number") == [
            (1, None, "Đồng ruộng rộn ràng.\n\nMáy gặt chạy suốt ngày."),
            (2, "GIÁ CAO", "Mỗi ký lúa bảy nghìn đồng."),
        ]
        assert archive.rows("SELECT number, src, caption, credit FROM images") == [
            (1, "https://baobaclieu.vn/lua.jpg", "Gặt lúa ở Hòa Bình.", "T.T")
        ]
        assert archive.column(
            "SELECT name FROM tags JOIN article_tags ON tag = tags.id ORDER BY number"
        ) == ["lúa", "nông dân"]

    def test_an_edit_replaces_the_parts_and_forgets_names_that_nothing_bears(
        self, archive: ArchiveWriter
    ) -> None:
        archive.save(ARTICLE, JAN)
        archive.save(numbered(2, authors=("T.T",), tags=("lúa",)), JAN)
        section, image = Section(None, ("Một đoạn.",)), Image(None, "Chú thích")
        archive.save(
            article(sections=(section,), images=(image,), authors=("T.T", "An"), tags=()), FEB
        )
        assert archive.rows("SELECT text FROM sections WHERE article = 1") == [("Một đoạn.",)]
        assert archive.column("SELECT caption FROM images WHERE article = 1") == ["Chú thích"]
        assert archive.rows(
            "SELECT number, name FROM authors JOIN article_authors ON author = authors.id"
            " WHERE article = 1 ORDER BY number"
        ) == [(1, "T.T"), (2, "An")]
        assert archive.column("SELECT name FROM authors ORDER BY name") == ["An", "T.T"]
        assert archive.column("SELECT name FROM tags") == ["lúa"]

    def test_a_name_signed_twice_is_one_author(self, archive: ArchiveWriter) -> None:
        archive.save(article(authors=("T.T", "T.T")))
        assert archive.column("SELECT name FROM authors") == ["T.T"]

    def test_a_repeated_sight_moves_last_seen_alone(self, archive: ArchiveWriter) -> None:
        archive.save(ARTICLE, JAN)
        before = archive.db["articles"].get(1)
        archive.save(ARTICLE, MAR)
        assert archive.db["articles"].get(1) == before | {"last_seen": MAR}

    def test_the_index_follows_an_edit(self, archive: ArchiveWriter) -> None:
        archive.save(ARTICLE, JAN)
        assert archive.found('"hoa binh"') == archive.found("hòa") == [ARTICLE.title]
        archive.save(article(images=(), title="Tựa đề mới"), FEB)
        assert archive.found("hòa") == []
        assert archive.found("tựa") == ["Tựa đề mới"]


class TestPlaceInTime:
    def test_newest_first_is_the_order_of_positions_backwards(self, archive: ArchiveWriter) -> None:
        dates = ["2023-01-09T15:24:00+07:00", None, "2023-01-10", "2023-01-09", "1997-01-01"]
        for number, published in enumerate(dates):
            archive.save(numbered(number, published=published))
        assert archive.column("SELECT published FROM articles ORDER BY position DESC") == [
            "2023-01-10",
            "2023-01-09T15:24:00+07:00",
            "2023-01-09",
            "1997-01-01",
            None,
        ]

    def test_an_article_with_a_new_date_moves_in_time_and_stays_findable(
        self, archive: ArchiveWriter
    ) -> None:
        archive.save(numbered(1, published="2023-01-09"), JAN)
        archive.save(numbered(2, published="2023-01-10"), JAN)
        archive.save(numbered(1, published="2023-01-11"), FEB)
        assert archive.found("đồng") == ["Bài 1", "Bài 2"]
        assert archive.column("SELECT id FROM articles ORDER BY position") == [2, 1]

    def test_an_edit_that_keeps_the_date_keeps_the_place(self, archive: ArchiveWriter) -> None:
        for number in (1, 2):
            archive.save(numbered(number), JAN)
        before = archive.column("SELECT position FROM articles ORDER BY id")
        archive.save(numbered(1, lead="Khác."), FEB)
        assert archive.column("SELECT position FROM articles ORDER BY id") == before


class TestPapersAndCaptures:
    def test_a_paper_is_brought_up_to_date(self, archive: ArchiveWriter) -> None:
        archive.save(ARTICLE)
        archive.store.save_paper("bac_lieu", "Báo Bạc Liêu", "Bạc Liêu", "Cà Mau", ["a.vn", "b.vn"])
        assert archive.column("SELECT hosts FROM papers") == ['["a.vn", "b.vn"]']

    def test_a_capture_names_the_article_that_was_read_from_it(
        self, archive: ArchiveWriter
    ) -> None:
        archive.capture(url="https://baobaclieu.vn/robots.txt")
        archive.save(ARTICLE, JAN)
        archive.save(ARTICLE, FEB)
        assert archive.column("SELECT article FROM captures ORDER BY id") == [None, 1, 1]

    def test_the_same_place_in_the_same_file_is_the_same_capture(
        self, archive: ArchiveWriter
    ) -> None:
        capture = Capture(
            url=URL, status=200, fetched_at=JAN, sha256="0", warc_file="a.warc.gz", warc_offset=7
        )
        first = archive.store.save_capture(capture, archive.run)
        assert archive.store.save_capture(capture, archive.run) == first
        assert archive.column("SELECT count(*) FROM captures") == [1]


class TestAtomic:
    def test_a_batch_that_fails_leaves_nothing(self, archive: ArchiveWriter) -> None:
        def batch() -> None:
            with archive.store.atomic():
                for number in range(5):
                    archive.save(numbered(number))
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            batch()
        for table in ("articles", "captures", "revisions", "search_index_docsize"):
            assert archive.column(f"SELECT count(*) FROM {table}") == [0]

    def test_one_refused_article_leaves_the_rest_of_its_batch(self, archive: ArchiveWriter) -> None:
        with archive.store.atomic():
            archive.save(numbered(1))
            with pytest.raises(sqlite3.IntegrityError):
                archive.save(numbered(2, paper="ca_mau"))
            archive.save(numbered(3))
        assert archive.column("SELECT title FROM articles ORDER BY id") == ["Bài 1", "Bài 3"]
        assert archive.found("đồng") == ["Bài 3", "Bài 1"]
