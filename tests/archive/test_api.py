"""The Python API: what its page shows is what it does; loading it is light."""

from __future__ import annotations

import contextlib
import io
import re
import subprocess
import sys
from pathlib import Path

import pytest

from archive import Archive, api
from archive.errors import NotAnArchive, PeriodProblem, QueryProblem, UnknownName, UnknownPaper
from tests.support.paths import ROOT
from tests.support.searchable import DAM_TOM, make_archive

_BLOCK = re.compile(r"```python\n(.*?)```(?:\s*```\n(.*?)```)?", re.DOTALL)


@pytest.fixture
def archive(tmp_path: Path):
    with Archive(make_archive(tmp_path / "archive.db")) as archive:
        yield archive


@pytest.mark.parametrize(("page", "least"), [("docs/python.md", 6), ("README.md", 1)])
def test_a_page_prints_what_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, page: str, least: int
) -> None:
    make_archive(tmp_path / "archive.db")
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    blocks = _BLOCK.findall((ROOT / page).read_text(encoding="utf-8"))
    assert len(blocks) >= least
    for code, expected in blocks:
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(code, names)
        assert printed.getvalue() == expected


def test_hits_are_read_page_by_page(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = list(archive.search("hoa binh"))
    monkeypatch.setattr(api, "PAGE", 1)
    monkeypatch.setattr(api, "SECONDS", 0)  # so that each page ends before its time
    hits = archive.search("hoa binh")
    assert list(hits) == whole
    assert len(list(hits)) == 3
    assert list(hits) == list(hits)  # each time from the beginning
    assert next(iter(hits)) == next(iter(archive.search("hoa binh")))


@pytest.mark.parametrize(
    ("question", "narrow", "error"),
    [
        ('"', {}, QueryProblem),
        ("x", {"paper": "nhan_dan"}, UnknownPaper),
        ("x", {"section": "Thể thao"}, UnknownName),
        ("x", {"first": "mai"}, PeriodProblem),
        ("x", {"first": "2024", "last": "2023"}, PeriodProblem),
    ],
)
def test_what_is_wrong_is_told_before_the_first_hit(archive, question, narrow, error) -> None:
    with pytest.raises(error):
        archive.search(question, **narrow)


def test_filters_are_taken_by_name(archive: Archive) -> None:
    assert archive.count(None, has="image") == 0
    assert archive.count(None, has=["poll", "image"]) == 0
    assert archive.count(None, province="Cà Mau", section="thoi su") == 2
    with pytest.raises(TypeError, match="colour"):
        archive.search("x", colour="red")


def test_articles_and_series_come_as_types(archive: Archive) -> None:
    assert archive.article(1) == DAM_TOM
    assert archive.revisions(1)[0].article == DAM_TOM
    assert len(archive.polls()) == len(archive.weather()) == 0
    assert [copy.id for copy in archive.copies(1)] == [1]
    assert len(archive.trend(["tôm", "sắt"], "month")) == 2
    assert archive.sample(None, 2, seed=1)[0] in list(archive.search(None))
    assert len(archive.collocates("tôm")) == 0


def test_rows_become_a_data_frame(archive: Archive) -> None:
    pytest.importorskip("pandas")
    frame = archive.search("hoa binh").to_pandas()
    assert list(frame["id"]) == [3, 2, 4]
    assert "\ue000" not in "".join(frame["snippet"])
    assert list(archive.kwic("ban").to_pandas()["key"]) == ["bạn", "Bàn", "bán"]


def test_what_is_no_archive_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotAnArchive):
        Archive(tmp_path / "missing.db")


@pytest.mark.parametrize(
    ("script", "modules"),
    [
        ("import archive", ["sqlite3", "sqlite_utils", "click"]),
        ("import archive.search.search", ["scrapy", "datasette", "crawler", "rich", "archive.api"]),
        ("from archive import Archive", ["scrapy", "datasette", "crawler", "rich"]),
        (
            "import archive.cli",
            ["scrapy", "datasette", "crawler", "rich", "sqlite_utils"],
        ),
    ],
)
def test_loading_is_light(script: str, modules: list[str]) -> None:
    code = f"import sys\n{script}\nprint([it for it in {modules} if it in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
