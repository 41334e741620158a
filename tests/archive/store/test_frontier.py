"""The frontier: what is known, what is to be fetched, and what a killed process leaves behind."""

from __future__ import annotations

import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from archive.clock import utc_now
from archive.errors import StorageFailed
from archive.store.frontier import Frontier
from archive.store.revisit_policy import MAX_ATTEMPTS, RETRY_PAUSES
from tests.support.archive_writer import (
    ARTICLE,
    FEB,
    JAN,
    MAR,
    URL,
    A,
    ArchiveWriter,
    B,
    C,
    row,
    states,
)
from tests.support.paths import ROOT


class TestKnown:
    def test_the_unknown_come_back_once_and_in_their_order(self, frontier: Frontier) -> None:
        assert frontier.unknown([URL, A, C, URL, B]) == [URL, C]
        assert frontier.unknown([]) == []

    def test_every_state_counts_as_known(self, archive: ArchiveWriter, frontier: Frontier) -> None:
        frontier.gone(A, 404)
        frontier.refused(B, "robots.txt")
        assert frontier.unknown([A, B]) == []

    def test_a_second_discovery_leaves_the_row_as_it_is(
        self, archive: ArchiveWriter, frontier: Frontier
    ) -> None:
        frontier.gone(A, 404)
        before = row(archive, A)
        frontier.discover("bac_lieu", [A], "listing", None, archive.run)
        assert row(archive, A) == before

    def test_a_thousand_addresses_are_asked_at_once(
        self, archive: ArchiveWriter, frontier: Frontier
    ) -> None:
        many = [f"https://baobaclieu.vn/{number}" for number in range(1000)]
        frontier.discover("bac_lieu", many[::2], "page", None, archive.run)
        assert frontier.unknown(many) == many[1::2]


class TestPending:
    def test_the_discovered_come_in_their_order_and_up_to_the_limit(
        self, archive: ArchiveWriter, frontier: Frontier
    ) -> None:
        frontier.discover("bac_lieu", [C], "listing", None, archive.run)
        assert frontier.pending("bac_lieu", 10) == [(A, "page"), (B, "page"), (C, "listing")]
        assert frontier.pending("bac_lieu", 1) == [(A, "page")]

    def test_other_papers_are_left_out(self, archive: ArchiveWriter, frontier: Frontier) -> None:
        archive.store.save_paper("ca_mau", "Báo Cà Mau", "Cà Mau", "Cà Mau", [])
        frontier.discover("ca_mau", [C], "page", None, archive.run)
        assert frontier.pending("ca_mau", 10) == [(C, "page")]

    def test_fetched_gone_and_refused_ones_are_done(
        self, archive: ArchiveWriter, frontier: Frontier
    ) -> None:
        frontier.discover("bac_lieu", [C], "page", None, archive.run)
        frontier.fetched(A, archive.capture(), "page", None, None, None)
        frontier.gone(B, 410)
        frontier.refused(C, "robots.txt")
        assert frontier.pending("bac_lieu", 10) == []
        assert states(archive) == {A: "fetched", B: "gone", C: "refused"}

    def test_a_failed_one_rests_longer_each_time_and_is_given_up_in_the_end(
        self, frontier: Frontier, clock: list[timedelta]
    ) -> None:
        frontier.gone(B, 404)
        for attempt in range(MAX_ATTEMPTS):
            assert frontier.pending("bac_lieu", 10) == [(A, "page")]
            frontier.failed(A, "timeout", None)
            clock.append(RETRY_PAUSES[attempt] - timedelta(minutes=1))
            assert frontier.pending("bac_lieu", 10) == []
            clock.append(timedelta(minutes=2))
        assert list(RETRY_PAUSES) == sorted(set(RETRY_PAUSES))
        assert frontier.pending("bac_lieu", 10) == []

    def test_failed_ones_come_after_the_discovered(
        self, frontier: Frontier, clock: list[timedelta]
    ) -> None:
        frontier.failed(A, "server error", 503)
        clock.append(RETRY_PAUSES[0])
        assert frontier.pending("bac_lieu", 10) == [(B, "page"), (A, "page")]


