"""The commands that read an archive: what they print, where, and how they end."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from archive.cli import commands
from archive.db import fts
from archive.db.reader import open_archive
from archive.errors import BaotinhError, Exit
from archive.search.counts import counts
from tests.support.searchable import DAM_TOM, DUONG_SAT, HOA_BINH, make_archive


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_archive(tmp_path_factory.mktemp("cli") / "archive.db")


def run(*words: object, **environment: str) -> Result:
    return CliRunner().invoke(commands, [str(word) for word in words], env=environment)


def test_search_prints_hits_on_stdout_and_words_about_them_on_stderr(db: Path) -> None:
    result = run("search", "--db", db, "đảng", "viên")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[:4] == [
        DAM_TOM.title,
        "2023-01-09 15:24 · bac_lieu · Kinh tế · #1",
        "Nước mặn 12 phần nghìn đã vào sâu, đảng viên cùng bà con đắp đập."
        " VỤ MÙA UBND-HĐND xã họp tối 30/4 để chia nước.",
        DAM_TOM.canonical_url,
    ]
    assert result.stderr == "1 match (tones as typed), 1 more (tones ignored), 2 shown\n"


def test_hits_stand_out_on_a_terminal_only(db: Path) -> None:
    assert "\x1b[" not in run("search", "--db", db, "dang vien").stdout
    on_terminal = run(
        "search", "--db", db, "dang vien", FORCE_COLOR="1", TERM="xterm", COLUMNS="40"
    )
    assert "\x1b[1;33mđảng\x1b[0m" in on_terminal.stdout
    assert DAM_TOM.canonical_url in on_terminal.stdout  # an address is never broken


def test_jsonl_has_one_plain_object_a_line(db: Path) -> None:
    result = run("search", "--db", db, "hòa bình", "--format", "jsonl", "--paper", "bac_lieu")
    assert [json.loads(line) for line in result.stdout.splitlines()] == [
        {
            "id": 2,
            "title": DUONG_SAT.title,
            "published": "2024-06-30T23:59:00+07:00",
            "paper": "bac_lieu",
            "section": "Thời sự",
            "url": DUONG_SAT.canonical_url,
            "snippet": "Đang có hai toa viên chức đi công tác, bán vé suốt ngày.",
            "tier": "exact",
        }
    ]


def test_csv_has_a_header_and_quotes_what_needs_it(db: Path) -> None:
    result = run("search", "--db", db, "hoa binh", "--format", "csv", "--from", "07/2024")
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert [row["title"] for row in rows] == [HOA_BINH.title]
    assert rows[0]["snippet"].startswith("Bàn ghế <b>&amp;</b> sách đã sẵn, chỉ")


@pytest.mark.parametrize("form", ["table", "jsonl"])
def test_no_hits_print_nothing_and_end_well(db: Path, form: str) -> None:
    result = run("search", "--db", db, '"đang viên"', "--exact", "--format", form)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "0 matches (tones as typed), 0 shown\n"


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        ([""], 10, "no words"),
        (['"'], 10, "unclosed quote, at character 1: ▸"),
        (["đảng (viên"], 10, "unclosed bracket, at character 6: đảng ▸(viên"),
        (["báo:đảng"], 10, "unknown field “báo”: use title: (tiêu đề:) or author: (tác giả:)"),
        (["*"], 10, "no words"),
        (
            ["x", "--paper", "bac-lieu"],
            11,
            "no newspaper “bac-lieu” in this archive; it has: bac_lieu",
        ),
        (["x", "--section", "Thể thao"], 11, "no section “Thể thao”"),
        (["x", "--province", "Huế"], 11, "no province “Huế”"),
        (["x", "--from", "2024", "--to", "2023"], 12, "ends before it begins"),
        (["x", "--to", "mai"], 12, "invalid date “mai”: use 2023-01-09"),
        (["x", "--after", "20"], 2, "invalid cursor “20”"),
        (["x", "--db", "missing.db"], 2, "crawl or ingest first"),
        (["x", "--db", "."], 2, "is a folder"),
    ],
)
def test_what_cannot_be_answered_is_one_line_and_an_exit_code(
    db: Path, words: list[str], code: int, message: str
) -> None:
    result = run("search", "--db", db, *words)
    assert result.exit_code == code
    assert result.stdout == ""
    assert result.stderr.startswith("baotinh: ")
    assert message in result.stderr
    assert result.stderr.count("\n") == 1


def test_the_help_of_the_group_documents_every_exit_code() -> None:
    def codes(error: type[BaotinhError]) -> set[int]:
        below = (codes(kind) for kind in error.__subclasses__())
        return {error.exit_code}.union(*below)

    documented = set(map(int, re.findall(r"^ +(\d+)  ", run("--help").stdout, re.MULTILINE)))
    assert documented == {*Exit} | codes(BaotinhError)


@pytest.mark.parametrize("question", ["AND", "NEAR(", "x OR", "title:", "-", "a*", "^b", "{x}"])
def test_signs_of_other_search_engines_do_not_crash(db: Path, question: str) -> None:
    assert run("search", "--db", db, "--", question).exit_code in (0, 10)


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """An archive without what the newest migration brought."""
    db = make_archive(tmp_path / "archive.db")
    conn = sqlite3.connect(db)
    conn.execute("DELETE FROM _sqlite_migrations WHERE name = 'shown_and_copied'")
    conn.executescript(
        "DROP TABLE copy_sketches; DROP TABLE copy_bands; DROP INDEX articles_by_copy_of;"
        "DROP INDEX articles_by_position;"
        "CREATE INDEX articles_by_position ON articles(position, paper, section, source, published)"
    )
    for column in ("n_tables", "has_poll", "copy_of"):
        conn.execute(f"ALTER TABLE articles DROP COLUMN {column}")
    conn.commit()
    conn.close()
    return db


def test_an_archive_of_an_older_program_is_offered_the_migration(older: Path) -> None:
    result = run("search", "--db", older, "đảng viên")
    assert (result.exit_code, result.stderr.count("\n")) == (14, 1)
    assert f"run `baotinh migrate --db {older}`" in result.stderr
    assert run("migrate", "--db", older).exit_code == 0
    assert run("search", "--db", older, "đảng viên").exit_code == 0


def test_an_archive_of_a_newer_program_asks_for_an_upgrade(tmp_path: Path) -> None:
    db = make_archive(tmp_path / "archive.db")
    conn = sqlite3.connect(db)
    conn.execute(
        "INSERT INTO _sqlite_migrations(migration_set, name, applied_at)"
        " VALUES ('baotinh', 'from_the_future', '2030-01-01')"
    )
    conn.commit()
    conn.close()
    for command in ("search", "histogram", "kwic"):
        result = run(command, "--db", db, "x")
        assert (result.exit_code, result.stderr.count("\n")) == (15, 1)
        assert "newer baotinh (from_the_future): upgrade first" in result.stderr


def test_a_damaged_archive_is_one_line_and_its_exit_code(tmp_path: Path) -> None:
    db = make_archive(tmp_path / "archive.db")
    whole = db.read_bytes()
    db.write_bytes(whole[: len(whole) // 2])
    result = run("search", "--db", db, "đảng viên")
    assert result.exit_code == 7
    assert result.stderr.count("\n") == 1


def test_reindex_counts_the_articles_and_mends_the_index(tmp_path: Path) -> None:
    db = make_archive(tmp_path / "archive.db")
    conn = sqlite3.connect(db)
    conn.execute("INSERT INTO search_index(search_index) VALUES ('rebuild')")
    conn.commit()
    conn.close()
    result = run("reindex", "--db", db)
    assert (result.exit_code, result.stderr) == (0, "4 articles indexed\n")
    reader = open_archive(db)
    assert counts(reader, "duong sat").folded == 1
    reader.close()


def test_changed_text_rules_name_the_command_that_helps(
    db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fts, "RULES_VERSION", 9)
    result = run("search", "--db", db, "x")
    assert (result.exit_code, "baotinh reindex" in result.stderr) == (16, True)


def test_reindex_does_not_make_an_archive(tmp_path: Path) -> None:
    assert run("reindex", "--db", tmp_path / "missing.db").exit_code == 2
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", sorted(commands.commands))
def test_every_command_shows_an_example_line_by_line(command: str) -> None:
    text = run(command, "--help").stdout
    assert f"  Example:\n    baotinh {command} " in text
