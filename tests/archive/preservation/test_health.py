"""Alarms of an archive that is crawled once a day: each when something happens, else none."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from archive.model import Image
from archive.preservation.health import Health, examine
from archive.store import runs
from archive.store.fingerprints import count
from tests.support.archive_writer import ArchiveWriter, article

QUIET = 40  # days


class Crawls:
    """An archive that is crawled once a day, and was for so many days."""

    def __init__(self, archive: ArchiveWriter, days: int = 0) -> None:
        self.archive = archive
        self.archive.db.execute("DELETE FROM runs WHERE id = ?", [archive.run])
        self.number = archive.db["articles"].count
        self.day = datetime(2026, 3, 2, 11, tzinfo=UTC) + timedelta(days=days)

    def crawl(self, articles: int = 6, outcome: str = "finished", **changes: Any) -> None:
        """A run of the day; `failed` of the pages fail, other changes are of the articles."""
        failed = changes.pop("failed", 0)
        moment = self.day.strftime("%Y-%m-%dT%H:%M:%SZ")
        counts = {"pages": articles + failed, "failed": failed, "new": articles}
        self.archive.run = self.archive.db.execute(
            "INSERT INTO runs(kind, paper, arguments, started, finished, outcome, counts)"
            " VALUES ('crawl', 'bac_lieu', '{}', ?, ?, ?, ?) RETURNING id",
            [moment, moment, outcome, json.dumps(counts)],
        ).fetchone()[0]
        for _ in range(articles):
            self.number += 1
            one = article(
                url=f"https://baobaclieu.vn/{self.number}.html",
                **{"published": self.day.isoformat()} | changes,
            )
            self.archive.save(one, moment)
        self.day += timedelta(days=1)

    def health(self, **later: float) -> Health:
        """The health an hour after the last crawl, or later."""
        now = self.day - timedelta(days=1) + timedelta(**later or {"hours": 1})
        (found,) = examine(self.archive.db.conn, now)
        return found

    def kinds(self, **later: float) -> list[str]:
        return [alarm.kind for alarm in self.health(**later).alarms]


@pytest.fixture(scope="module")
def quiet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of as many days in which nothing happened; tests write to copies."""
    path = tmp_path_factory.mktemp("quiet") / "archive.db"
    with ArchiveWriter(path) as archive:
        crawls = Crawls(archive)
        with archive.store.atomic():
            for _ in range(QUIET):
                crawls.crawl()
    return path


@pytest.fixture
def crawls(quiet: Path, tmp_path: Path) -> Iterator[Crawls]:
    """Forty days in which nothing happened."""
    with ArchiveWriter(shutil.copy(quiet, tmp_path)) as archive:
        yield Crawls(archive, QUIET)


def test_an_unchanged_newspaper_is_well(crawls: Crawls) -> None:
    health = crawls.health()
    assert (health.paper, health.outcome, health.alarms) == ("bac_lieu", "finished", [])
    assert health.newest == date(2026, 4, 10)


@pytest.mark.parametrize(
    ("changes", "detail"),
    [
        ({"authors": ()}, "new articles with author: 0% of"),
        ({"lead": None}, "new articles with lead: 0% of"),
        ({"category": ()}, "new articles with section: 0% of"),
        ({"images": (Image("https://baobaclieu.vn/a.jpg", None, None),)}, "with caption: 0%"),
    ],
)
def test_a_field_that_vanished_is_noticed_within_two_runs(
    crawls: Crawls, changes: dict[str, Any], detail: str
) -> None:
    crawls.crawl(**changes)
    crawls.crawl(**changes)
    assert crawls.kinds() == ["field"]
    assert detail in crawls.health().alarms[0].detail


