"""Commands of the archivist: runs, health, verify, backup, restore, hide, cron."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from archive.cli.group import Command, Form, archive_option
from archive.cli.output import form_option, progress_bar, write_rows
from archive.errors import Exit

_quiet = click.option("--quiet", is_flag=True, help="Print what is wrong, and nothing else.")


@click.command(cls=Command)
@archive_option
@click.option("--paper", help="Id of one newspaper, such as bac_lieu.")
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True)
@form_option
def runs(db: Path, paper: str | None, limit: int, form: Form) -> None:
    """List the newest crawls, ingests and reparses: when, how they ended, what they brought.

    Example:
      baotinh runs --paper bac_lieu --limit 10

    """
    from archive.db.reader import reading
    from archive.store import runs as record

    with reading(db) as conn:
        found = record.newest(conn, paper, limit)
    write_rows(found, record.COLUMNS, form)


@click.command(cls=Command)
@archive_option
@_quiet
@click.option("--html", type=click.Path(path_type=Path), help="Write a report with a calendar.")
@click.option("--notify", metavar="CMD", help="Run this with the alarms on its standard input.")
@form_option
def health(db: Path, quiet: bool, html: Path | None, notify: str | None, form: Form) -> None:
    """Compare every newspaper with its own past: silence, lost fields, new layouts, failures.

    Ends with exit code 3 where there is an alarm. CMD is run by the shell, and only then.

    Example:
      baotinh health --db archive.db
      baotinh health --html /srv/www/health.html
      baotinh health --quiet --notify 'mail -s "baotinh" archivist@example.org'

    """
    from datetime import UTC, datetime

    from archive.db.reader import reading
    from archive.preservation import health as condition
    from archive.preservation.report import report

    now = datetime.now(UTC)
    with reading(db) as conn:
        found = condition.examine(conn, now)
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
    """Read every capture and every state of every article again, and compare the digests.

    Ends with exit code 3 where something is missing, changed or damaged. A file that no row names
    is told and is no damage: a crawl that was killed leaves one.

    Example:
      baotinh verify --db archive.db

    """
    from archive.db.reader import reading
    from archive.preservation import fixity

    with reading(db) as conn, progress_bar("verify") as progress:
        found = list(fixity.verify(conn, db.absolute().parent, progress))
    wrong = [one for one in found if one.kind != "orphan"]
    told = wrong if quiet else found
    if told:
        names = ("kind", "place", "detail")
        write_rows(({name: getattr(one, name) for name in names} for one in told), names, form)
    if wrong:
        sys.exit(Exit.ALARM)
    if not quiet:
        click.echo("every capture and every state is as it was taken in", err=True)


@click.command(cls=Command)
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@archive_option
def backup(folder: Path, db: Path) -> None:
    """Copy the archive with its captures into FOLDER, also while it is written, and check the copy.

    FOLDER becomes a BagIt bag. A second backup into it copies only what is new.

    Example:
      baotinh backup /mnt/backup/archive --db archive.db

    """
    from archive.preservation import backup as bag

    with progress_bar("backup") as progress:
        done = bag.backup(db, folder, progress)
    click.echo(
        f"{done.files} files, {done.bytes / 1e6:.1f} MB; {done.kept} were there already", err=True
    )


@click.command(cls=Command)
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@archive_option
def restore(folder: Path, db: Path) -> None:
    """Bring an archive back from the backup in FOLDER, to where there is none.

    Example:
      baotinh restore /mnt/backup/archive --db restored/archive.db

    """
    from archive.preservation import backup as bag

    with progress_bar("restore") as progress:
        done = bag.restore(folder, db, progress)
    click.echo(f"{done.files} files, {done.bytes / 1e6:.1f} MB, each as it was", err=True)


@click.command(cls=Command)
@click.argument("article", type=int, required=False, metavar="[ID]")
@click.option("--reason", help="Who asked for it, and why; readers see it.")
@click.option("--undo", is_flag=True, help="Show the article again; reparse brings its text.")
@archive_option
@form_option
def hide(article: int | None, reason: str | None, undo: bool, db: Path, form: Form) -> None:
    """Take an article from readers; without ID, list those that were taken.

    Its text leaves the tables and the index, a tombstone stays. The captures keep what was printed.

    Example:
      baotinh hide 1024 --reason "yêu cầu của người được nêu tên, ngày 03/02/2026"

    """
    from archive.errors import UsageProblem
    from archive.store import takedown
    from archive.store.store import Store

    with Store.open(db, create=False) as store:
        if article is None:
            names = ("article", "paper", "url", "since", "reason")
            rows = ({name: getattr(one, name) for name in names} for one in takedown.hidden(store))
            write_rows(rows, names, form)
            return
        if not reason:
            raise UsageProblem("say --reason: who asked for it, and why")
        (takedown.show if undo else takedown.hide)(store, article, reason)
    done = "is shown again: now run `baotinh reparse`" if undo else "is hidden"
    click.echo(f"article {article} {done}", err=True)


@click.command(cls=Command)
@click.argument("papers", nargs=-1, metavar="[PAPER...]")
@click.option("--every", type=click.IntRange(1, 24), default=6, show_default=True,
              help="Hours between two crawls.")  # fmt: skip
@click.option("--contact", envvar="BAOTINH_CONTACT", help="Mail or web address of who crawls.")
@click.option("--hours", metavar="22-5", help="Crawl in these hours of the day alone.")
@click.option("--images", is_flag=True, help="Keep the images of articles too.")
@click.option("--notify", metavar="CMD", help="What health runs when there is an alarm.")
@click.option("--systemd", "as_units", is_flag=True, help="Services and timers instead of lines.")
@archive_option
def cron(papers: tuple[str, ...], db: Path, as_units: bool, **choices: Any) -> None:
    """Print lines for crontab that crawl, look after health, and verify; all newspapers or these.

    Example:
      baotinh cron ca_mau an_giang --every 6 --contact archive@example.org

    """
    import shutil

    from archive.errors import UsageProblem
    from archive.preservation import schedule as lines

    if not choices["contact"]:
        raise UsageProblem("say --contact: a mail or web address at which newspapers reach you")
    if db.suffix == "" or not db.absolute().parent.is_dir():
        raise UsageProblem(f"{db} is no place for an archive: name a file in a folder that exists")
    program = shutil.which("baotinh") or str(Path(sys.executable).with_name("baotinh"))
    make = lines.systemd if as_units else lines.crontab
    options = [f"--hours={choices['hours']}"] if choices["hours"] else []
    plan = lines.Plan(
        papers=papers,
        every=choices["every"],
        contact=choices["contact"],
        options=[*options, "--images"] if choices["images"] else options,
        notify=choices["notify"],
    )
    for line in make(program, db.absolute(), plan):
        click.echo(line)


def _health_rows(one: Any) -> list[dict[str, Any]]:
    """A row for each alarm of a newspaper; one without for a newspaper that is well."""
    head = {name: getattr(one, name) for name in ("paper", "last_run", "outcome")}
    head["newest"] = one.newest.isoformat() if one.newest else None
    alarms = [{"alarm": alarm.kind, "detail": alarm.detail} for alarm in one.alarms]
    return [head | alarm for alarm in alarms or [{"alarm": None, "detail": None}]]


def _write(path: Path, text: str) -> None:
    """Put a whole page in the place of the one before it."""
    from archive.errors import StorageFailed

    part = path.with_name(path.name + ".part")
    try:
        part.write_text(text, encoding="utf-8")
        part.replace(path)
    except OSError as error:
        raise StorageFailed(f"{path}: {error.strerror or error}: name another place") from error


def _notify(command: str, alarms: list[dict[str, Any]]) -> None:
    """Give the alarms to a command of the user's; what it says about itself is told."""
    import subprocess

    text = "".join(f"{row['paper']}: {row['alarm']}: {row['detail']}\n" for row in alarms)
    done = subprocess.run(command, shell=True, input=text.encode(), check=False)  # noqa: S602
    if done.returncode:
        click.echo(f"--notify ended with exit code {done.returncode}", err=True)


COMMANDS = (runs, health, verify, backup, restore, hide, cron)
