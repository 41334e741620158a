"""The record of runs: counts, outcomes, and runs that nobody ended."""

from __future__ import annotations

import json
import re
from datetime import timedelta

from archive.clock import utc_now
from archive.store import runs
from tests.support.archive_writer import ArchiveWriter


def outcome(archive: ArchiveWriter, run: int) -> tuple[str | None, bool]:
    """The outcome of a run, and whether it has an end."""
    row = archive.db["runs"].get(run)
    return row["outcome"], row["finished"] is not None


def test_a_run_is_kept_with_its_arguments_counts_and_outcome(archive: ArchiveWriter) -> None:
    run = runs.start(archive.db, "ingest", None, {"paths": ["bài.warc.gz"]})
    assert outcome(archive, run) == (None, False)
    counts = {"new": 3, "changed": 1, "same": 2, "failed": 4, "not_article": 5, "redirected": 6}
    runs.finish(archive.db, run, "finished", counts)
    row = archive.db["runs"].get(run)
    assert json.loads(row["arguments"]) == {"paths": ["bài.warc.gz"]}
    assert json.loads(row["counts"]) == counts
    assert {name: row[name] for name in runs.COUNTED} == {
        name: counts[name] for name in runs.COUNTED
    }
    assert outcome(archive, run) == ("finished", True)
    assert row["started"] <= row["finished"]


def test_a_run_whose_process_died_is_called_interrupted_by_the_next(
    archive: ArchiveWriter,
) -> None:
    run = runs.start(archive.db, "crawl", "bac_lieu", {})
    assert outcome(archive, archive.run) == ("interrupted", False)
    assert outcome(archive, run) == (None, False)


def test_runs_of_other_papers_and_ended_ones_are_left_alone(archive: ArchiveWriter) -> None:
    archive.store.save_paper("ca_mau", "Báo Cà Mau", "Cà Mau", "Cà Mau", [])
    other, any_paper = (runs.start(archive.db, "crawl", paper, {}) for paper in ("ca_mau", None))
    runs.finish(archive.db, archive.run, "finished", {})
    runs.start(archive.db, "crawl", "bac_lieu", {})
    assert outcome(archive, other) == (None, False)
    assert outcome(archive, any_paper) == (None, False)
    assert outcome(archive, archive.run) == ("finished", True)


def test_a_run_that_was_taken_for_dead_says_how_it_ended(archive: ArchiveWriter) -> None:
    runs.start(archive.db, "crawl", "bac_lieu", {})
    runs.finish(archive.db, archive.run, "finished", {"new": 1})
    assert outcome(archive, archive.run) == ("finished", True)


def test_an_administrative_act_is_kept_with_its_detail(archive: ArchiveWriter) -> None:
    runs.record_event(archive.db, "reindex", "search_index", {"rules": 2}, archive.run)
    runs.record_event(archive.db, "hide", "7", {"reason": "theo yêu cầu"})
    assert archive.rows("SELECT run, kind, subject, detail FROM events ORDER BY id") == [
        (archive.run, "reindex", "search_index", '{"rules": 2}'),
        (None, "hide", "7", '{"reason": "theo yêu cầu"}'),
    ]


def test_the_clock_is_utc_to_the_second_and_sorts_as_text() -> None:
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", utc_now())
    assert utc_now() < utc_now(timedelta(minutes=1)) < utc_now(timedelta(days=1))
