"""The manifest of an export: what repeats it, and what is refused."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.db.reader import open_archive
from archive.errors import UnreadableInput, UsageProblem
from archive.exports import manifest
from archive.model import Section
from archive.search.filters import Filters
from tests.support.archive_writer import ArchiveWriter, numbered
from tests.support.searchable import export


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
    with pytest.raises(UsageProblem, match="invalid filters"):
        Filters.from_dict({"colour": "red"})
