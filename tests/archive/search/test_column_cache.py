"""What the column cache counts in one walk is what the search index counts in several."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from archive.db.reader import open_archive
from archive.search.column_cache import ColumnCache
from archive.search.counts import HitCounts, count_hits, counts
from archive.search.facets import facets
from archive.search.filters import Filters
from archive.search.histogram import Step, histogram
from archive.store.store import Store
from tests.support.readable import article, make_readable
from tests.support.searchable import add

NAMES = ("paper", "province", "province_now", "section", "year", "has")
"""Facets that the cache knows."""
QUERIES: dict[str, tuple[str | None, Filters]] = {
    "everything": (None, Filters()),
    "bán": ("bán", Filters()),
    "ban": ("ban", Filters()),
    "lua": ("lua", Filters()),
    "paper": ("lúa", Filters(paper="vinh_long")),
    "province": ("lua", Filters(province="Cà Mau")),
    "a year": ("gia", Filters(first=date(2025, 1, 1), last=date(2025, 12, 31))),
    "since": ("gia", Filters(first=date(2025, 3, 1))),
    "until": ("gia", Filters(last=date(2025, 3, 5))),
    "paper and days": (
        "gia",
        Filters(paper="vinh_long", first=date(2025, 3, 1), last=date(2025, 3, 9)),
    ),
    "a paper alone": (None, Filters(paper="bac_lieu")),
    "a period alone": (None, Filters(first=date(2023, 1, 1), last=date(2024, 12, 31))),
    "images": (None, Filters(has=("image",))),
    "section and once": (None, Filters(section="Xã hội", once=True)),
    "nothing": ("không có gì", Filters()),
}
STEPS: tuple[Step, ...] = ("day", "month", "year")


def counted(
    db: Path,
    cache: ColumnCache | None,
    question: str | None,
    filters: Filters | None = None,
    step: Step = "year",
    *,
    exact_only: bool = False,
) -> HitCounts:
    with closing(open_archive(db)) as conn:
        return count_hits(
            conn, question, filters, NAMES, step=step, exact_only=exact_only, cache=cache
        )


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    return make_readable(tmp_path_factory.mktemp("tally") / "archive.db", hostile=True)


@pytest.mark.parametrize("exact_only", [False, True], ids=["any tones", "these tones"])
@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("query", QUERIES)
def test_one_walk_counts_as_the_search_index_does(
    db: Path, query: str, step: Step, exact_only: bool
) -> None:
    question, only = QUERIES[query]
    found = counted(db, ColumnCache(db), question, only, step, exact_only=exact_only)
    with closing(open_archive(db)) as conn:
        assert found.counts == counts(conn, question, only, exact_only=exact_only)
        expected = facets(conn, question, only, NAMES, exact_only=exact_only)
        assert found.histogram == histogram(conn, question, only, step=step, exact_only=exact_only)
    assert [*found.facets] == [*expected]
    for name in NAMES:
        assert [*found.facets[name].items()] == [*expected[name].items()]
    assert found == counted(db, None, question, only, step, exact_only=exact_only)


def test_articles_that_come_while_the_columns_are_held_are_counted_at_once(tmp_path: Path) -> None:
    db = make_readable(tmp_path / "archive.db")
    cache = ColumnCache(db)
    before = counted(db, cache, "lua")
    with Store.open(db) as store:
        add(store, (article("ca_mau", "moi", title="Lúa mới", published="2027-01-02"),))
    after = counted(db, cache, "lua")
    assert after.counts.total == before.counts.total + 1
    assert after.facets["paper"]["ca_mau"] == before.facets["paper"].get("ca_mau", 0) + 1
    assert after.histogram.bins[-1].start.year == 2027
    assert after.histogram.bins[-1].printed == after.histogram.bins[-1].articles == 1


def test_a_corrected_article_is_counted_again_when_the_columns_are_refreshed(
    tmp_path: Path,
) -> None:
    db = make_readable(tmp_path / "archive.db")
    cache = ColumnCache(db)
    first = article("ca_mau", "moi", title="Sầu riêng", category=("Kinh tế",))
    with Store.open(db) as store:
        add(store, (first,))
    assert [*counted(db, cache, "sầu riêng").facets["section"]] == ["Kinh tế"]
    with Store.open(db) as store:
        add(store, (replace(first, category=("Nông nghiệp",)),))
    cache.refresh()
    assert [*counted(db, cache, "sầu riêng").facets["section"]] == ["Nông nghiệp"]
