"""Exports: each form gives back the articles, and nothing is left where one fails."""

from __future__ import annotations

import csv
import dataclasses
import json
from pathlib import Path

import pytest

from archive.errors import StorageFailed, UsageProblem
from archive.exports import manifest
from archive.exports.export import COLUMNS
from archive.model import Article
from archive.search.filters import Filters
from tests.support.searchable import ARTICLES, DAM_TOM, HOA_BINH, export


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
            patch.setattr(manifest, "PROGRESS_EVERY", 2)
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
