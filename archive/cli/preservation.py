"""Commands of the archivist: runs, health, fixity, backup, takedown, schedules."""

from __future__ import annotations

import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from archive.cli.completion import complete_paper
from archive.cli.group import Command, Form, archive_option
from archive.cli.output import form_option, write_rows
from archive.cli.progress import progress_bar
from archive.db.reader import reading
from archive.errors import Exit, StorageFailed, UsageProblem
from archive.preservation import backup as backups
from archive.preservation import fixity, schedule
from archive.preservation import health as health_checks
from archive.preservation.report import report
from archive.store import runs as runs_table
from archive.store import takedown
from archive.store.store import Store

_quiet = click.option("--quiet", is_flag=True, help="Print problems only.")


@click.command(cls=Command)
@archive_option
@click.option("--paper", help="Newspaper id, such as bac_lieu.", shell_complete=complete_paper)
@click.option(
    "--limit", type=click.IntRange(1), default=20, show_default=True, help="Maximum number of runs."
)
@form_option
def runs(db: Path, paper: str | None, limit: int, form: Form) -> None:
    """List recent crawls, ingests and reparses.

    When they ran, how they ended, and what they stored.

    Example:
      baotinh runs --paper bac_lieu --limit 10

    """
    with reading(db) as conn:
        found = runs_table.newest(conn, paper, limit)
    write_rows(found, runs_table.COLUMNS, form)


@click.command(cls=Command)
@archive_option
@_quiet
@click.option(
    "--html", type=click.Path(path_type=Path), help="Also write a report with a calendar."
)
@click.option("--notify", metavar="CMD", help="On an alarm, run CMD with the alarms on its stdin.")
@form_option
def health(db: Path, quiet: bool, html: Path | None, notify: str | None, form: Form) -> None:
    """Check newspapers for silence and lost fields.

    Each newspaper is compared with its own past: no new articles, missing fields, new layouts,
    failures. Exit code 3 means an alarm. CMD is run by the shell, only on an alarm.

    Example:
      baotinh health --db archive.db
      baotinh health --html /srv/www/health.html
      baotinh health --quiet --notify 'mail -s "baotinh" archivist@example.org'

    """
    now = datetime.now(UTC)
    with reading(db) as conn:
        found = health_checks.examine(conn, now)
        if html:
            _write(html, report(conn, found, now))
    names = ("paper", "last_run", "outcome", "newest", "alarm", "detail")
    rows = [row for one in found for row in _health_rows(one)]
    alarms = [row for row in rows if row["alarm"]]
    if alarms or not quiet:
        write_rows(alarms if quiet else rows, names, form)
    if alarms:
        if notify:
            _notify(notify, alarms)
        sys.exit(Exit.ALARM)


@click.command(cls=Command)
@archive_option
@_quiet
@form_option
def verify(db: Path, quiet: bool, form: Form) -> None:
    """Check captures and revisions by their digests.

    Reads all of them again. Exit code 3 means that something is missing, changed or damaged. A file
    without a row ("orphan") is listed but is not damage: a killed crawl leaves one.

    Example:
      baotinh verify --db archive.db

    """
    with reading(db) as conn, progress_bar("verify") as progress:
        found = list(fixity.verify(conn, db.absolute().parent, progress))
    damaged = [one for one in found if one.kind != "orphan"]
    listed = damaged if quiet else found
    if listed:
        names = ("kind", "place", "detail")
        write_rows(({name: getattr(one, name) for name in names} for one in listed), names, form)
    if damaged:
        sys.exit(Exit.ALARM)
    if not quiet:
        click.echo("all captures and revisions are intact", err=True)


@click.command(cls=Command)
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@archive_option
def backup(folder: Path, db: Path) -> None:
    """Back up the archive as a BagIt bag.

    Copies the database and its captures to FOLDER and checks the copy; a crawl may write at the
    same time. A second backup into the same FOLDER copies only new files.

    Example:
      baotinh backup /mnt/backup/archive --db archive.db

    """
    with progress_bar("backup") as progress:
        done = backups.backup(db, folder, progress)
    click.echo(
        f"{done.files} files, {done.bytes / 1e6:.1f} MB; {done.unchanged} already in the backup",
        err=True,
    )


@click.command(cls=Command)
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@archive_option
def restore(folder: Path, db: Path) -> None:
    """Restore an archive from a backup.

    From the bag in FOLDER to a new archive; it never overwrites one. Every file is checked.

    Example:
      baotinh restore /mnt/backup/archive --db restored/archive.db

    """
    with progress_bar("restore") as progress:
        done = backups.restore(folder, db, progress)
    click.echo(f"{done.files} files, {done.bytes / 1e6:.1f} MB, all digests match", err=True)


