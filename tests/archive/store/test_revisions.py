"""Revisions: one for each change of content, whatever order captures come in."""

from __future__ import annotations

import itertools
import json
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.model import Article
from archive.store.store import Outcome
from tests.support.archive_writer import ARTICLE, EDITED, FEB, JAN, MAR, ArchiveWriter, article


class TestRevisions:
    def timeline(self, archive: ArchiveWriter) -> list[tuple[str, str, int]]:
        return [
            (seen, json.loads(content)["lead"], number)
            for seen, content, number in archive.rows(
                "SELECT seen, content, number FROM revisions ORDER BY article, seen"
            )
        ]

    def newest(self, archive: ArchiveWriter) -> list[tuple[str, int, str, str]]:
        return archive.rows("SELECT lead, revision, first_seen, last_seen FROM articles")

    def test_a_state_can_be_read_back_whole(self, archive: ArchiveWriter) -> None:
        archive.save(ARTICLE)
        content, content_hash = archive.rows("SELECT content, content_hash FROM revisions")[0]
        assert Article.from_dict(json.loads(content)) == ARTICLE
        assert content_hash == ARTICLE.content_hash()

    def test_each_change_is_a_revision_also_the_change_back(self, archive: ArchiveWriter) -> None:
        for at, state in ((JAN, ARTICLE), (FEB, EDITED), (MAR, ARTICLE)):
            archive.save(state, at)
        assert self.timeline(archive) == [
            (JAN, ARTICLE.lead, 1),
            (FEB, EDITED.lead, 2),
            (MAR, ARTICLE.lead, 3),
        ]
        assert self.newest(archive) == [(ARTICLE.lead, 3, JAN, MAR)]

    def test_an_older_state_that_arrives_late_leaves_the_newest_alone(
        self, archive: ArchiveWriter
    ) -> None:
        archive.save(ARTICLE, MAR)
        assert archive.save(EDITED, JAN) is Outcome.CHANGED
        assert self.timeline(archive) == [(JAN, EDITED.lead, 2), (MAR, ARTICLE.lead, 1)]
        assert self.newest(archive) == [(ARTICLE.lead, 1, JAN, MAR)]
        assert archive.found("mất") == []

    def test_an_older_sight_of_the_same_state_makes_it_known_earlier(
        self, archive: ArchiveWriter
    ) -> None:
        archive.save(ARTICLE, MAR)
        assert archive.save(ARTICLE, JAN) is Outcome.SAME
        assert self.timeline(archive) == [(JAN, ARTICLE.lead, 1)]
        assert self.newest(archive) == [(ARTICLE.lead, 1, JAN, MAR)]

    def test_a_late_capture_inside_a_state_parts_it(self, archive: ArchiveWriter) -> None:
        archive.save(ARTICLE, JAN)
        archive.save(ARTICLE, MAR)
        assert archive.save(EDITED, FEB) is Outcome.CHANGED
        assert [state[:2] for state in self.timeline(archive)] == [
            (JAN, ARTICLE.lead),
            (FEB, EDITED.lead),
            (MAR, ARTICLE.lead),
        ]
        assert self.newest(archive) == [(ARTICLE.lead, 3, JAN, MAR)]

    def test_a_late_capture_with_another_category_leaves_the_newest_alone(
        self, archive: ArchiveWriter
    ) -> None:
        archive.save(ARTICLE, JAN)
        archive.save(ARTICLE, MAR)
        archive.save(article(category=("Xã hội",)), FEB)
        assert archive.column("SELECT section FROM articles") == ["Kinh tế"]

    def test_a_state_knows_when_it_was_last_seen(self, archive: ArchiveWriter) -> None:
        for at in (FEB, MAR, JAN):
            archive.save(ARTICLE, at)
        assert archive.rows("SELECT seen, last_seen, capture, last_capture FROM revisions") == [
            (JAN, MAR, 3, 2)
        ]

    def test_reading_the_same_capture_again_changes_nothing(self, archive: ArchiveWriter) -> None:
        capture = archive.capture(JAN)
        archive.store.save(ARTICLE, capture, archive.run, "1")
        dump = list(archive.db.iterdump())
        assert archive.store.save(ARTICLE, capture, archive.run, "1").outcome is Outcome.SAME
        assert list(archive.db.iterdump()) == dump

    def test_a_better_parser_corrects_a_state_and_the_row_in_place(
        self, archive: ArchiveWriter
    ) -> None:
        capture = archive.capture(JAN)
        archive.store.save(article(lead=None), capture, archive.run, "1")
        assert archive.store.save(ARTICLE, capture, archive.run, "2").outcome is Outcome.CHANGED
        assert self.timeline(archive) == [(JAN, ARTICLE.lead, 1)]
        assert archive.rows("SELECT lead, parser_version FROM articles") == [(ARTICLE.lead, "2")]

    @pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 0, 2), (1, 2, 0)])
    def test_reading_all_captures_again_leaves_no_change_that_was_the_parsers(
        self, archive: ArchiveWriter, order: tuple[int, ...]
    ) -> None:
        captures = [archive.capture(at) for at in (JAN, FEB, MAR)]
        for capture, lead in zip(captures, ("Cũ 1", "Cũ 2", "Cũ 2"), strict=True):
            archive.store.save(article(lead=lead), capture, archive.run, "1")
        for place in order:
            archive.store.save(ARTICLE, captures[place], archive.run, "2")
        assert [state[:2] for state in self.timeline(archive)] == [(JAN, ARTICLE.lead)]
        assert self.newest(archive)[0][0] == ARTICLE.lead
        assert archive.rows("SELECT seen, last_seen FROM revisions") == [(JAN, MAR)]

    @pytest.mark.parametrize("order", [(0, 1), (1, 0)])
    def test_a_better_parser_finds_the_edit_that_the_old_one_overlooked(
        self, archive: ArchiveWriter, order: tuple[int, ...]
    ) -> None:
        captures = [archive.capture(at) for at in (JAN, FEB)]
        for capture in captures:
            archive.store.save(article(lead=None), capture, archive.run, "1")
        for place in order:
            archive.store.save((ARTICLE, EDITED)[place], captures[place], archive.run, "2")
        assert [state[:2] for state in self.timeline(archive)] == [
            (JAN, ARTICLE.lead),
            (FEB, EDITED.lead),
        ]
        assert self.newest(archive)[0][0] == EDITED.lead


