"""What the store keeps of articles, captures, polls and weather, whatever order they come in."""

from __future__ import annotations

import itertools
import json
import sqlite3
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.errors import NotAnArticle
from archive.model import Article, Capture, Image, Poll, PollOption, Section, Weather
from archive.store.store import Outcome
from tests.support.archive_writer import ARTICLE, URL, ArchiveWriter, article, numbered

JAN, FEB, MAR = "2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z"
EDITED = article(lead="Lúa năm nay mất giá.")


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[ArchiveWriter]:
    with ArchiveWriter(tmp_path / "archive.db") as writer:
        yield writer
        writer.assert_sound()


class TestOutcome:
    def test_a_first_sight_is_new_a_repeated_one_same_an_edited_one_changed(
        self, archive: ArchiveWriter
    ) -> None:
        outcomes = [archive.save(ARTICLE, JAN), archive.save(ARTICLE, FEB)]
        outcomes += [archive.save(EDITED, FEB), archive.save(EDITED, MAR)]
        assert outcomes == [Outcome.NEW, Outcome.SAME, Outcome.CHANGED, Outcome.SAME]

    def test_all_addresses_of_an_article_are_one_article(self, archive: ArchiveWriter) -> None:
        archive.save(ARTICLE)
        assert archive.save(article(url=URL + "?utm=1", canonical_url=URL)) is Outcome.SAME
        assert archive.column("SELECT url FROM articles") == [URL]

    def test_what_content_leaves_out_is_brought_up_to_date_without_a_revision(
        self, archive: ArchiveWriter
    ) -> None:
        archive.save(ARTICLE, JAN)
        assert archive.save(article(category=("Xã hội",)), FEB) is Outcome.SAME
        assert archive.rows("SELECT category, section, revision FROM articles") == [
            ("Xã hội", "Xã hội", 1)
        ]
        assert archive.column("SELECT count(*) FROM revisions") == [1]

    @pytest.mark.parametrize("kind", ["listing", "not_article"])
    def test_a_page_of_another_kind_is_never_stored(
        self, archive: ArchiveWriter, kind: str
    ) -> None:
        with pytest.raises(NotAnArticle, match=kind):
            archive.save(article(kind=kind))
        assert archive.column("SELECT count(*) FROM articles") == [0]

    def test_an_article_of_a_paper_never_saved_is_refused(self, archive: ArchiveWriter) -> None:
        with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
            archive.save(article(paper="ca_mau"))
        assert archive.column("SELECT count(*) FROM articles") == [0]

    def test_an_article_without_paper_title_or_date_is_kept_and_found(
        self, archive: ArchiveWriter
    ) -> None:
        bare = Article(url="file:a.html", canonical_url="file:a.html", paper=None)
        assert archive.save(bare) is Outcome.NEW
        assert archive.save(bare) is Outcome.SAME


