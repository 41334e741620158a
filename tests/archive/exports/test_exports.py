"""What leaves the archive: exports with their manifest, references, histories, copies, series."""

from __future__ import annotations

import csv
import dataclasses
import itertools
import json
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.db.reader import open_archive
from archive.errors import StorageFailed, UnknownName, UnreadableInput, UsageProblem
from archive.exports import manifest
from archive.exports.cite import cite
from archive.exports.export import COLUMNS
from archive.model import Article, Poll, PollOption, Section, Weather
from archive.search.counts import counts
from archive.search.diff import changes, revisions, withdrawn
from archive.search.filters import Filters
from archive.search.timeseries import PollResult, polls, shares, weather
from archive.store import near_duplicates
from archive.store.frontier import Frontier
from archive.store.near_duplicates import band_keys, jaccard, shingles_of
from archive.store.store import Store
from tests.support.archive_writer import ARTICLE, ArchiveWriter, article, numbered
from tests.support.searchable import ARTICLES, DAM_TOM, HOA_BINH, make_archive


@pytest.fixture
def conn(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    conn = open_archive(make_archive(tmp_path / "archive.db"))
    yield conn
    conn.close()


def export(conn, target: Path, form: str = "jsonl", question: str | None = None, **narrow):
    return manifest.make(conn, question, Filters(**narrow), target, form=form)


class TestExport:
    def test_json_lines_give_back_the_articles(self, conn, tmp_path: Path) -> None:
        made = export(conn, tmp_path / "all.jsonl")
        lines = [json.loads(line) for line in (tmp_path / "all.jsonl").read_text().splitlines()]
        own = ("id", "revision", "first_seen", "last_seen", "copy_of")
        read = [
            Article.from_dict({name: line[name] for name in line if name not in own})
            for line in lines
        ]
        assert sorted(read, key=lambda it: it.url) == sorted(ARTICLES, key=lambda it: it.url)
        assert made.articles == len(lines) == 4
        assert [line["id"] for line in lines] == [4, 1, 2, 3]  # in order of time
        assert list(lines[0])[:2] == ["id", "revision"]

    def test_csv_has_a_row_for_each_article(self, conn, tmp_path: Path) -> None:
        export(conn, tmp_path / "some.csv", "csv", "hoa binh", paper="ca_mau")
        with (tmp_path / "some.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        assert list(rows[0]) == list(COLUMNS)
        assert [row["title"] for row in rows] == [ARTICLES[3].title, HOA_BINH.title]
        assert rows[1]["body"] == HOA_BINH.body()

    def test_parquet_has_the_same_columns(self, conn, tmp_path: Path) -> None:
        parquet = pytest.importorskip("pyarrow.parquet")
        export(conn, tmp_path / "all.parquet", "parquet")
        table = parquet.read_table(tmp_path / "all.parquet")
        assert table.column_names == list(COLUMNS)
        assert table.column("id").to_pylist() == [4, 1, 2, 3]

    def test_parquet_without_pyarrow_says_what_to_install(
        self, conn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
        with pytest.raises(UsageProblem, match=r"pip install 'baotinh\[parquet\]'"):
            export(conn, tmp_path / "all.parquet", "parquet")

    def test_texts_stand_in_folders_of_paper_and_year(self, conn, tmp_path: Path) -> None:
        export(conn, tmp_path / "corpus", "text")
        found = {str(file.relative_to(tmp_path / "corpus")) for file in tmp_path.rglob("*.txt")}
        assert found == {
            *("bac_lieu/2023/1.txt", "bac_lieu/2024/2.txt"),
            *("ca_mau/2024/3.txt", "ca_mau/undated/4.txt"),
        }
        text = (tmp_path / "corpus/bac_lieu/2023/1.txt").read_text(encoding="utf-8")
        assert text == f"{DAM_TOM.title}\n\n{DAM_TOM.body()}\n"
        with (tmp_path / "corpus/metadata.csv").open(encoding="utf-8", newline="") as file:
            assert {row["file"] for row in csv.DictReader(file)} == found

    def test_nothing_is_written_over(self, conn, tmp_path: Path) -> None:
        (tmp_path / "all.jsonl").write_text("mine")
        with pytest.raises(UsageProblem, match="already exists"):
            export(conn, tmp_path / "all.jsonl")
        with pytest.raises(UsageProblem, match="is not a folder"):
            export(conn, tmp_path / "missing" / "all.jsonl")
        assert (tmp_path / "all.jsonl").read_text() == "mine"

    @pytest.mark.parametrize("form", ["jsonl", "csv", "text"])
    @pytest.mark.parametrize("error", [KeyboardInterrupt, OSError(28, "No space left on device")])
    def test_half_an_export_is_taken_away(self, conn, tmp_path: Path, form, error) -> None:
        def stop(done: int) -> None:
            raise error

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(manifest, "TOLD_EVERY", 2)
            expected = StorageFailed if isinstance(error, OSError) else KeyboardInterrupt
            with pytest.raises(expected):
                manifest.make(conn, None, Filters(), tmp_path / "all", form=form, progress=stop)
        assert list(tmp_path.glob("all*")) == []
        assert export(conn, tmp_path / "all", form).articles == 4

    def test_the_manifest_tells_how_it_was_made(self, conn, tmp_path: Path) -> None:
        made = export(conn, tmp_path / "some.jsonl", question="hoa binh", paper="ca_mau")
        told = json.loads((tmp_path / "some.jsonl.manifest.json").read_text(encoding="utf-8"))
        assert told == dataclasses.asdict(made)
        assert (told["question"], told["filters"]) == ("hoa binh", {"paper": "ca_mau"})
        assert (told["articles"], told["archive_articles"]) == (2, 4)
        assert (told["archive"], told["file"]) == ("archive.db", "some.jsonl")
        again = export(conn, tmp_path / "again.jsonl", question="hoa binh", paper="ca_mau")
        assert again.articles_digest == made.articles_digest
        assert again.archive_digest == made.archive_digest


class TestRepeat:
    def test_it_says_what_came_went_and_changed(self, tmp_path: Path) -> None:
        with ArchiveWriter(tmp_path / "archive.db") as archive:
            for number in range(1, 4):
                archive.save(numbered(number))
            reader = open_archive(tmp_path / "archive.db")
            export(reader, tmp_path / "lua.jsonl", question="lúa", paper="bac_lieu")
            same = manifest.repeat(reader, tmp_path / "lua.jsonl.manifest.json")
            assert (same.came, same.went, same.changed, same.articles) == ((), (), (), 3)
            later = "2026-02-01T00:00:00Z"
            archive.save(numbered(1, lead="Lúa mất giá."), later)
            gone = Section(None, ("Trồng màu.",))
            plain = {"lead": None, "sections": (gone,), "images": (), "tags": ()}
            archive.save(numbered(2, **plain), later)
            archive.save(numbered(4), later)
            found = manifest.repeat(reader, tmp_path / "lua.jsonl.manifest.json")
            assert (found.came, found.went, found.changed, found.articles) == ((4,), (2,), (1,), 3)
            assert (same.same_archive, found.same_archive) == (True, False)
            assert (found.before.archive_articles, found.now.archive_articles) == (3, 4)
            assert found.same_rules
            reader.close()

    def test_other_text_rules_are_told(self, conn, tmp_path: Path) -> None:
        made = export(conn, tmp_path / "all.jsonl")
        other = dataclasses.replace(made, text_rules=0)
        path = tmp_path / "all.jsonl.manifest.json"
        path.write_text(json.dumps(dataclasses.asdict(other)))
        assert not manifest.repeat(conn, path).same_rules

    def test_the_export_itself_is_no_manifest_and_its_manifest_is_named(self, conn, tmp_path):
        export(conn, tmp_path / "all.jsonl")
        with pytest.raises(UnreadableInput, match=r"its manifest is .*all\.jsonl\.manifest\.json"):
            manifest.repeat(conn, tmp_path / "all.jsonl")
        with pytest.raises(UnreadableInput, match="does not exist"):
            manifest.repeat(conn, tmp_path / "missing.json")

    @pytest.mark.parametrize("names", [{"question": 5}, {"filters": [1]}, {"filters": {"x": 1}}])
    def test_a_manifest_that_was_spoilt_is_refused(self, conn, tmp_path: Path, names) -> None:
        made = dataclasses.asdict(export(conn, tmp_path / "all.jsonl"))
        (tmp_path / "x.json").write_text(json.dumps({**made, **names}))
        with pytest.raises(UnreadableInput, match=r"x\.json is not a manifest"):
            manifest.repeat(conn, tmp_path / "x.json")

    @pytest.mark.parametrize("text", ["", "{}", "[]", '{"question": 1}', "\x00"])
    def test_what_is_no_manifest_is_refused(self, conn, tmp_path: Path, text: str) -> None:
        (tmp_path / "x.json").write_text(text)
        with pytest.raises(UnreadableInput, match=r"x\.json is not a manifest"):
            manifest.repeat(conn, tmp_path / "x.json")

    def test_a_lost_list_of_articles_is_told(self, conn, tmp_path: Path) -> None:
        export(conn, tmp_path / "all.jsonl")
        (tmp_path / "all.jsonl.articles.tsv").unlink()
        with pytest.raises(UnreadableInput, match=r"all\.jsonl\.articles\.tsv is not the list"):
            manifest.repeat(conn, tmp_path / "all.jsonl.manifest.json")


class TestCite:
    @pytest.fixture
    def conn(self, tmp_path: Path) -> Iterator[sqlite3.Connection]:
        with ArchiveWriter(tmp_path / "archive.db") as archive:
            archive.save(article(title="Lúa & tôm 50%"))
            archive.save(article(title="Lúa và tôm"), "2026-02-01T00:00:00Z")
            archive.save(numbered(2, published="2025-08-01", authors=(), published_raw=None))
            archive.save(numbered(3, published=None, published_raw=None))
        conn = open_archive(tmp_path / "archive.db")
        yield conn
        conn.close()

    def test_a_line_of_vietnamese(self, conn) -> None:
        assert cite(conn, 1, "text") == (
            "Hoàng Uyên. “Lúa và tôm”. Báo Bạc Liêu (Bạc Liêu), 09/01/2023."
            " https://baobaclieu.vn/tin-tuc/mua-lua-1.html."
            " Bản lưu 00:00 ngày 01/02/2026 (giờ quốc tế), lần sửa 2,"
            " captures/one.warc.gz tại byte 1.\n"
        )
        assert "Không ghi tác giả" in cite(conn, 2, "text")
        assert "không rõ ngày" in cite(conn, 3, "text")

    def test_an_older_state_is_cited_as_it_was(self, conn) -> None:
        assert "“Lúa & tôm 50%”" in cite(conn, 1, "text", 1)
        assert "lần sửa 1" in cite(conn, 1, "text", 1)

    def test_the_province_is_that_of_the_day(self, conn) -> None:
        assert "(Bạc Liêu), 09/01/2023" in cite(conn, 1, "text")
        assert "(Cà Mau), 01/08/2025" in cite(conn, 2, "text")

    def test_bibtex_escapes_what_tex_would_read(self, conn) -> None:
        text = cite(conn, 1, "bibtex", 1)
        assert text.startswith("@article{hoanguyen2023-1,\n  title = {{Lúa \\& tôm 50\\%}},\n")
        assert "  author = {{Hoàng Uyên}},\n" in text
        assert text.count("{") == text.count("}")

    @pytest.mark.parametrize(
        "title", ["Giá {x", "Giá x}", "a~b^c\\d", "#1: _50%_ & $9", "hai\ndòng"]
    )
    def test_any_title_is_one_line_and_leaves_braces_in_balance(self, tmp_path, title) -> None:
        with ArchiveWriter(tmp_path / "other.db") as archive:
            archive.save(article(title=title, authors=("Hoàng\nUyên",)))
        conn = open_archive(tmp_path / "other.db")
        bibtex, ris = (cite(conn, 1, form) for form in ("bibtex", "ris"))
        conn.close()
        depth = list(itertools.accumulate({"{": 1, "}": -1}.get(sign, 0) for sign in bibtex))
        assert (min(depth), depth[-1]) == (0, 0)
        assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in ris.splitlines())
        assert "AU  - Hoàng Uyên\r\n" in ris

    def test_other_programs_read_the_references(self, conn) -> None:
        bibtexparser = pytest.importorskip("bibtexparser", minversion="2.0.0b1")
        rispy = pytest.importorskip("rispy")
        library = bibtexparser.parse_string("".join(cite(conn, it, "bibtex") for it in (1, 2, 3)))
        assert (len(library.entries), library.failed_blocks) == (3, [])
        assert library.entries[0]["journal"] == "Báo Bạc Liêu"
        read = rispy.loads("".join(cite(conn, it, "ris") for it in (1, 2, 3)))
        assert [it.get("authors") for it in read] == [["Hoàng Uyên"], None, ["Hoàng Uyên"]]
        assert (read[0]["date"], read[0]["language"]) == ("2023/01/09", "vi")

    def test_ris_begins_and_ends_as_it_must(self, conn) -> None:
        lines = cite(conn, 1, "ris").split("\r\n")
        assert (lines[0], lines[-2:]) == ("TY  - NEWS", ["ER  - ", ""])
        assert {"AU  - Hoàng Uyên", "DA  - 2023/01/09", "T2  - Báo Bạc Liêu"} <= set(lines)

    def test_csl_keeps_vietnamese_names_whole(self, conn) -> None:
        (item,) = json.loads(cite(conn, 1, "csl"))
        assert item["author"] == [{"literal": "Hoàng Uyên"}]
        assert item["issued"] == {"date-parts": [[2023, 1, 9]]}
        assert item["type"] == "article-newspaper"
        assert "09/01/2023 | 15:24" in item["note"]  # the date as printed

    def test_what_is_not_there_is_told(self, conn) -> None:
        with pytest.raises(UnknownName, match="no article 99"):
            cite(conn, 99, "text")
        with pytest.raises(UnknownName, match="no article 1 in state 7"):
            cite(conn, 1, "text", 7)
        with pytest.raises(UsageProblem, match="unknown format “apa”"):
            cite(conn, 1, "apa")


class TestHistory:
    def test_changes_are_told_field_by_field_and_word_by_word(self, tmp_path: Path) -> None:
        with ArchiveWriter(tmp_path / "archive.db") as archive:
            archive.save(ARTICLE)
            archive.save(article(title="Nông dân Cà Mau vào mùa lúa", tags=("lúa",)), "2026-02-01")
        conn = open_archive(tmp_path / "archive.db")
        before, after = revisions(conn, 1)
        conn.close()
        assert (before.number, after.number) == (1, 2)
        title, tags = changes(before.article, after.article)
        assert (title.field, tags.field) == ("title", "tags")
        changed = [(kind, words.strip()) for kind, words in title.pieces() if words.strip()]
        assert changed[0] == ("kept", "Nông dân")
        assert changed[-1] == ("kept", "vào mùa lúa")
        assert {("removed", "Bạc"), ("added", "Cà")} <= set(changed)
        assert tags.before.split("\n") == ["lúa", "nông dân"]

    @given(st.text("ab \n", max_size=40), st.text("ab \n", max_size=40))
    def test_kept_and_added_words_are_the_new_text(self, before: str, after: str) -> None:
        old, new = (article(lead=text or None) for text in (before, after))
        for change in changes(old, new):
            pieces = change.pieces()
            if not any("…" in words for _, words in pieces):
                new_words = "".join(words for kind, words in pieces if kind != "removed")
                old_words = "".join(words for kind, words in pieces if kind != "added")
                assert (old_words, new_words) == (change.before, change.after)

    def test_a_withdrawn_article_stays_and_says_so(self, tmp_path: Path) -> None:
        with ArchiveWriter(tmp_path / "archive.db") as archive:
            archive.save(ARTICLE)
            frontier = Frontier(archive.db)
            frontier.discover("bac_lieu", [ARTICLE.url], "page", None, archive.run)
            frontier.fetched(ARTICLE.url, 1, "page", 1, None, None)
            conn = open_archive(tmp_path / "archive.db")
            assert withdrawn(conn, 1) is None
            frontier.gone(ARTICLE.url, 410)
            gone = withdrawn(conn, 1)
            assert gone is not None
            assert gone.status == 410
            assert counts(conn, "lúa").total == 1
            conn.close()

    def test_an_article_that_is_not_there_is_told(self, conn) -> None:
        with pytest.raises(UnknownName, match="no article 99"):
            revisions(conn, 99)


STORY = " ".join(f"từ{number}" for number in range(200))


def telling(number: int, text: str, **fields) -> Article:
    return numbered(number, sections=(Section(None, (text,)),), lead=None, images=(), **fields)


class TestCopies:
    def test_a_story_told_again_is_one_cluster_with_the_first_as_original(self, tmp_path) -> None:
        shortened = STORY.rsplit(" ", 30)[0] + " phóng viên báo tỉnh đưa tin"
        other = " ".join(reversed(STORY.split()))
        with ArchiveWriter(tmp_path / "archive.db") as archive:
            archive.save(telling(1, shortened, published="2023-01-10"))
            archive.save(telling(2, STORY, published="2023-01-09"))
            archive.save(telling(3, other, published="2023-01-08"))
            assert near_duplicates.find_copies(archive.db) == 3
            assert archive.rows("SELECT id, copy_of FROM articles ORDER BY id") == [
                (1, 2),
                (2, None),
                (3, None),
            ]
            assert near_duplicates.find_copies(archive.db) == 0
            conn = open_archive(tmp_path / "archive.db")
            assert [(one.id, one.original) for one in near_duplicates.copies(conn, 1)] == [
                (2, True),
                (1, False),
            ]
            assert [one.id for one in near_duplicates.copies(conn, 3)] == [3]
            with pytest.raises(UnknownName, match="no article 99"):
                near_duplicates.copies(conn, 99)
            assert counts(conn, "từ5").total == 3
            assert counts(conn, "từ5", Filters(once=True)).total == 2
            conn.close()

    def test_a_changed_original_leaves_its_copies_to_another(self, tmp_path) -> None:
        with ArchiveWriter(tmp_path / "archive.db") as archive:
            for number in (1, 2, 3):
                archive.save(telling(number, STORY, published=f"2023-01-0{number}"))
            near_duplicates.find_copies(archive.db)
            archive.save(telling(1, "Tin khác hẳn.", published="2023-01-01"), "2026-02-01")
            assert near_duplicates.find_copies(archive.db) == 1
            assert archive.rows("SELECT id, copy_of FROM articles ORDER BY id") == [
                (1, None),
                (2, None),
                (3, 2),
            ]
            archive.assert_sound()

    @settings(max_examples=50, deadline=None)
    @given(st.lists(st.integers(0, 400), min_size=120, max_size=400, unique=True), st.data())
    def test_texts_that_are_alike_share_a_key(self, words: list[int], data) -> None:
        cut = data.draw(st.integers(0, len(words) // 6))
        one = shingles_of(None, " ".join(map(str, words)))
        other = shingles_of(None, " ".join(map(str, words[cut:])))
        assert jaccard(one, other) > near_duplicates.MIN_JACCARD
        assert set(band_keys(one)) & set(band_keys(other))

    def test_short_and_empty_texts_have_keys_too(self) -> None:
        assert len(set(band_keys(shingles_of("Tin", "")))) == 10
        assert band_keys(shingles_of(None, "")) == band_keys(shingles_of("", " "))


class TestSeries:
    @pytest.fixture
    def conn(self, tmp_path: Path) -> Iterator[sqlite3.Connection]:
        facts = {"wind": {"dir": ["đông bắc"], "beaufort": [3, 4]}, "gust": [6, 7]}
        facts |= {"tmin": [19, 22], "tmax": [30, 33], "hazard": ["lốc", "sét"]}
        box = Weather("Thời tiết", "Gió đông bắc cấp 3-4, giật cấp 6-7.", facts)
        with ArchiveWriter(tmp_path / "archive.db") as archive:
            for number, votes in ((1, 10), (2, 25)):
                poll = Poll("Giá lúa?", (PollOption("Cao", votes), PollOption("Thấp", 5)))
                archive.save(
                    numbered(number, poll=poll, weather=box), f"2026-01-0{number}T20:00:00Z"
                )
            archive.save(numbered(3, poll=Poll("Chưa có lựa chọn?")), "2026-03-01T00:00:00Z")
        conn = open_archive(tmp_path / "archive.db")
        yield conn
        conn.close()

    def test_a_forecast_is_a_row_of_the_day_it_was_first_seen(self, conn) -> None:
        (found,) = weather(conn, Filters(province="bac lieu"))
        row = found.row()
        assert row["day"] == "2026-01-02"  # in Viet Nam
        assert (row["wind_beaufort"], row["gust_beaufort"], row["tmin"], row["tmax"]) == (
            *(4, 7, 19, 33),
        )
        assert row["hazard"] == "lốc, sét"
        assert list(weather(conn, Filters.from_dict({"last": "2026-01-01"}))) == []

    def test_polls_tell_how_results_grew(self, conn) -> None:
        found = list(polls(conn, Filters(paper="bac_lieu")))
        assert [(one.question, one.option, one.votes) for one in found] == [
            ("Giá lúa?", "Cao", 10),
            ("Giá lúa?", "Thấp", 5),
            ("Giá lúa?", "Cao", 25),
            ("Chưa có lựa chọn?", None, None),
        ]
        assert list(polls(conn, Filters.from_dict({"first": "2027-01-01"}))) == []

    def test_shares_of_a_poll_are_worked_out_from_votes_where_none_are_printed(self, conn) -> None:
        moments, found = shares(polls(conn))
        assert [moment[:10] for moment in moments] == ["2026-01-01", "2026-01-02"]
        assert found["Cao"] == [pytest.approx(66.67, abs=0.01), 100.0]
        assert found["Thấp"] == [pytest.approx(33.33, abs=0.01), None]
        one = PollResult(1, None, "?", 1, "A", 3, 40.0, "2026-01-01", "2026-01-01")
        other = dataclasses.replace(one, poll=2, option="B", percent=None, votes=None)
        assert shares([one, other]) == (["2026-01-01"], {"A (?)": [40.0]})


@settings(max_examples=50)
@given(
    st.builds(
        Filters,
        first=st.none() | st.dates(),
        paper=st.none() | st.text(),
        has=st.sampled_from([(), ("image", "poll")]),
        once=st.booleans(),
    )
)
def test_filters_survive_the_manifest(filters: Filters) -> None:
    assert Filters.from_dict(json.loads(json.dumps(filters.to_dict()))) == dataclasses.replace(
        filters, paper=filters.paper or None
    )


def test_filters_of_a_foreign_manifest_are_refused() -> None:
    with pytest.raises(UsageProblem, match="cannot be read"):
        Filters.from_dict({"colour": "red"})


def test_a_store_removes_an_original_and_keeps_its_copies(tmp_path: Path) -> None:
    with ArchiveWriter(tmp_path / "archive.db") as archive:
        for number in (1, 2):
            archive.save(telling(number, STORY, published=f"2023-01-0{number}"))
        near_duplicates.find_copies(archive.db)
        with archive.store.atomic():
            near_duplicates.remove(archive.db.conn, 1)
        assert archive.column("SELECT copy_of FROM articles") == [None, None]
    with Store.open(tmp_path / "archive.db") as store:
        assert near_duplicates.find_copies(store.db) == 1