@click.command(cls=Command)
@click.argument("article", type=int, required=False, metavar="[ID]")
@click.option("--reason", help="Who asked for it, and why; shown to readers.")
@click.option("--undo", is_flag=True, help="Undo a withdrawal; then run `baotinh reparse`.")
@archive_option
@form_option
def hide(article: int | None, reason: str | None, undo: bool, db: Path, form: Form) -> None:
    """Withdraw an article from readers.

    Its text is deleted from the tables and the index; a notice with the reason remains. The
    captures are kept. Without ID, list the withdrawn articles.

    Example:
      baotinh hide 1024 --reason "yêu cầu của người được nêu tên, ngày 03/02/2026"

    """
    with Store.open(db, create=False) as store:
        if article is None:
            names = ("article", "paper", "url", "since", "reason")
            rows = ({name: getattr(one, name) for name in names} for one in takedown.hidden(store))
            write_rows(rows, names, form)
            return
        if not reason:
            raise UsageProblem("missing --reason: say who asked for it, and why")
        (takedown.show if undo else takedown.hide)(store, article, reason)
    done = "is visible again: run `baotinh reparse` to restore its text" if undo else "is hidden"
    click.echo(f"article {article} {done}", err=True)


@click.command(cls=Command)
@click.argument("papers", nargs=-1, metavar="[PAPER...]", shell_complete=complete_paper)
@click.option(
    "--every",
    type=click.IntRange(1, 24),
    default=6,
    show_default=True,
    help="Hours between two crawls.",
)
@click.option(
    "--contact", envvar="BAOTINH_CONTACT", help="Mail or web address for newspapers to reach you."
)
@click.option("--hours", metavar="22-5", help="Crawl only in these hours (Viet Nam time).")
@click.option("--images", is_flag=True, help="Also keep the images of articles.")
@click.option("--notify", metavar="CMD", help="Command for `health` to run on an alarm.")
@click.option(
    "--systemd", "as_units", is_flag=True, help="Print systemd services and timers instead."
)
@archive_option
def cron(papers: tuple[str, ...], db: Path, as_units: bool, **choices: Any) -> None:
    """Print crontab lines or systemd timers.

    They crawl all newspapers or the given ones, check their health and verify the archive.

    Example:
      baotinh cron ca_mau an_giang --every 6 --contact archive@example.org

    """
    if not choices["contact"]:
        raise UsageProblem(
            "missing --contact: give a mail or web address at which newspapers reach you"
        )
    if db.suffix == "" or not db.absolute().parent.is_dir():
        raise UsageProblem(f"no archive can be at {db}: give a file name in an existing folder")
    program = shutil.which("baotinh") or str(Path(sys.executable).with_name("baotinh"))
    make = schedule.systemd if as_units else schedule.crontab
    options = [f"--hours={choices['hours']}"] if choices["hours"] else []
    plan = schedule.Plan(
        papers=papers,
        every=choices["every"],
        contact=choices["contact"],
        options=[*options, "--images"] if choices["images"] else options,
        notify=choices["notify"],
    )
    for line in make(program, db.absolute(), plan):
        click.echo(line)


def _health_rows(one: Any) -> list[dict[str, Any]]:
    """A row for each alarm of a newspaper, or one row without an alarm."""
    head = {name: getattr(one, name) for name in ("paper", "last_run", "outcome")}
    head["newest"] = one.newest.isoformat() if one.newest else None
    alarms = [{"alarm": alarm.kind, "detail": alarm.detail} for alarm in one.alarms]
    return [head | alarm for alarm in alarms or [{"alarm": None, "detail": None}]]


def _write(path: Path, text: str) -> None:
    """Replace a page by a complete new one."""
    part = path.with_name(path.name + ".part")
    try:
        part.write_text(text, encoding="utf-8")
        part.replace(path)
    except OSError as error:
        why = error.strerror or error
        raise StorageFailed(f"cannot write {path}: {why}: choose another path") from error


def _notify(command: str, alarms: list[dict[str, Any]]) -> None:
    """Give the alarms to the user's command; report when it fails."""
    text = "".join(f"{row['paper']}: {row['alarm']}: {row['detail']}\n" for row in alarms)
    done = subprocess.run(command, shell=True, input=text.encode(), check=False)  # noqa: S602
    if done.returncode:
        click.echo(f"--notify ended with exit code {done.returncode}", err=True)
