"""Commands that list newspapers, and draft the file of a new one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from archive.cli import Command, Form
from archive.cli.group import lazy_module
from archive.cli.output import form_option, write_rows
from crawler import newspapers as registry
from crawler.cli.console import on_stderr

if TYPE_CHECKING:
    from crawler.jobs import crawl, scaffold
else:
    crawl = lazy_module("crawler.jobs.crawl")
    scaffold = lazy_module("crawler.jobs.scaffold")


@click.command(cls=Command)
@form_option
def papers(form: Form) -> None:
    """List the newspapers that baotinh knows.

    EVIDENCE says what their rules were tested on: a saved "page", the "address" of real articles,
    or "none".

    Example:
      baotinh papers --format csv

    """
    rows = [
        {
            "id": paper.id,
            "title": paper.title,
            "province": paper.province,
            "province_now": paper.province_now,
            "successor": paper.successor,
            "hosts": " ".join(paper.hosts),
            "family": paper.family.name if paper.family else None,
            "evidence": paper.evidence,
        }
        for paper in registry.registered().values()
    ]
    for name, problem in registry.broken().items():
        click.echo(f"crawler/newspapers/{name}.py cannot be imported: {problem}", err=True)
    if form == "table":
        rows = [_in_short(row) for row in rows]
    write_rows(rows, rows[0], form)


@click.command(cls=Command)
@click.argument("url")
@click.option("--id", "name", help="The newspaper's id.  [from its host]")
@click.option(
    "--dir",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    help="Folder with crawler/ and tests/.  [here]",
)
@click.option("--delay", type=click.FloatRange(0), help="Seconds between two requests.  [2]")
@click.option("--allow-private", is_flag=True, help="Allow an intranet or loopback host.")
def newspaper(url: str, name: str | None, folder: Path, **choices: Any) -> None:
    """Draft the file of a new newspaper.

    Fetches a few articles, prints them as they would be stored, and writes a file for you to
    complete, with a first test: a page and the JSON expected of it. Check both, and replace the
    newspaper's sentences in the page by your own: they are not ours to publish.

    Example:
      baotinh newspaper https://baovidu.example/ --id vi_du

    """
    found = scaffold.make_draft(url, on_stderr(), crawl.Options(**choices))
    for _, article, _ in found.articles[: scaffold.SHOWN]:
        click.echo(scaffold.format_article(article) + "\n")
    name = name or scaffold.suggested_id(found.newspaper.hosts[0])
    for path in scaffold.write(found, name, folder):
        click.echo(f"wrote {path}")


def _in_short(row: dict[str, str | None]) -> dict[str, str | None]:
    """A row that fits a terminal: "Bạc Liêu → Cà Mau", the first host only."""
    then, now = row["province"], row["province_now"]
    return {
        "id": row["id"],
        "title": row["title"],
        "province": then if then == now else f"{then} → {now}",
        "host": (row["hosts"] or "").partition(" ")[0],
        "family": row["family"],
        "evidence": row["evidence"],
    }
