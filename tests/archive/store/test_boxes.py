"""Polls and weather beside articles: kept once, with first and last sight."""

from __future__ import annotations

from archive.model import Poll, PollOption, Weather
from tests.support.archive_writer import (
    FEB,
    JAN,
    MAR,
    ArchiveWriter,
    article,
    numbered,
)


class TestBesideTheArticle:
    WEATHER = Weather("THÔNG TIN CẦN BIẾT", "Ngày nắng.", {"sky": ["sunny"]})

    def poll(self, *votes: int | None) -> Poll:
        labels = ("Tốt", "Chưa tốt")
        return Poll(
            "Bạn thấy giao diện mới thế nào?",
            tuple(PollOption(*option) for option in zip(labels, votes, strict=False)),
        )

    def test_a_poll_on_many_pages_is_kept_once_with_first_and_last_sight(
        self, archive: ArchiveWriter
    ) -> None:
        for number, at in enumerate((FEB, MAR, JAN)):
            archive.save(numbered(number, poll=self.poll()), at)
        assert archive.rows(
            "SELECT paper, question, first_seen, last_seen, first_capture, last_capture FROM polls"
        ) == [("bac_lieu", self.poll().question, JAN, MAR, 3, 2)]

    def test_weather_on_many_pages_is_kept_once_with_first_and_last_sight(
        self, archive: ArchiveWriter
    ) -> None:
        for number, at in enumerate((FEB, "2026-02-01T18:00:00Z", "2026-01-31T18:00:00Z")):
            archive.save(numbered(number, weather=self.WEATHER), at)
        assert archive.rows(
            "SELECT day, heading, text, facts, first_seen, last_seen, first_capture, last_capture"
            " FROM weather"
        ) == [
            (
                "2026-02-01",  # 18:00 UTC of the day before, in Viet Nam
                "THÔNG TIN CẦN BIẾT",
                "Ngày nắng.",
                '{"sky": ["sunny"]}',
                "2026-01-31T18:00:00Z",
                "2026-02-01T18:00:00Z",
                3,
                2,
            )
        ]

    def test_a_page_without_paper_keeps_them_once_too(self, archive: ArchiveWriter) -> None:
        for number in (1, 2):
            page = numbered(number, paper=None, poll=self.poll(), weather=self.WEATHER)
            archive.save(page)
        assert archive.column("SELECT count(*) FROM polls") == [1]
        assert archive.column("SELECT count(*) FROM weather") == [1]

    def test_a_late_result_parts_the_one_around_it(self, archive: ArchiveWriter) -> None:
        for number, (at, votes) in enumerate(((JAN, 3), (MAR, 3), (FEB, 2))):
            archive.save(numbered(number, poll=self.poll(votes)), at)
        assert archive.rows("SELECT seen, votes FROM poll_sightings ORDER BY seen") == [
            (JAN, 3),
            (FEB, 2),
            (MAR, 3),
        ]

    def test_results_get_a_row_when_they_changed(self, archive: ArchiveWriter) -> None:
        times = [f"2026-01-0{day}T00:00:00Z" for day in (1, 2, 3, 4)]
        for number, (at, votes) in enumerate(
            zip(times, ((3, 1), (3, 1), (5, 1), (3, 1)), strict=True)
        ):
            archive.save(numbered(number, poll=self.poll(*votes)), at)
        assert archive.rows(
            "SELECT label, votes, seen FROM poll_sightings JOIN poll_options"
            " ON poll_options.id = option ORDER BY number, seen"
        ) == [
            ("Tốt", 3, times[0]),
            ("Tốt", 5, times[2]),
            ("Tốt", 3, times[3]),
            ("Chưa tốt", 1, times[0]),
        ]

    def test_an_older_sight_of_the_same_results_makes_them_known_earlier(
        self, archive: ArchiveWriter
    ) -> None:
        archive.save(numbered(1, poll=self.poll(3)), FEB)
        archive.save(numbered(2, poll=self.poll(3)), JAN)
        assert archive.rows("SELECT seen, capture, votes FROM poll_sightings") == [(JAN, 2, 3)]

    def test_a_better_parser_corrects_results_and_facts_in_place(
        self, archive: ArchiveWriter
    ) -> None:
        capture = archive.capture()
        for votes, facts in ((3, {}), (30, {"sky": ["sunny"]})):
            weather = Weather(None, "Ngày nắng.", facts)
            archive.store.save_boxes("bac_lieu", capture, self.poll(votes), weather)
        assert archive.column("SELECT votes FROM poll_sightings") == [30]
        assert archive.column("SELECT facts FROM weather") == ['{"sky": ["sunny"]}']

    def test_options_without_results_are_kept_without_a_reading(
        self, archive: ArchiveWriter
    ) -> None:
        archive.save(article(poll=self.poll(None, None)))
        assert archive.column("SELECT label FROM poll_options ORDER BY number") == [
            "Tốt",
            "Chưa tốt",
        ]
        assert archive.column("SELECT count(*) FROM poll_sightings") == [0]
