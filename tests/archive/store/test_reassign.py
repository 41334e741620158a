"""A capture that turns out to be another article's, or an article under another address."""

from __future__ import annotations

import pytest

from tests.support.archive_writer import ARTICLE, EDITED, FEB, JAN, MAR, URL, ArchiveWriter, article


class TestAnotherAddress:
    """A newer parser finds another canonical address for a capture."""

    OTHER = article(url="https://baobaclieu.vn/khac.html")

    def test_an_article_takes_the_new_address_and_keeps_its_id(
        self, archive: ArchiveWriter
    ) -> None:
        capture = archive.capture()
        archive.store.save(ARTICLE, capture, archive.run, "1")
        archive.store.save(self.OTHER, capture, archive.run, "2")
        assert archive.rows("SELECT id, url, revision FROM articles") == [(1, self.OTHER.url, 1)]

    def test_two_articles_that_are_one_become_one(self, archive: ArchiveWriter) -> None:
        archive.save(self.OTHER, JAN)
        capture = archive.capture(FEB)
        archive.store.save(article(authors=("T.T",)), capture, archive.run, "1")
        archive.store.save(self.OTHER, capture, archive.run, "2")
        assert archive.column("SELECT url FROM articles") == [self.OTHER.url]
        assert archive.column("SELECT name FROM authors") == ["Hoàng Uyên"]
        assert archive.found("nông") == [self.OTHER.title]

    @pytest.mark.parametrize(("moved", "left"), [(0, (FEB, MAR)), (1, (JAN, MAR)), (2, (JAN, FEB))])
    def test_a_state_loses_the_sight_that_was_another_article(
        self, archive: ArchiveWriter, moved: int, left: tuple[str, str]
    ) -> None:
        archive.save(self.OTHER, JAN)
        captures = [archive.capture(at) for at in (JAN, FEB, MAR)]
        for capture in captures:
            archive.store.save(ARTICLE, capture, archive.run, "1")
        archive.store.save(self.OTHER, captures[moved], archive.run, "2")
        assert archive.rows("SELECT seen, last_seen FROM revisions WHERE article = 2") == [left]

    def test_an_article_with_other_captures_goes_back_to_what_they_say(
        self, archive: ArchiveWriter
    ) -> None:
        archive.save(ARTICLE, JAN)
        capture = archive.capture(FEB)
        archive.store.save(EDITED, capture, archive.run, "1")
        archive.store.save(self.OTHER, capture, archive.run, "2")
        assert archive.rows("SELECT url, lead, revision FROM articles ORDER BY id") == [
            (URL, ARTICLE.lead, 1),
            (self.OTHER.url, ARTICLE.lead, 1),
        ]