class TestRow:
    def test_lists_are_joined_for_reading(self, archive: ArchiveWriter) -> None:
        archive.save(article(authors=("Hoàng Uyên", "T.T"), problems=("no-lead",)))
        assert archive.rows(
            "SELECT author, category, section, problems, n_images, n_words FROM articles"
        ) == [
            (
                "Hoàng Uyên, T.T",
                "Kinh tế › Nông nghiệp",
                "Kinh tế",
                '["no-lead"]',
                1,
                len(ARTICLE.body().split()),
            )
        ]

    def test_the_parts_stand_in_order_beside_it(self, archive: ArchiveWriter) -> None:
        archive.save(ARTICLE)
        assert archive.rows("SELECT number, heading, text FROM sections ORDER BY number") == [
            (1, None, "Đồng ruộng rộn ràng.\n\nMáy gặt chạy suốt ngày."),
            (2, "GIÁ CAO", "Mỗi ký lúa bảy nghìn đồng."),
        ]
        assert archive.rows("SELECT number, src, caption, credit FROM images") == [
            (1, "https://baobaclieu.vn/lua.jpg", "Gặt lúa ở Hòa Bình.", "T.T")
        ]
        assert archive.column(
            "SELECT name FROM tags JOIN article_tags ON tag = tags.id ORDER BY number"
        ) == ["lúa", "nông dân"]

    def test_an_edit_replaces_the_parts_and_forgets_names_that_nothing_bears(
        self, archive: ArchiveWriter
    ) -> None:
        archive.save(ARTICLE, JAN)
        archive.save(numbered(2, authors=("T.T",), tags=("lúa",)), JAN)
        section, image = Section(None, ("Một đoạn.",)), Image(None, "Chú thích")
        archive.save(
            article(sections=(section,), images=(image,), authors=("T.T", "An"), tags=()), FEB
        )
        assert archive.rows("SELECT text FROM sections WHERE article = 1") == [("Một đoạn.",)]
        assert archive.column("SELECT caption FROM images WHERE article = 1") == ["Chú thích"]
        assert archive.rows(
            "SELECT number, name FROM authors JOIN article_authors ON author = authors.id"
            " WHERE article = 1 ORDER BY number"
        ) == [(1, "T.T"), (2, "An")]
        assert archive.column("SELECT name FROM authors ORDER BY name") == ["An", "T.T"]
        assert archive.column("SELECT name FROM tags") == ["lúa"]

    def test_a_name_signed_twice_is_one_author(self, archive: ArchiveWriter) -> None:
        archive.save(article(authors=("T.T", "T.T")))
        assert archive.column("SELECT name FROM authors") == ["T.T"]

    def test_a_repeated_sight_moves_last_seen_alone(self, archive: ArchiveWriter) -> None:
        archive.save(ARTICLE, JAN)
        before = archive.db["articles"].get(1)
        archive.save(ARTICLE, MAR)
        assert archive.db["articles"].get(1) == before | {"last_seen": MAR}

    def test_the_index_follows_an_edit(self, archive: ArchiveWriter) -> None:
        archive.save(ARTICLE, JAN)
        assert archive.found('"hoa binh"') == archive.found("hòa") == [ARTICLE.title]
        archive.save(article(images=(), title="Tựa đề mới"), FEB)
        assert archive.found("hòa") == []
        assert archive.found("tựa") == ["Tựa đề mới"]


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


class TestAnotherAddress:
    """A newer parser finds another canonical address for a capture."""

    OTHER = article(url="https://baobaclieu.vn/khac.html")

    def test_an_article_takes_the_new_address_and_keeps_its_id(
        self, archive: ArchiveWriter
    ) -> None:
        capture = archive.capture()
        archive.store.save(ARTICLE, capture, archive.run, "1")
        archive.store.save(self.OTHER, capture, archive.run, "2")
        assert archive.rows("SELECT id, url, revision FROM articles") == [(1, self.OTHER.url, 1)]

    def test_two_articles_that_are_one_become_one(self, archive: ArchiveWriter) -> None:
        archive.save(self.OTHER, JAN)
        capture = archive.capture(FEB)
        archive.store.save(article(authors=("T.T",)), capture, archive.run, "1")
        archive.store.save(self.OTHER, capture, archive.run, "2")
        assert archive.column("SELECT url FROM articles") == [self.OTHER.url]
        assert archive.column("SELECT name FROM authors") == ["Hoàng Uyên"]
        assert archive.found("nông") == [self.OTHER.title]

    @pytest.mark.parametrize(("moved", "left"), [(0, (FEB, MAR)), (1, (JAN, MAR)), (2, (JAN, FEB))])
    def test_a_state_loses_the_sight_that_was_another_article(
        self, archive: ArchiveWriter, moved: int, left: tuple[str, str]
    ) -> None:
        archive.save(self.OTHER, JAN)
        captures = [archive.capture(at) for at in (JAN, FEB, MAR)]
        for capture in captures:
            archive.store.save(ARTICLE, capture, archive.run, "1")
        archive.store.save(self.OTHER, captures[moved], archive.run, "2")
        assert archive.rows("SELECT seen, last_seen FROM revisions WHERE article = 2") == [left]

    def test_an_article_with_other_captures_goes_back_to_what_they_say(
        self, archive: ArchiveWriter
    ) -> None:
        archive.save(ARTICLE, JAN)
        capture = archive.capture(FEB)
        archive.store.save(EDITED, capture, archive.run, "1")
        archive.store.save(self.OTHER, capture, archive.run, "2")
        assert archive.rows("SELECT url, lead, revision FROM articles ORDER BY id") == [
            (URL, ARTICLE.lead, 1),
            (self.OTHER.url, ARTICLE.lead, 1),
        ]