def test_a_newspaper_that_went_silent_is_noticed(crawls: Crawls) -> None:
    for _ in range(3):
        crawls.crawl(articles=0)
    assert crawls.kinds() == []
    for _ in range(2):
        crawls.crawl(articles=0)
    assert crawls.kinds() == ["silent"]
    assert "last article 2026-04-10" in crawls.health().alarms[0].detail
    crawls.crawl()
    assert crawls.kinds() == []


def test_a_section_that_went_silent_is_noticed(crawls: Crawls) -> None:
    for _ in range(40):
        crawls.crawl(articles=1, category=("Văn hoá",))
    (alarm,) = crawls.health().alarms
    assert (alarm.kind, alarm.detail) == ("silent-section", "Kinh tế: no article for 39 days")


def test_a_crawl_that_does_not_run_any_more_is_noticed(crawls: Crawls) -> None:
    assert crawls.kinds(days=2) == []
    assert crawls.kinds(days=4) == ["no-runs"]


@pytest.mark.parametrize("outcome", ["failed", "refused"])
def test_runs_that_end_badly_are_noticed(crawls: Crawls, outcome: str) -> None:
    crawls.crawl(articles=0, outcome=outcome)
    assert crawls.kinds() == []
    crawls.crawl(articles=0, outcome=outcome)
    assert crawls.kinds() == ["bad-runs"]


def test_pages_that_cannot_be_fetched_are_noticed(crawls: Crawls) -> None:
    crawls.crawl(articles=1, failed=12)
    assert crawls.kinds() == ["errors"]


def lay_out(crawls: Crawls, layout: str) -> None:
    """Give the articles of the newest run a layout."""
    count(crawls.archive.db.conn, crawls.archive.run, {layout: 6})


def test_a_new_layout_is_noticed_though_every_field_is_read(crawls: Crawls) -> None:
    for _ in range(30):
        crawls.crawl()
        lay_out(crawls, "old")
    assert crawls.kinds() == []
    for _ in range(2):
        crawls.crawl()
        lay_out(crawls, "new")
    assert crawls.kinds() == ["layout"]
    for _ in range(2):
        crawls.crawl()
        lay_out(crawls, "old")
    assert crawls.kinds() == [], "a single odd day is forgotten"


def test_a_field_that_one_section_lost_is_noticed(crawls: Crawls) -> None:
    for _ in range(30):
        crawls.crawl(articles=3, category=("Kinh tế",))
        last = crawls.archive.run
        crawls.crawl(articles=20, category=("Xã hội",))
    assert last
    assert crawls.kinds() == []
    for _ in range(2):
        crawls.crawl(articles=6, category=("Kinh tế",), authors=())
        crawls.crawl(articles=20, category=("Xã hội",))
    found = {alarm.kind: alarm.detail for alarm in crawls.health().alarms}
    assert found["field-section"].startswith("Kinh tế: new articles with author: 0% of")


def test_many_requests_for_few_articles_are_noticed(crawls: Crawls) -> None:
    for _ in range(2):
        crawls.crawl(articles=2)
        counts = {"pages": 2, "new": 2, "listings": 300}
        crawls.archive.db.execute(
            "UPDATE runs SET counts = ? WHERE id = ?", [json.dumps(counts), crawls.archive.run]
        )
    assert crawls.kinds() == ["requests"]


@pytest.mark.parametrize("outcome", ["locked", "resting", "refused"])
def test_a_run_that_did_not_begin_tells_nothing_of_the_newspaper(
    crawls: Crawls, outcome: str
) -> None:
    for _ in range(3):
        runs.record_not_started(crawls.archive.db, "crawl", "bac_lieu", {}, outcome)
        crawls.day += timedelta(hours=1)
    assert crawls.kinds() == []


def test_an_archive_without_crawls_has_nothing_to_tell(tmp_path: Path) -> None:
    with ArchiveWriter(tmp_path / "new.db") as archive:
        archive.db.execute("DELETE FROM runs")
        assert examine(archive.db.conn, datetime(2026, 1, 1, tzinfo=UTC)) == []
