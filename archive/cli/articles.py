"""Commands about single articles, near-duplicates, polls and weather."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from rich.text import Text

from archive.cli import charts
from archive.cli.group import Command, Form, archive_option
from archive.cli.output import console, form_option, write_rows
from archive.cli.progress import progress_bar
from archive.cli.query_options import filters_of, period_options, plot_option
from archive.db.reader import reading
from archive.search import diff, timeseries
from archive.store import near_duplicates
from archive.store.store import Store

_STYLES = {"kept": "", "removed": "red strike", "added": "green"}
_CURVES = {
    "tmax": "nhiệt độ cao nhất, °C",
    "tmin": "nhiệt độ thấp nhất, °C",
    "wind_beaufort": "gió, cấp",
    "gust_beaufort": "gió giật, cấp",
}
_SIGNS = {"kept": ("", ""), "removed": ("[-", "-]"), "added": ("{+", "+}")}


@click.command(cls=Command)
@click.argument("article", type=int, metavar="ID")
@archive_option
def history(article: int, db: Path) -> None:
    """Show how an article changed.

    Field by field and word by word: removed words [-like this-], added words {+like this+}. An
    article that the newspaper has withdrawn stays in the archive and is marked.

    Example:
      baotinh history 1024

    """
    with reading(db) as conn:
        found = diff.revisions(conn, article)
        gone = diff.withdrawn(conn, article)
    out = console()
    for number, one in enumerate(found):
        out.print(
            f"revision {one.number}: seen {one.seen} to {one.last_seen},"
            f" parser version {one.parser_version}"
        )
        if number:
            before = found[number - 1]
            if before.parser_version != one.parser_version:
                out.print("  (another parser version: a difference may come from it)")
            for change in diff.changes(before.article, one.article):
                out.print(_styled_change(change))
    if gone:
        out.print(f"withdrawn: HTTP {gone.status} since {gone.since}")


@click.command(cls=Command)
@click.argument("article", type=int, required=False, metavar="[ID]")
@archive_option
@form_option
def copies(article: int | None, db: Path, form: Form) -> None:
    """Find near-duplicate articles.

    Without ID, compare new and changed articles with all others; the option --once of other
    commands then counts near-duplicates once. With ID, list the copies of that article.

    Example:
      baotinh copies --db archive.db
      baotinh copies 1024

    """
    if article is None:
        with Store.open(db, create=False) as store, progress_bar("copies") as progress:
            done = near_duplicates.find_copies(store.db, progress)
            copied = store.db.execute(
                "SELECT count(*) FROM articles WHERE copy_of IS NOT NULL"
            ).fetchone()[0]
        click.echo(f"{done} articles compared, {copied} are copies of another", err=True)
        return
    with reading(db) as conn:
        found = near_duplicates.copies(conn, article)
    names = ("id", "paper", "published", "original", "title", "url")
    write_rows(({name: getattr(one, name) for name in names} for one in found), names, form)


@click.command(cls=Command)
@period_options()
@plot_option
@form_option
def polls(db: Path, form: Form, plot: Path | None, **choices: Any) -> None:
    """List reader polls and their votes over time.

    The chart shows each answer's share of the votes, in percent.

    Example:
      baotinh polls --province "Bạc Liêu" --format csv
      baotinh polls --paper bac_lieu --from 2023 --to 2023 --plot polls.svg

    """
    names = ("seen", "last_seen", "paper", "question", "option", "votes", "percent")
    with reading(db) as conn:
        found = list(timeseries.polls(conn, filters_of(choices)))
    write_rows(({name: getattr(one, name) for name in names} for one in found), names, form)
    if plot:
        moments, shares = timeseries.shares(found)
        days = [moment[:10] for moment in moments]
        charts.plot_series(plot, "Thăm dò ý kiến", "% số phiếu", days, shares)


@click.command(cls=Command)
@period_options()
@plot_option
@form_option
def weather(db: Path, form: Form, plot: Path | None, **choices: Any) -> None:
    """List printed weather forecasts by day.

    Sky, rain, wind, temperature and hazards as the newspapers printed them.

    Example:
      baotinh weather --province "Bạc Liêu" --from 2020 --to 2023 --format csv
      baotinh weather --paper bac_lieu --from 2023 --plot weather.svg

    """
    with reading(db) as conn:
        found = list(timeseries.weather(conn, filters_of(choices)))
    rows = [one.row() for one in found]
    write_rows(rows, timeseries.COLUMNS, form)
    if plot:
        values = {title: [row[name] for row in rows] for name, title in _CURVES.items()}
        days = [row["day"] for row in rows]
        charts.plot_series(plot, "Thời tiết", "°C, cấp gió", days, values)


def _styled_change(change: diff.Change) -> Text:
    text = Text(f"  {change.field}: ", "bold")
    for kind, words in change.pieces():
        before, after = _SIGNS[kind]
        text.append(
            f"{before}{' '.join(words.split()) if kind != 'kept' else words}{after}",
            f"not bold {_STYLES[kind]}",
        )
    return text