@dataclass
class Sights:
    """Captures of one article, a second apart: what each says, and in which order they are read."""

    said: list[str]
    misread: list[str]
    arrival: list[int]
    again: list[int]


@st.composite
def sights(draw: st.DrawFn) -> Sights:
    said = draw(st.lists(st.sampled_from("abc"), min_size=1, max_size=7))
    misread = draw(st.lists(st.sampled_from("abx"), min_size=len(said), max_size=len(said)))
    orders = [draw(st.permutations(range(len(said)))) for _ in range(2)]
    return Sights(said, misread, *orders)


def first_sights(said: list[str]) -> list[tuple[str, str, str]]:
    """What the timeline must be: each run of the same text, its first and its last second."""
    return [
        (text, f"2026-01-01T00:00:{run[0]:02}Z", f"2026-01-01T00:00:{run[-1]:02}Z")
        for text, run in (
            (text, [place for place, _ in group])
            for text, group in itertools.groupby(enumerate(said), key=lambda sight: sight[1])
        )
    ]


@settings(max_examples=60, deadline=None)
@given(sights())
def test_all_captures_read_again_in_any_order_give_the_states_the_newspaper_showed(
    sights: Sights,
) -> None:
    with tempfile.TemporaryDirectory() as folder, ArchiveWriter(Path(folder) / "a.db") as archive:
        archive.db.execute("PRAGMA synchronous = off")
        captures = [archive.capture(f"2026-01-01T00:00:{n:02}Z") for n in range(len(sights.said))]
        for texts, order, parser in (
            (sights.misread, sights.arrival, "1"),
            (sights.said, sights.again, "2"),
        ):
            for place in order:
                page = article(lead=texts[place])
                archive.store.save(page, captures[place], archive.run, parser)
        assert archive.rows(
            "SELECT json_extract(content, '$.lead'), seen, last_seen FROM revisions ORDER BY seen"
        ) == first_sights(sights.said)
        assert archive.rows(
            "SELECT lead, articles.content_hash = revisions.content_hash, articles.parser_version"
            " FROM articles JOIN revisions ON number = revision"
        ) == [(sights.said[-1], 1, "2")]
        archive.assert_sound()
