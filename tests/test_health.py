"""Alarms come when they should, and hardly ever when they should not."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from archive.alarms import HOLIDAYS, fall, silence
from archive.article import Image
from archive.health import Health, examine
from tests.archive_writer import ArchiveWriter, article

START = date(2025, 3, 3)


def days(*spans: tuple[int, int]) -> list[date]:
    return [START + timedelta(days=day) for first, last in spans for day in range(first, last)]


@pytest.mark.parametrize(
    ("on", "today", "expected"),
    [
        (days((0, 30)), 33, None),
        (days((0, 30)), 35, 5),
        (days((0, 5)), 90, None),  # too little is known
        ([day for day in days((0, 60)) if day.weekday() < 5], 63, None),
        ([day for day in days((0, 60)) if day.weekday() < 5], 68, 8),
    ],
)
def test_silence_is_longer_than_what_is_usual(
    on: list[date], today: int, expected: int | None
) -> None:
    found = silence(on, START + timedelta(days=today))
    assert (found.days if found else None) == expected


def test_no_newspaper_is_silent_at_tet() -> None:
    eve = min(day for day in HOLIDAYS if day.year == 2026)
    on = [eve - timedelta(days=day) for day in range(60, 0, -1)]
    assert silence(on, eve + timedelta(days=13)) is None
    assert silence(on, eve + timedelta(days=17)) is not None


@pytest.mark.parametrize(
    ("past", "recent", "fell"),
    [
        ([(9, 10)] * 20, [(0, 10)], True),
        ([(9, 10)] * 20, [(0, 3), (0, 3)], True),
        ([(9, 10)] * 20, [(8, 10)], False),
        ([(9, 10)] * 20, [(0, 1)], False),  # one article proves nothing
        ([(9, 10)] * 5, [(0, 10)], False),  # too little is known
        ([(5, 10), (1, 10)] * 20, [(2, 10)], False),  # it always went up and down
        ([(0, 10)] * 20, [(0, 10)], False),
        ([(900, 1000), *[(9, 10)] * 20], [(0, 10), (0, 0)], True),
    ],
)
def test_a_share_falls_when_chance_does_not_explain_it(
    past: list[tuple[int, int]], recent: list[tuple[int, int]], fell: bool
) -> None:
    assert (fall([*past, *recent]) is not None) is fell


class Paper:
    """A simulated newspaper: how much it prints on a day of the week, and with which fields."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.workdays = chance.choice([2, 5, 12, 30, 60])
        self.weekend = chance.choice([0, 0.2, 0.5, 1])
        self.shares = {"author": 0.9, "lead": 0.97, "image": 0.8, "caption": 0.55, "rare": 0.15}

    def prints(self, day: date) -> int:
        """How many articles of a day, on holidays fewer; now and then the site is away."""
        rate = self.workdays * (self.weekend if day.weekday() > 4 else 1)
        if day in HOLIDAYS:
            rate *= 0.1
        if (day.month, day.day) in {(1, 1), (4, 30), (5, 1), (9, 2), (9, 3)}:
            rate = 0
        if self.chance.random() < 0.01:
            rate = 0
        return sum(self.chance.random() < rate / 100 for _ in range(100))

    def fields(self, articles: int) -> dict[str, int]:
        """How many of them have each field; every day has its own mood."""
        return {
            name: sum(
                self.chance.random() < min(1, max(0, share + self.chance.gauss(0, 0.06)))
                for _ in range(articles)
            )
            for name, share in self.shares.items()
        }


def alarms_of(paper: Paper, length: int) -> int:
    """How many alarms begin in so many days, after which all is as it should be."""
    on: list[date] = []
    runs: dict[str, list[tuple[int, int]]] = {name: [] for name in paper.shares}
    quiet, fallen, begun = False, set[str](), 0
    for number in range(length):
        day = START + timedelta(days=number)
        if articles := paper.prints(day):
            on.append(day)
        for name, found in paper.fields(articles).items():
            runs[name].append((found, articles))
        was, quiet = quiet, silence(on[-365:], day + timedelta(days=1)) is not None
        begun += quiet and not was
        now = {name for name, told in runs.items() if fall(told[-120:])}
        begun += len(now - fallen)
        fallen = now
    return begun


SEED = 20261123


def test_false_alarms_are_fewer_than_one_in_a_year_of_a_newspaper() -> None:
    papers, length = 10, 1000
    begun = [alarms_of(Paper(random.Random(SEED + number)), length) for number in range(papers)]
    rate = sum(begun) / (papers * length / 365)
    assert rate < 1, f"seed {SEED}: {rate:.2f} by newspaper and year; by newspaper {begun}"


def test_a_simulated_newspaper_whose_authors_vanish_is_noticed_within_two_runs() -> None:
    late = []
    for number in range(200):
        paper = Paper(random.Random(SEED + number))
        paper.workdays = max(paper.workdays, 5)
        history = [(paper.fields(count)["author"], count) for count in [paper.workdays] * 60]
        if not fall([*history, *[(0, paper.workdays)] * 2]):
            late.append(number)
    assert late == [], f"seeds from {SEED}"


class Crawls:
    """An archive that is crawled once a day."""

    def __init__(self, archive: ArchiveWriter) -> None:
        self.archive = archive
        self.number = 0
        self.day = datetime(2026, 3, 2, 11, tzinfo=UTC)

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


@pytest.fixture
def crawls(tmp_path: Path) -> Iterator[Crawls]:
    """Forty days in which nothing happened."""
    with ArchiveWriter(tmp_path / "archive.db") as archive:
        archive.db.execute("DELETE FROM runs")
        crawls = Crawls(archive)
        with archive.store.atomic():
            for _ in range(40):
                crawls.crawl()
        yield crawls


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
    assert "the last is of 2026-04-10" in crawls.health().alarms[0].detail
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


def test_an_archive_without_crawls_has_nothing_to_tell(tmp_path: Path) -> None:
    with ArchiveWriter(tmp_path / "new.db") as archive:
        archive.db.execute("DELETE FROM runs")
        assert examine(archive.db.conn, datetime(2026, 1, 1, tzinfo=UTC)) == []
