"""The researcher's commands: what each prints on a terminal, as CSV, as a picture."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from archive.charts.svg import Series, picture
from archive.cli import commands
from archive.cli.charts import write_picture
from archive.errors import UsageProblem
from tests.support.archive_writer import ARTICLE, ArchiveWriter, article
from tests.support.searchable import HOA_BINH, make_archive

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_archive(tmp_path_factory.mktemp("commands") / "archive.db")


def run(*words: object) -> Result:
    result = CliRunner().invoke(commands, [str(word) for word in words])
    assert result.exit_code == 0, result.stderr
    return result


def rows(result: Result) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(result.stdout)))


def test_a_page_names_the_cursor_of_the_next(db: Path) -> None:
    first = run("search", "--db", db, "hoa binh", "--limit", 2, "--format", "jsonl")
    assert "3 matches (tones ignored), 2 shown; next page: --after f" in first.stderr
    cursor = first.stderr.split()[-1]
    second = run(
        "search", "--db", db, "hoa binh", "--limit", 2, "--after", cursor, "--format", "jsonl"
    )
    ids = [json.loads(line)["id"] for it in (first, second) for line in it.stdout.splitlines()]
    assert ids == [3, 2, 4]
    assert "next page" not in second.stderr


def test_exact_takes_words_as_a_phrase(db: Path) -> None:
    assert run("search", "--db", db, "--exact", "đang viên").stdout == ""
    assert "#1" in run("search", "--db", db, "--exact", "đảng", "viên").stdout


def test_kwic_puts_the_keys_under_each_other(db: Path) -> None:
    lines = run("kwic", "--db", db, "ban", "--sort", "right", "--width", 10).stdout.splitlines()
    assert [line.index(key) for line, key in zip(lines, ("bạn", "Bàn", "bán"), strict=True)] == [
        30
    ] * 3
    found = rows(run("kwic", "--db", db, "ban", "--format", "csv"))
    assert [row["key"] for row in found] == ["bạn", "Bàn", "bán"]


def test_facets_list_values_with_their_counts(db: Path) -> None:
    found = rows(run("facets", "--db", db, "hoa binh", "--facet", "paper", "--format", "csv"))
    assert [tuple(row.values()) for row in found] == [
        ("paper", "ca_mau", "2"),
        ("paper", "bac_lieu", "1"),
    ]
    assert "Thời sự" in run("facets", "--db", db).stdout


def test_a_histogram_is_drawn_with_bars(db: Path) -> None:
    result = run("histogram", "--db", db, "hoa binh")
    lines = result.stdout.splitlines()
    assert lines[0].split() == ["2023", "0", "0.0‰"]
    assert lines[1].split()[:3] == ["2024", "2", "1000.0‰"]
    assert lines[1].endswith("█" * 50)
    assert result.stderr == "1 more have no date\n"


def test_a_histogram_is_plotted(db: Path, tmp_path: Path) -> None:
    run("histogram", "--db", db, "hoa binh", "--by", "month", "--plot", tmp_path / "h.svg")
    root = ET.fromstring((tmp_path / "h.svg").read_text(encoding="utf-8"))
    titles = [title.text for bar in root.iter(f"{SVG}rect") for title in bar.iter(f"{SVG}title")]
    assert titles == ["2024-06: 1", "2024-07: 1"]


def test_a_trend_shows_a_line_for_each_question(db: Path, tmp_path: Path) -> None:
    result = run("trend", "--db", db, "hoa binh", "tôm", "--plot", tmp_path / "t.svg")
    first, second, axis = result.stdout.splitlines()
    assert (first[:8], second[:3], axis.strip()) == ("hoa binh", "tôm", "2023 to 2024")
    assert "highest 1000.0‰ in 2024" in result.stdout
    root = ET.fromstring((tmp_path / "t.svg").read_text(encoding="utf-8"))
    assert len(list(root.iter(f"{SVG}path"))) == 2
    found = rows(run("trend", "--db", db, "hoa binh", "tôm", "--format", "csv"))
    assert [(row["question"], row["start"], row["articles"]) for row in found] == [
        *(("hoa binh", "2023", "0"), ("hoa binh", "2024", "2")),
        *(("tôm", "2023", "1"), ("tôm", "2024", "0")),
    ]


def test_a_picture_scales_breaks_and_escapes() -> None:
    text = picture(
        "a < b", "‰", ["1", "2", "3"], [Series("x&y", [1, None, 3]), Series("z", [0, 0, 0])]
    )
    root = ET.fromstring(text)
    paths = [path.get("d") or "" for path in root.iter(f"{SVG}path")]
    assert paths[0].count("M") == 2  # broken where nothing is known
    assert paths[1].count("M") == 1
    assert "a < b" in [it.text for it in root.iter(f"{SVG}text")]
    for series in ([], [Series("none", [])], [Series("zero", [0])]):
        ET.fromstring(picture("", "", ["1"] * len(series and series[0].values), series))


def test_pictures_are_svg_or_png(tmp_path: Path) -> None:
    with pytest.raises(UsageProblem, match=r"ends in \.svg or \.png"):
        write_picture(tmp_path / "x.gif", "")
    with pytest.raises(UsageProblem, match="cannot write"):
        write_picture(tmp_path / "missing" / "x.svg", "")
    pytest.importorskip("cairosvg")
    write_picture(tmp_path / "x.png", picture("", "", ["1"], [Series("x", [1])]))
    assert (tmp_path / "x.png").read_bytes().startswith(b"\x89PNG")


def test_collocates_and_samples_print_rows(db: Path) -> None:
    assert "counted in 3 articles" in run("collocates", "--db", db, "hoa binh").stderr
    drawn = [run("sample", "--db", db, "-n", 2, "--seed", 3, "--format", "csv") for _ in range(2)]
    assert drawn[0].stdout == drawn[1].stdout
    assert len(rows(drawn[0])) == 2


def test_export_and_repeat(db: Path, tmp_path: Path) -> None:
    target = tmp_path / "all.csv"
    result = run("export", "--db", db, "--out", target, "--as", "csv")
    assert result.stderr == f"wrote 4 articles to {target}\n"
    again = run("repeat", f"{target}.manifest.json", "--db", db)
    assert again.stdout == "4 articles: 0 new, 0 gone, 0 changed\n"
    assert again.stderr.endswith(" on 4 articles; the archive is unchanged\n")
    listed = run("repeat", f"{target}.manifest.json", "--db", db, "--list")
    assert listed.stdout == ""


def test_cite_prints_one_reference_after_the_other(db: Path) -> None:
    text = run("cite", "--db", db, 1, 3, "--as", "bibtex").stdout
    assert text.count("@article{") == 2
    assert HOA_BINH.title in text


def test_history_marks_what_went_and_what_came(tmp_path: Path) -> None:
    with ArchiveWriter(tmp_path / "archive.db") as archive:
        archive.save(ARTICLE)
        archive.save(article(lead="Lúa năm nay mất giá."), "2026-02-01T00:00:00Z")
    lines = run("history", "--db", tmp_path / "archive.db", 1).stdout.splitlines()
    assert lines[0].startswith("revision 1: seen 2026-01-01T00:00:00Z to 2026-01-01T00:00:00Z")
    assert lines[2] == "  lead: Lúa năm nay [-được-]{+mất+} giá."


def test_copies_are_found_and_shown(tmp_path: Path) -> None:
    db = make_archive(tmp_path / "archive.db")
    assert run("copies", "--db", db).stderr == "4 articles compared, 0 are copies of another\n"
    assert len(rows(run("copies", "--db", db, 1, "--format", "csv"))) == 1
    once = run("search", "--db", db, "--once", "hoa binh").stderr
    assert once == "3 matches (tones ignored), 3 shown\n"


def test_series_without_rows_print_the_header_alone(db: Path) -> None:
    for command in ("polls", "weather"):
        assert rows(run(command, "--db", db, "--from", "2023", "--format", "csv")) == []
        assert run(command, "--db", db).stdout == ""
