"""Commands that store saved pages, and rebuild articles from captures."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from archive.cli import Command, archive_option
from archive.errors import Exit
from crawler.cli.console import on_stderr
from crawler.jobs import ingest as saved_pages
from crawler.jobs import reparse as captures
from crawler.jobs.progress import summary


@click.command(cls=Command)
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@archive_option
@click.option("--url", help="URL of a page that does not state its own.")
def ingest(paths: tuple[Path, ...], db: Path, url: str | None) -> None:
    """Store saved pages: WARC, CDX, HTML, folders.

    The URL of a page is --url, or what the page states, or the name of its file. Known captures are
    skipped. Pages that are not stored are listed with the reason.

    Example:
      baotinh ingest saved-pages/ crawl-2024.warc.gz --db archive.db

    """
    _tell("ingest", saved_pages.COUNTS, saved_pages.ingest(paths, db, url, on_stderr()))


@click.command(cls=Command)
@archive_option
def reparse(db: Path) -> None:
    """Rebuild all articles from the captures.

    With the current parser; nothing is fetched.

    Example:
      baotinh reparse --db archive.db

    """
    _tell("reparse", captures.COUNTS, captures.reparse(db, on_stderr()))


def _tell(name: str, told: Sequence[str], counts: Mapping[str, int]) -> None:
    """Print the counts; a failure makes the command fail."""
    click.echo(summary(name, told, counts))
    if counts["failed"]:
        sys.exit(Exit.FAILED)