class TestPlaceInTime:
    def test_newest_first_is_the_order_of_positions_backwards(self, archive: ArchiveWriter) -> None:
        dates = ["2023-01-09T15:24:00+07:00", None, "2023-01-10", "2023-01-09", "1997-01-01"]
        for number, published in enumerate(dates):
            archive.save(numbered(number, published=published))
        assert archive.column("SELECT published FROM articles ORDER BY position DESC") == [
            "2023-01-10",
            "2023-01-09T15:24:00+07:00",
            "2023-01-09",
            "1997-01-01",
            None,
        ]

    def test_an_article_with_a_new_date_moves_in_time_and_stays_findable(
        self, archive: ArchiveWriter
    ) -> None:
        archive.save(numbered(1, published="2023-01-09"), JAN)
        archive.save(numbered(2, published="2023-01-10"), JAN)
        archive.save(numbered(1, published="2023-01-11"), FEB)
        assert archive.found("đồng") == ["Bài 1", "Bài 2"]
        assert archive.column("SELECT id FROM articles ORDER BY position") == [2, 1]

    def test_an_edit_that_keeps_the_date_keeps_the_place(self, archive: ArchiveWriter) -> None:
        for number in (1, 2):
            archive.save(numbered(number), JAN)
        before = archive.column("SELECT position FROM articles ORDER BY id")
        archive.save(numbered(1, lead="Khác."), FEB)
        assert archive.column("SELECT position FROM articles ORDER BY id") == before


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


class TestPapersAndCaptures:
    def test_a_paper_is_brought_up_to_date(self, archive: ArchiveWriter) -> None:
        archive.save(ARTICLE)
        archive.store.save_paper("bac_lieu", "Báo Bạc Liêu", "Bạc Liêu", "Cà Mau", ["a.vn", "b.vn"])
        assert archive.column("SELECT hosts FROM papers") == ['["a.vn", "b.vn"]']

    def test_a_capture_names_the_article_that_was_read_from_it(
        self, archive: ArchiveWriter
    ) -> None:
        archive.capture(url="https://baobaclieu.vn/robots.txt")
        archive.save(ARTICLE, JAN)
        archive.save(ARTICLE, FEB)
        assert archive.column("SELECT article FROM captures ORDER BY id") == [None, 1, 1]

    def test_the_same_place_in_the_same_file_is_the_same_capture(
        self, archive: ArchiveWriter
    ) -> None:
        capture = Capture(
            url=URL, status=200, fetched_at=JAN, sha256="0", warc_file="a.warc.gz", warc_offset=7
        )
        first = archive.store.save_capture(capture, archive.run)
        assert archive.store.save_capture(capture, archive.run) == first
        assert archive.column("SELECT count(*) FROM captures") == [1]


class TestAtomic:
    def test_a_batch_that_fails_leaves_nothing(self, archive: ArchiveWriter) -> None:
        def batch() -> None:
            with archive.store.atomic():
                for number in range(5):
                    archive.save(numbered(number))
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            batch()
        for table in ("articles", "captures", "revisions", "search_index_docsize"):
            assert archive.column(f"SELECT count(*) FROM {table}") == [0]

    def test_one_refused_article_leaves_the_rest_of_its_batch(self, archive: ArchiveWriter) -> None:
        with archive.store.atomic():
            archive.save(numbered(1))
            with pytest.raises(sqlite3.IntegrityError):
                archive.save(numbered(2, paper="ca_mau"))
            archive.save(numbered(3))
        assert archive.column("SELECT title FROM articles ORDER BY id") == ["Bài 1", "Bài 3"]
        assert archive.found("đồng") == ["Bài 3", "Bài 1"]
