"""Commands that show newspapers, and how their pages are read; none needs an archive."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click

from archive.cli import Command, Form
from archive.cli.output import form_option, write_rows
from archive.errors import UnreadableInput
from crawler.cli.console import on_stderr


@click.command(cls=Command)
@click.argument("file", metavar="FILE|-", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--url", help="The address of the page, where it does not state its own.")
@click.option("--generic", is_flag=True, help="Without the rules of its newspaper and family.")
def parse(file: Path, url: str | None, generic: bool) -> None:
    """Print what a page says as one JSON object; nothing is stored.

    Example:
      baotinh parse page.html --url https://baobaclieu.vn/xa-hoi/mua-rao-81234.html

    """
    from crawler.extraction.reader import newspaper_at, page_of_file, read_page

    page = page_of_file(_bytes(file), file.name, url)
    article = read_page(page, newspaper_at(page.url), generic=generic)
    click.echo(json.dumps(article.to_dict(), ensure_ascii=False, indent=2))


@click.command(cls=Command)
@form_option
def papers(form: Form) -> None:
    """List the newspapers that have a file of their own.

    EVIDENCE says what their rules were seen to work on: a saved "page", the "address" of real
    articles, or "none".

    Example:
      baotinh papers --format csv

    """
    from crawler import newspapers

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
        for paper in newspapers.registered().values()
    ]
    for name, problem in newspapers.broken().items():
        click.echo(f"crawler/newspapers/{name}.py cannot be imported: {problem}", err=True)
    if form == "table":
        rows = [_in_short(row) for row in rows]
    write_rows(rows, rows[0], form)


@click.command(cls=Command)
@click.argument("url")
@click.option("--id", "name", help="The newspaper's id.  [made of its host]")
@click.option(
    "--dir",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    help="Where crawler/ and tests/ lie.  [here]",
)
@click.option("--delay", type=click.FloatRange(0), help="Seconds between two requests.  [2]")
@click.option("--allow-private", is_flag=True, help="Allow an intranet or loopback host.")
def newspaper(url: str, name: str | None, folder: Path, **choices: Any) -> None:
    """Look at a newspaper that has no file, and write one for you to complete.

    A few articles are fetched and shown as they would be read; then come the newspaper's file and a
    first test pair, a page and what it says. Read both, mend them, and put sentences of your own
    into the page: a newspaper's text is not ours to publish.

    Example:
      baotinh newspaper https://baovidu.example/ --id vi_du

    """
    from crawler.jobs import scaffold as looking
    from crawler.jobs.crawl import Options

    found = looking.look(url, on_stderr(), Options(**choices))
    for _, article, _ in found.articles[: looking.SHOWN]:
        click.echo(looking.told(article) + "\n")
    name = name or looking.suggested_id(found.newspaper.hosts[0])
    for path in looking.write(found, name, folder):
        click.echo(f"wrote {path}")


@click.command(cls=Command)
@click.argument("name", type=click.Choice(["dateline", "byline", "weather"]))
def field(name: str) -> None:
    """Read lines from standard input as one field, and print one JSON object a line.

    For whoever adds a newspaper: what would its date line, its by-line or its forecast give? A date
    later than today is refused; relative words need the time of a fetch and give none.

    Example:
      echo 'Thứ Hai, 09/01/2023 | 15:24' | baotinh field dateline

    """
    from datetime import datetime

    from archive.clock import VIETNAM
    from crawler.parsers.lines.single_line import read_field

    now = datetime.now(VIETNAM)
    for line in sys.stdin:
        found = read_field(name, line.rstrip("\n"), not_after=now)
        click.echo(json.dumps(found, ensure_ascii=False))


def _bytes(file: Path) -> bytes:
    """The bytes of a file, or of stdin for "-"."""
    if str(file) == "-":
        return sys.stdin.buffer.read()
    try:
        return file.read_bytes()
    except OSError as error:
        raise UnreadableInput(f"{file}: {error.strerror}") from error


def _in_short(row: dict[str, str | None]) -> dict[str, str | None]:
    """A paper's row as a terminal has room for it: "Bạc Liêu → Cà Mau", the host that is asked."""
    then, now = row["province"], row["province_now"]
    return {
        "id": row["id"],
        "title": row["title"],
        "province": then if then == now else f"{then} → {now}",
        "host": (row["hosts"] or "").partition(" ")[0],
        "family": row["family"],
        "evidence": row["evidence"],
    }


COMMANDS = (parse, papers, newspaper, field)