class TestOutcome:
    def test_a_fetch_is_kept_with_its_capture_article_and_validators(
        self, archive: ArchiveWriter, frontier: Frontier
    ) -> None:
        archive.save(ARTICLE, JAN)
        frontier.failed(A, "server error", 503)
        frontier.fetched(A, 1, "page", 1, '"abc"', "Mon, 09 Jan 2023 08:24:00 GMT")
        found = row(archive, A)
        assert {
            name: found[name]
            for name in ("state", "capture", "article", "etag", "last_modified", "fetched_at")
        } == {
            "state": "fetched",
            "capture": 1,
            "article": 1,
            "etag": '"abc"',
            "last_modified": "Mon, 09 Jan 2023 08:24:00 GMT",
            "fetched_at": JAN,
        }
        assert (found["attempts"], found["status"], found["reason"]) == (0, None, None)
        assert found["next_check"] > utc_now(), "it is an article"

    def test_a_failure_is_kept_with_its_reason(
        self, archive: ArchiveWriter, frontier: Frontier
    ) -> None:
        frontier.failed(A, "server error", 503)
        found = row(archive, A)
        assert (found["state"], found["reason"], found["status"], found["attempts"]) == (
            "failed",
            "server error",
            503,
            1,
        )

    def test_an_address_that_was_never_discovered_is_kept_too(
        self, archive: ArchiveWriter, frontier: Frontier
    ) -> None:
        frontier.fetched(C, archive.capture(), "listing", None, None, None)
        frontier.gone(URL, 404)
        assert states(archive) == {A: "discovered", B: "discovered", C: "fetched", URL: "gone"}

    def test_a_page_that_is_gone_later_keeps_its_article(
        self, archive: ArchiveWriter, frontier: Frontier
    ) -> None:
        archive.save(ARTICLE)
        frontier.fetched(A, 1, "page", 1, None, None)
        frontier.gone(A, 404)
        assert (row(archive, A)["article"], row(archive, A)["capture"]) == (1, 1)

    def test_a_change_is_younger_than_the_capture_or_than_what_was_told_with_it(
        self, archive: ArchiveWriter, frontier: Frontier
    ) -> None:
        frontier.fetched(A, archive.capture(JAN), "page", None, None, None)
        frontier.fetched(B, archive.capture(JAN), "page", None, None, MAR)
        table = [
            (A, FEB, True),
            (A, JAN, False),
            (A, None, False),
            (B, FEB, False),
            (C, FEB, False),
        ]
        for url, changed, expected in table:
            assert frontier.changed_since(url, changed) is expected, (url, changed)

    def test_what_is_done_can_be_asked_for_again_and_what_failed_rests(
        self, archive: ArchiveWriter, frontier: Frontier
    ) -> None:
        frontier.gone(A, 404)
        frontier.failed(B, "timed out", None)
        frontier.reopen([A, B, C])
        assert states(archive) == {A: "discovered", B: "failed"}

    def test_the_run_that_found_an_address_first_is_known(
        self, archive: ArchiveWriter, frontier: Frontier
    ) -> None:
        assert frontier.discovered_by(archive.run, [C, B])
        assert not frontier.discovered_by(archive.run, [C])
        assert not frontier.discovered_by(archive.run + 1, [B])

    def test_a_full_disk_is_told(self, archive: ArchiveWriter, frontier: Frontier) -> None:
        pages = archive.column("PRAGMA page_count")[0]
        archive.db.execute(f"PRAGMA max_page_count = {pages}")
        many = [f"https://baobaclieu.vn/{number}" for number in range(5000)]
        with pytest.raises(StorageFailed, match="disk is full"):
            frontier.discover("bac_lieu", many, "page", None, archive.run)
        assert frontier.unknown(many) == many


# Fetches five addresses a batch and never ends by itself; says when a batch is committed.
KILLED = """
import sys, time
from pathlib import Path
from archive.store.frontier import Frontier
from tests.support.archive_writer import ArchiveWriter, numbered

archive = ArchiveWriter(Path(sys.argv[1]))
frontier = Frontier(archive.db)
urls = [numbered(number).url for number in range(100)]
frontier.discover("bac_lieu", urls, "page", None, archive.run)
for batch in range(20):
    with archive.store.atomic():
        for number in range(batch * 5, batch * 5 + 5):
            archive.save(numbered(number))
            frontier.fetched(urls[number], number + 1, "page", number + 1, None, None)
            if number == 37:
                print("in the middle", flush=True)
                time.sleep(600)
"""


def test_a_process_killed_inside_a_batch_loses_that_batch_alone(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    root = ROOT
    with subprocess.Popen(
        [sys.executable, "-c", KILLED, str(path)], cwd=root, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == b"in the middle\n"
        process.send_signal(signal.SIGKILL)
    with ArchiveWriter(path) as archive:
        archive.assert_sound()
        frontier = Frontier(archive.db)
        assert archive.column("SELECT count(*) FROM articles") == [35]
        assert archive.column("SELECT outcome FROM runs ORDER BY id") == ["interrupted", None]
        left = [url for url, _ in frontier.pending("bac_lieu", 1000)]
        assert left == [f"https://baobaclieu.vn/{number}.html" for number in range(35, 100)]
