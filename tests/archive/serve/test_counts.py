"""What a search page counts in one walk is what the engine counts in several."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from archive.db.reader import open_archive
from archive.search.facets import facets
from archive.search.histogram import Step, histogram
from archive.search.search import counts
from archive.serve import params as asking
from archive.serve.counts import NAMES, Tally, tally
from archive.serve.facet_cache import Kinds
from archive.serve.papers import papers
from archive.serve.params import Asked
from archive.store.store import Store
from tests.support.readable import article, make_readable
from tests.support.searchable import add

ASKED = (
    "",
    "q=bán",
    "q=ban&dau=1",
    "q=lua",
    "q=lúa&bao=vinh_long",
    "q=lua&tinh=Cà+Mau",
    "q=gia&tu=2025&den=2025",
    "q=gia&tu=2025-03",
    "q=gia&den=2025-03-05",
    "q=gia&tu=2025-03-01&den=2025-03-09&bao=vinh_long",
    "bao=bac_lieu",
    "tu=2023&den=2024",
    "co=anh",
    "muc=Xã+hội&gop=1",
    "q=không+có+gì",
)
STEPS: tuple[Step, ...] = ("day", "month", "year")
CASES = [
    (query, step)
    for query in ASKED
    for step in STEPS
    if step == "year" or "tu=" in query or "den=" in query  # without a period always by year
]


class Arguments:
    def __init__(self, query: str) -> None:
        self.values = parse_qs(query)

    def getlist(self, name: str) -> list[str]:
        return self.values.get(name, [])

    def get(self, name: str) -> str | None:
        return next(iter(self.getlist(name)), None)


def read(query: str) -> Asked:
    return asking.read(Arguments(query))  # type: ignore[arg-type]


def counted(db: Path, kinds: Kinds, asked: Asked, step: Step = "year") -> Tally:
    with closing(open_archive(db)) as conn:
        return tally(conn, kinds, papers(conn), asked, step)


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    return make_readable(tmp_path_factory.mktemp("tally") / "archive.db", hostile=True)


@pytest.mark.parametrize(("query", "step"), CASES)
def test_one_walk_counts_as_the_engine_does(db: Path, query: str, step: Step) -> None:
    asked = read(query)
    found = counted(db, Kinds(db), asked, step)
    question, only = asked.question, asked.filters
    with closing(open_archive(db)) as conn:
        assert found.counts == counts(conn, question, only, exact_only=asked.exact_only)
        expected = facets(conn, question, only, NAMES, exact_only=asked.exact_only)
        assert found.histogram == histogram(
            conn, question, only, step=step, exact_only=asked.exact_only
        )
    assert [*found.facets] == [*expected]
    for name in NAMES:
        assert [*found.facets[name].items()] == [*expected[name].items()]


def test_articles_that_come_while_the_kinds_are_held_are_counted_at_once(tmp_path: Path) -> None:
    db = make_readable(tmp_path / "archive.db")
    kinds, asked = Kinds(db), read("q=lua")
    before = counted(db, kinds, asked)
    with Store.open(db) as store:
        add(store, (article("ca_mau", "moi", title="Lúa mới", published="2027-01-02"),))
    after = counted(db, kinds, asked)
    assert after.counts.total == before.counts.total + 1
    assert after.facets["paper"]["ca_mau"] == before.facets["paper"].get("ca_mau", 0) + 1
    assert after.histogram.bins[-1].start.year == 2027
    assert after.histogram.bins[-1].printed == after.histogram.bins[-1].articles == 1


def test_a_corrected_article_is_counted_anew_when_the_kinds_are_read_anew(tmp_path: Path) -> None:
    db = make_readable(tmp_path / "archive.db")
    kinds, asked = Kinds(db), read("q=sầu+riêng")
    first = article("ca_mau", "moi", title="Sầu riêng", category=("Kinh tế",))
    with Store.open(db) as store:
        add(store, (first,))
    assert [*counted(db, kinds, asked).facets["section"]] == ["Kinh tế"]
    with Store.open(db) as store:
        add(store, (replace(first, category=("Nông nghiệp",)),))
    kinds.renew()
    assert [*counted(db, kinds, asked).facets["section"]] == ["Nông nghiệp"]
