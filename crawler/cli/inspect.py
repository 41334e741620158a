"""Commands that parse a page or a single line; neither needs an archive."""

from __future__ import annotations

import json
import sys
from datetime import datetime
from pathlib import Path

import click

from archive.cli import Command
from archive.clock import VIETNAM
from archive.errors import UnreadableInput
from crawler.extraction.reader import newspaper_at, page_of_file, read_page
from crawler.parsers.lines.single_line import read_field


@click.command(cls=Command)
@click.argument("file", metavar="FILE|-", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--url", help="URL of a page that does not state its own.")
@click.option("--generic", is_flag=True, help="Ignore the rules of its newspaper and family.")
def parse(file: Path, url: str | None, generic: bool) -> None:
    """Print a page's article as JSON.

    Nothing is fetched or stored.

    Example:
      baotinh parse page.html --url https://baobaclieu.vn/xa-hoi/mua-rao-81234.html

    """
    page = page_of_file(_bytes(file), file.name, url)
    article = read_page(page, newspaper_at(page.url), generic=generic)
    click.echo(json.dumps(article.to_dict(), ensure_ascii=False, indent=2))


@click.command(cls=Command)
@click.argument("name", type=click.Choice(["dateline", "byline", "weather"]))
def field(name: str) -> None:
    """Parse lines of one field from standard input.

    Prints one JSON object per line, for trying a newspaper's datelines, bylines or forecasts. A
    date later than today is rejected; a relative date ("hôm qua") gives none.

    Example:
      echo 'Thứ Hai, 09/01/2023 | 15:24' | baotinh field dateline

    """
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
