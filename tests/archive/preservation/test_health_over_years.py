"""The health of a newspaper over simulated years: quiet until something happens."""

from __future__ import annotations

import json
import os
import random
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest

from archive.db import time_order
from archive.preservation.anomalies import HOLIDAYS
from archive.preservation.health import examine
from archive.store.fingerprints import count
from tests.support.archive_writer import ArchiveWriter
from tests.support.simulated_newspaper import SEED, START, Paper

SEEDS = range(SEED, SEED + int(os.environ.get("BAOTINH_PAPERS", "2")))
"""Of newspapers that are simulated whole; BAOTINH_PAPERS says how many."""


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
