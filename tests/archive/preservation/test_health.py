"""Alarms come when they should, and hardly ever when they should not."""

from __future__ import annotations

import json
import os
import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from archive.db import time_order
from archive.model import Image
from archive.preservation.anomalies import HOLIDAYS, fall, silence
from archive.preservation.health import Health, examine
from archive.store import runs
from archive.store.fingerprints import count
from tests.support.archive_writer import ArchiveWriter, article

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
SEEDS = range(SEED, SEED + int(os.environ.get("BAOTINH_PAPERS", "2")))
"""Of newspapers that are simulated whole; BAOTINH_PAPERS says how many."""


@pytest.mark.slow
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


class Years:
    """A newspaper over years, with all that health looks at, as a crawl once a day would store it.

    Rows are written as they are, since saving thousands of articles would take minutes.
    """

    def __init__(self, archive: ArchiveWriter, seed: int) -> None:
        self.conn = archive.db.conn
        self.chance = random.Random(seed)
        self.paper = Paper(self.chance)
        self.paper.workdays = self.chance.choice([6, 8, 12])
        self.day = START
        self.number = 0
        self.sections = {"Chính trị": 0.4, "Kinh tế": 0.3, "Xã hội": 0.25, "Phóng sự": 0.05}

    def crawl(self, layout: str = "old", **absent: bool) -> None:
        """A run of the day."""
        printed = self.paper.prints(self.day)
        day = self.day.isoformat()
        failed = sum(self.chance.random() < 0.02 for _ in range(printed))
        counts = {"pages": printed + failed, "new": printed, "failed": failed, "listings": 9}
        run = self.conn.execute(
            "INSERT INTO runs(kind, paper, arguments, started, finished, outcome, counts)"
            " VALUES ('crawl', 'bac_lieu', '{}', ?, ?, 'finished', ?) RETURNING id",
            (f"{day}T11:00:00Z", f"{day}T11:20:00Z", json.dumps(counts)),
        ).fetchone()[0]
        odd = {"odd": 1} if printed and self.chance.random() < 0.03 else {}
        if printed > 1:
            count(self.conn, run, {layout: printed - len(odd)} | odd)
        for at in range(printed):
            self.write(run, f"{day}T11:10:00Z", time_order.of_day(self.day) + at, absent)
        self.day += timedelta(days=1)

    def write(self, run: int, at: str, place: int, absent: dict[str, bool]) -> None:
        self.number += 1
        number = self.number
        has = {
            name: self.chance.random() < share and not absent.get(name)
            for name, share in self.paper.shares.items()
        }
        (section,) = self.chance.choices(list(self.sections), list(self.sections.values()))
        self.conn.execute(
            "INSERT INTO captures VALUES (?, ?, 200, ?, NULL, NULL, NULL, '', 'x', ?, ?, NULL)",
            (number, f"https://baobaclieu.vn/{number}", at, number, run),
        )
        names = "id, position, paper, url, section, published, author, lead, n_words, n_images"
        names += ", first_seen, last_seen, revision, content_hash, capture, parser_version, body"
        author, lead = ("A" if has["author"] else None), ("B" if has["lead"] else None)
        row = (number, place, "bac_lieu", f"https://baobaclieu.vn/{number}", section, at[:10])
        row += (author, lead, 1, int(has["image"]), at, at, 1, "", number, "1", "x")
        self.conn.execute(f"INSERT INTO articles({names}) VALUES ({'?,' * 16}?)", row)
        if has["image"]:
            caption = "C" if has["caption"] else None
            self.conn.execute("INSERT INTO images VALUES (?, 1, 'x', ?, NULL)", (number, caption))
        self.conn.execute(
            "INSERT INTO revisions(article, number, seen, last_seen, capture, last_capture, run,"
            " parser_version, content_hash, content) VALUES (?, 1, ?, ?, ?, ?, ?, '1', '', '{}')",
            (number, at, at, number, number, run),
        )

    def alarms(self) -> set[str]:
        """What health says an hour after the last run."""
        now = datetime.combine(self.day - timedelta(days=1), time(12), UTC)
        (found,) = examine(self.conn, now)
        return {f"{alarm.kind} {alarm.detail.split(':')[0]}" for alarm in found.alarms}


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
def test_over_a_thousand_days_health_is_quiet_until_something_happens(
    tmp_path: Path, seed: int
) -> None:
    with ArchiveWriter(tmp_path / "archive.db") as archive:
        archive.db.execute("DELETE FROM runs")
        years = Years(archive, seed)
        before: set[str] = set()
        begun: list[str] = []
        with archive.store.atomic():
            for _ in range(1000):
                years.crawl()
                now = years.alarms()
                begun += [f"{years.day} {one}" for one in now - before]
                before = now
            rate = len(begun) * 365 / 1000
            assert rate < 1, f"seed {seed}: {begun}"
            while years.day.weekday() != 0 or years.day in HOLIDAYS:
                years.crawl()
            before = years.alarms()
            for _ in range(2):
                years.crawl(layout="new", author=True)
            new = {one.split(" ")[0] for one in years.alarms() - before}
        assert "layout" in new, f"seed {seed}"
        assert "field" in new, f"seed {seed}"


def test_an_archive_without_crawls_has_nothing_to_tell(tmp_path: Path) -> None:
    with ArchiveWriter(tmp_path / "new.db") as archive:
        archive.db.execute("DELETE FROM runs")
        assert examine(archive.db.conn, datetime(2026, 1, 1, tzinfo=UTC)) == []
