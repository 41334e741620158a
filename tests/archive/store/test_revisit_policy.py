"""When a known article is read again: pauses grow, and a removed one is looked for less often."""

from __future__ import annotations

from datetime import timedelta

import pytest

from archive.clock import utc_now
from archive.store.frontier import Frontier
from archive.store.revisit_policy import GONE_PAUSES
from tests.support.archive_writer import A, ArchiveWriter, B, article, row


class TestRecheck:
    @pytest.fixture
    def article(self, archive: ArchiveWriter, frontier: Frontier) -> str:
        """The address of an article of today."""
        today = utc_now()
        archive.save(article(url=A, published=today), today)
        frontier.fetched(A, 1, "page", 1, '"abc"', None)
        return A

    def test_an_article_comes_up_again_and_what_is_none_does_not(
        self, archive: ArchiveWriter, frontier: Frontier, article: str, clock: list[timedelta]
    ) -> None:
        frontier.fetched(B, archive.capture(), "page", None, None, None)
        assert frontier.due("bac_lieu", 10) == []
        clock.append(timedelta(hours=8))
        assert frontier.due("bac_lieu", 10) == [(A, "fetched", '"abc"', None)]
        assert frontier.due("ca_mau", 10) == []
        assert frontier.pending("bac_lieu", 10) == []

    def test_pauses_grow_and_half_a_year_is_the_longest(
        self, frontier: Frontier, article: str, clock: list[timedelta]
    ) -> None:
        looks = 0
        for _ in range(2 * 365 * 4):
            clock.append(timedelta(hours=6))
            if frontier.due("bac_lieu", 10):
                looks += 1
                frontier.unchanged(A)
        assert 15 < looks < 35
        clock.append(timedelta(days=220))
        assert frontier.due("bac_lieu", 10)

    def test_a_server_is_not_believed_for_ever(
        self, frontier: Frontier, article: str, clock: list[timedelta]
    ) -> None:
        clock.append(timedelta(days=29))
        frontier.unchanged(A)
        clock.append(timedelta(days=10))
        assert frontier.due("bac_lieu", 10) == [(A, "fetched", None, None)]

    def test_a_page_that_is_gone_is_looked_for_a_few_times(
        self, archive: ArchiveWriter, frontier: Frontier, article: str, clock: list[timedelta]
    ) -> None:
        frontier.gone(A, 404)
        since = row(archive, A)["attempted_at"]
        looks = 0
        for _ in range(700):
            clock.append(timedelta(days=1))
            for due in frontier.due("bac_lieu", 10):
                looks += 1
                frontier.gone(due.url, 404)
        assert looks == len(GONE_PAUSES)
        assert row(archive, A)["attempted_at"] == since, "it is gone since then"

    def test_a_page_that_is_back_is_an_article_as_before(
        self, frontier: Frontier, article: str, clock: list[timedelta]
    ) -> None:
        frontier.gone(A, 404)
        frontier.fetched(A, 1, "page", 1, None, None)
        clock.append(timedelta(days=2))
        assert [due.state for due in frontier.due("bac_lieu", 10)] == ["fetched"]
