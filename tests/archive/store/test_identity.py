"""Several addresses of one article: one row, one history, and the newspaper is asked once."""

from __future__ import annotations

import pytest

from archive.search.diff import withdrawn
from archive.store.frontier import Frontier
from archive.store.frontier_statements import KNOWN_KEYS
from archive.store.revisit_policy import MAX_ATTEMPTS
from archive.store.store import Outcome
from archive.store.takedown import hide
from tests.support.archive_writer import ARTICLE, URL, ArchiveWriter, article

TWIN = "https://baobaclieu.vn/kinh-te/mua-lua-1.html"
KEY = "1.html"
JAN, FEB, MAR = "2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z"
SHARED = {URL: "bac_lieu 1.html mua-lua", TWIN: "bac_lieu 1.html mua-lua"}


@pytest.fixture
def frontier(archive: ArchiveWriter) -> Frontier:
    """Both addresses are known, the twin later."""
    frontier = Frontier(archive.db)
    for url in (URL, TWIN):
        frontier.discover("bac_lieu", [url], "page", None, archive.run, SHARED)
    return frontier


def pending(frontier: Frontier) -> list[str]:
    return [url for url, _ in frontier.pending("bac_lieu", 10)]


class TestStore:
    def test_a_sight_under_another_address_is_the_same_article(
        self, archive: ArchiveWriter
    ) -> None:
        archive.save(ARTICLE, JAN, KEY)
        assert archive.save(article(url=TWIN), FEB, KEY) is Outcome.SAME
        assert archive.rows("SELECT url, last_seen FROM articles") == [(URL, FEB)]
        assert archive.column("SELECT count(*) FROM captures WHERE article = 1") == [2]

    @pytest.mark.parametrize(
        "changes", [{"title": "Nông dân vào vụ mới"}, {"published": "2023-01-10"}]
    )
    def test_a_new_title_or_a_new_day_is_an_edit(
        self, archive: ArchiveWriter, changes: dict[str, str]
    ) -> None:
        archive.save(ARTICLE, JAN, KEY)
        assert archive.save(article(url=TWIN, **changes), FEB, KEY) is Outcome.CHANGED
        assert archive.rows("SELECT url, revision FROM articles") == [(URL, 2)]

    def test_an_id_that_was_given_out_anew_makes_no_one_of_two(
        self, archive: ArchiveWriter
    ) -> None:
        archive.save(ARTICLE, JAN, KEY)
        other = article(url=TWIN, title="Thông xe cầu mới", published="2026-01-02")
        assert archive.save(other, FEB, KEY) is Outcome.NEW
        assert archive.save(other, MAR, KEY) is Outcome.SAME
        assert archive.column("SELECT url FROM articles ORDER BY id") == [URL, TWIN]

    def test_the_key_is_the_papers_own(self, archive: ArchiveWriter) -> None:
        archive.store.save_paper("ca_mau", "Báo Cà Mau", "Cà Mau", "Cà Mau", [])
        archive.save(ARTICLE, JAN, KEY)
        other = article(url="https://baocamau.vn/mua-lua-1.html", paper="ca_mau")
        assert archive.save(other, JAN, KEY) is Outcome.NEW

    def test_without_a_key_addresses_decide(self, archive: ArchiveWriter) -> None:
        archive.save(ARTICLE, JAN)
        assert archive.save(article(url=TWIN), FEB) is Outcome.NEW

    def test_what_was_stored_twice_becomes_one_when_captures_are_read_again(
        self, archive: ArchiveWriter
    ) -> None:
        pages = [ARTICLE, article(url=TWIN)]
        captures = [archive.capture(at) for at in (JAN, FEB)]
        for key in (None, KEY, KEY):
            for page, capture in zip(pages, captures, strict=True):
                archive.store.save(page, capture, archive.run, "1", key)
        assert archive.rows("SELECT id, url, first_seen FROM articles") == [(1, URL, JAN)]
        assert archive.rows("SELECT seen, last_seen FROM revisions") == [(JAN, FEB)]

    def test_another_address_does_not_bring_a_hidden_article_back(
        self, archive: ArchiveWriter
    ) -> None:
        archive.save(article(published=None), JAN, KEY)
        hide(archive.store, 1, "Toà án nhân dân tỉnh yêu cầu gỡ.")
        archive.save(article(url=TWIN, published=None), FEB, KEY)
        assert archive.rows("SELECT url, title FROM articles") == [(URL, None)]


class TestFrontier:
    def test_one_address_of_an_article_is_asked_for(self, frontier: Frontier) -> None:
        assert pending(frontier) == [URL]
        assert frontier.known_keys(["x", *SHARED.values()]) == {SHARED[URL]}

    def test_the_other_one_is_done_with_it(
        self, archive: ArchiveWriter, frontier: Frontier
    ) -> None:
        archive.save(ARTICLE)
        frontier.fetched(URL, 1, "page", 1, None, None)
        assert pending(frontier) == []
        assert archive.column("SELECT state FROM urls ORDER BY id") == ["fetched", "discovered"]

    def test_where_the_first_is_no_answer_the_other_is_asked(
        self, archive: ArchiveWriter, frontier: Frontier
    ) -> None:
        frontier.gone(URL, 404)
        assert pending(frontier) == [TWIN]
        assert frontier.known_keys(SHARED.values()) == {SHARED[URL]}, "it is going to be"
        frontier.reopen([URL])
        for _ in range(MAX_ATTEMPTS):
            frontier.failed(URL, "timeout", None)
            assert pending(frontier) == [TWIN]
        frontier.refused(TWIN, "robots.txt")
        assert frontier.known_keys(SHARED.values()) == set()

    def test_a_key_is_added_to_an_address_that_was_known_without(
        self, archive: ArchiveWriter
    ) -> None:
        frontier = Frontier(archive.db)
        for keys in ({}, SHARED, {}):
            frontier.discover("bac_lieu", [URL], "page", None, archive.run, keys)
            frontier.discover("bac_lieu", [TWIN], "page", None, archive.run, keys)
        assert pending(frontier) == [URL]

    def test_known_keys_are_looked_up_and_not_looked_through(self, frontier: Frontier) -> None:
        plan = frontier.db.execute(f"EXPLAIN QUERY PLAN {KNOWN_KEYS}", ["[]"]).fetchall()
        assert any("USING INDEX urls_by_key (key=?)" in row[3] for row in plan), plan

    def test_an_article_is_read_again_under_one_address_and_looked_for_under_all(
        self, archive: ArchiveWriter, frontier: Frontier
    ) -> None:
        for number, url in enumerate((URL, TWIN), 1):
            archive.save(article(url=url), key=KEY)
            frontier.fetched(url, number, "page", 1, None, None)
        checks = "SELECT next_check IS NOT NULL FROM urls ORDER BY id"
        assert archive.column(checks) == [1, 0]
        frontier.gone(URL, 404)
        assert withdrawn(archive.db.conn, 1) is None, "it is there under the other address"
        assert [one.url for one in frontier.due("bac_lieu", 10)] == [TWIN]
        frontier.fetched(TWIN, 2, "page", 1, None, None)
        assert archive.column(checks) == [1, 1], "which stands in for the first"
        frontier.gone(TWIN, 404)
        assert withdrawn(archive.db.conn, 1) is not None
