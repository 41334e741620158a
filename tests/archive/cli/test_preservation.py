"""The archivist's commands as cron calls them: what they print, and what they end with."""

from __future__ import annotations

import json
import shlex
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from archive.cli import commands
from archive.db.lock import exclusive_lock
from archive.errors import Exit, Locked, NotAnArchive
from archive.store.frontier import Frontier
from tests.archive.preservation.test_fixity import warc, write
from tests.conftest import environment
from tests.support.archive_writer import ArchiveWriter, article


def run(*words: object) -> Result:
    return CliRunner().invoke(commands, list(map(str, words)))


def lines(result: Result) -> list[dict[str, object]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture
def db(tmp_path: Path) -> Path:
    path = tmp_path / "archive.db"
    write(path, range(1, 6), run=1)
    return path


@pytest.fixture
def silent(db: Path) -> Path:
    """An archive whose newspaper has not been crawled for long."""
    with closing(sqlite3.connect(db)) as conn, conn:
        conn.execute("UPDATE runs SET started = '2024-01-01T00:00:00Z', outcome = 'finished'")
    return db


def test_runs_are_listed_the_newest_first(db: Path) -> None:
    write(db, range(6, 8), run=2)
    newest, oldest = lines(run("runs", "--db", db, "--format", "jsonl"))
    assert (newest["run"], newest["outcome"], newest["captures"]) == (2, "running", 2)
    assert (oldest["outcome"], oldest["kind"], oldest["paper"]) == (
        "interrupted",
        "crawl",
        "bac_lieu",
    )
    assert len(lines(run("runs", "--db", db, "--limit", 1, "--format", "jsonl"))) == 1
    assert lines(run("runs", "--db", db, "--paper", "ca_mau", "--format", "jsonl")) == []


def test_health_of_a_new_archive_is_good(db: Path) -> None:
    result = run("health", "--db", db, "--format", "jsonl")
    assert result.exit_code == Exit.DONE
    assert [(one["paper"], one["alarm"]) for one in lines(result)] == [("bac_lieu", None)]
    assert run("health", "--db", db, "--quiet").stdout == ""


def test_an_alarm_has_its_exit_code_and_reaches_the_command_that_was_named(
    silent: Path, tmp_path: Path
) -> None:
    mail = tmp_path / "mail.txt"
    notify = f"cat > {shlex.quote(str(mail))}"
    result = run("health", "--db", silent, "--quiet", "--notify", notify)
    assert result.exit_code == Exit.ALARM
    assert "no-runs" in result.stdout
    assert mail.read_text() == "bac_lieu: no-runs: no run since 2024-01-01 00:00 UTC\n"
    failed = run("health", "--db", silent, "--notify", "exit 9")
    assert (failed.exit_code, "exit code 9" in failed.stderr) == (Exit.ALARM, True)


def test_verify_ends_with_3_where_something_changed(db: Path) -> None:
    result = run("verify", "--db", db)
    assert (result.exit_code, result.stdout) == (Exit.DONE, "")
    extra = warc(db).with_name("left.warc.gz")
    extra.touch()
    left = run("verify", "--db", db, "--format", "jsonl")
    assert (left.exit_code, lines(left)[0]["kind"]) == (Exit.DONE, "orphan")
    assert run("verify", "--db", db, "--quiet").stdout == ""
    extra.unlink()
    warc(db).write_bytes(warc(db).read_bytes()[:-9])
    cut = run("verify", "--db", db, "--quiet", "--format", "jsonl")
    assert (cut.exit_code, [one["kind"] for one in lines(cut)]) == (Exit.ALARM, ["changed"])


def test_a_backup_comes_back(db: Path, tmp_path: Path) -> None:
    bag, again = tmp_path / "bag", tmp_path / "again" / "archive.db"
    assert run("backup", bag, "--db", db).exit_code == Exit.DONE
    assert "1 already in the backup" in run("backup", bag, "--db", db).stderr
    assert run("restore", bag, "--db", again).exit_code == Exit.DONE
    assert run("verify", "--db", again).exit_code == Exit.DONE
    assert run("restore", bag, "--db", again).exit_code == Exit.USAGE
    none = run("restore", tmp_path / "none", "--db", tmp_path / "b" / "x.db")
    assert none.exit_code == NotAnArchive.exit_code


def test_hiding_is_listed_and_can_be_undone(db: Path) -> None:
    assert run("hide", 2, "--db", db).exit_code == Exit.USAGE
    assert run("hide", 99, "--reason", "x", "--db", db).exit_code == 11
    assert run("hide", 2, "--reason", "yêu cầu", "--db", db).exit_code == Exit.DONE
    (tombstone,) = lines(run("hide", "--db", db, "--format", "jsonl"))
    assert (tombstone["article"], tombstone["reason"]) == (2, "yêu cầu")
    assert run("verify", "--db", db).exit_code == Exit.DONE
    assert "reparse" in run("hide", 2, "--undo", "--reason", "nhầm", "--db", db).stderr
    assert run("hide", "--db", db).stdout == ""


class TestCron:
    def test_lines_are_spread_over_the_hour(self, db: Path) -> None:
        papers = ("bac_lieu", "ca_mau", "soc_trang", "hau_giang")
        result = run("cron", *papers, "--contact", "a@b.vn", "--db", db)
        entries = [line for line in result.stdout.splitlines() if line[:1].isdigit()]
        crawls = [line for line in entries if " crawl " in line]
        assert len(crawls) == len(papers)
        assert len({line.split()[0] for line in crawls}) > 1
        assert all(line.split()[1:5] == ["*/6", "*", "*", "*"] for line in crawls)
        assert sum(" health --quiet " in line for line in entries) == 1
        assert "BAOTINH_CONTACT=a@b.vn" in result.stdout

    def test_all_newspapers_are_one_line(self, db: Path) -> None:
        result = run("cron", "--every", 24, "--contact", "a@b.vn", "--db", db)
        (crawl,) = (line for line in result.stdout.splitlines() if " crawl " in line)
        assert " 3 * * * " in crawl
        assert "crawl --all --db" in crawl

    def test_what_a_crawl_shall_do_is_passed_on(self, db: Path) -> None:
        asked = ("--hours", "22-5", "--images", "--notify", "mail -s 'báo động' a@b.vn")
        result = run("cron", "ca_mau", *asked, "--contact", "a@b.vn", "--db", db)
        (crawl,) = (line for line in result.stdout.splitlines() if " crawl " in line)
        assert "crawl ca_mau --hours=22-5 --images --db" in crawl
        (health,) = (line for line in result.stdout.splitlines() if " health " in line)
        assert shlex.split(health)[8:10] == ["--notify", "mail -s 'báo động' a@b.vn"]

    def test_the_shell_understands_a_line_whatever_the_folder_is_called(
        self, db: Path, tmp_path: Path
    ) -> None:
        folder = tmp_path / "lưu trữ 100% của $tôi"
        folder.mkdir()
        odd = folder / "archive.db"
        odd.write_bytes(db.read_bytes())
        result = run("cron", "--contact", "a@b.vn", "--db", odd)
        (line,) = (line for line in result.stdout.splitlines() if " health " in line)
        assert "\\%" in line, "cron takes a bare one for the end of the line"
        _, _, _, _, _, command = line.replace("\\%", "%").split(" ", 5)
        program, *words = shlex.split(command)
        assert words[-1] == str(odd)
        started = [sys.executable, "-m", "crawler.cli", *words]
        done = subprocess.run(started, env=environment(), capture_output=True, check=False)
        assert (done.returncode, done.stdout, done.stderr) == (0, b"", b""), program

    def test_units_of_systemd_come_in_pairs(self, db: Path) -> None:
        text = run("cron", "bac_lieu", "--systemd", "--contact", "a@b.vn", "--db", db).stdout
        assert "# baotinh-crawl-bac-lieu.service" in text
        assert "# baotinh-crawl-bac-lieu.timer" in text
        assert text.count("[Service]") == text.count("[Timer]") == 3
        assert "OnCalendar=*-*-* 00/6:" in text

    def test_nobody_crawls_without_a_contact(self, db: Path, monkeypatch) -> None:
        monkeypatch.delenv("BAOTINH_CONTACT", raising=False)
        assert run("cron", "--db", db).exit_code == Exit.USAGE


def test_a_lock_is_one_processes_and_goes_with_it(db: Path) -> None:
    holder = (
        "import sys; from pathlib import Path; from archive.db.lock import exclusive_lock\n"
        "with exclusive_lock(Path(sys.argv[1]), 'crawl bac_lieu'):\n"
        "    print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", holder, str(db)],
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == b"held\n"
        with (
            pytest.raises(Locked, match=f"process {process.pid}"),
            exclusive_lock(db, "crawl bac_lieu"),
        ):
            pass
        with exclusive_lock(db, "crawl ca_mau"):
            pass
        process.kill()
        process.wait()
    with exclusive_lock(db, "crawl bac_lieu"):
        pass


def test_an_article_of_an_older_archive_is_due(tmp_path: Path) -> None:
    """Archives that were made before articles were read again."""
    path = tmp_path / "archive.db"
    with ArchiveWriter(path) as archive:
        archive.save(article(), "2026-01-01T00:00:00Z")
        Frontier(archive.db).fetched(article().url, 1, "page", 1, None, None)
        archive.db.execute("UPDATE urls SET paper = 'bac_lieu', next_check = NULL")
        archive.db.execute("DROP TABLE hidden")
        archive.db.execute("DROP INDEX urls_by_recheck")
        undone = "DELETE FROM _sqlite_migrations WHERE name = 'hidden_and_rechecked'"
        archive.db.execute(undone)
    with ArchiveWriter(path) as archive:
        assert [due.url for due in Frontier(archive.db).due("bac_lieu", 9)] == [article().url]


def test_the_report_is_one_page_with_alarms_and_a_calendar(silent: Path, tmp_path: Path) -> None:
    page = tmp_path / "health.html"
    assert run("health", "--db", silent, "--html", page).exit_code == Exit.ALARM
    text = page.read_text(encoding="utf-8")
    assert "no run since 2024-01-01" in text
    assert text.count("<rect") > 360, "a square for each day of a year"
    assert "articles of bac_lieu by day" in text
    for strange in ("<script", "http://", "https://", "url(", "@import"):
        assert strange not in text, "it needs nothing else, and runs nothing"
    nowhere = run("health", "--db", silent, "--html", tmp_path / "none" / "x.html")
    assert nowhere.exit_code == Exit.STORAGE


def test_the_names_of_newspapers_do_no_harm_in_the_report(silent: Path, tmp_path: Path) -> None:
    evil = "<script>alert(1)</script>'\""
    with closing(sqlite3.connect(silent)) as conn, conn:
        conn.execute("PRAGMA foreign_keys = off")
        conn.execute("INSERT INTO papers(id) VALUES (?)", (evil,))
        conn.execute("UPDATE runs SET paper = ?", (evil,))
    run("health", "--db", silent, "--html", tmp_path / "x.html")
    text = (tmp_path / "x.html").read_text(encoding="utf-8")
    assert "<script" not in text
    assert "&lt;script&gt;" in text


def test_a_backup_is_a_bag_for_other_peoples_tools(db: Path, tmp_path: Path) -> None:
    """The validator of the Library of Congress: bagit-python."""
    bagit = pytest.importorskip("bagit", reason="the validator is not installed: pip install bagit")
    bag = tmp_path / "bag"
    for _ in range(2):
        assert run("backup", bag, "--db", db).exit_code == Exit.DONE
        bagit.Bag(str(bag)).validate()
    (bag / "data" / db.name).write_bytes(b"changed")
    with pytest.raises(bagit.BagValidationError):
        bagit.Bag(str(bag)).validate()
