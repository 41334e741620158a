"""The command that makes a dated, read-only copy of the archive."""

from __future__ import annotations

from pathlib import Path

import click

from archive.cli.group import Command, archive_option
from archive.preservation import publish as published_copy


@click.command(cls=Command)
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), metavar="DIR")
@archive_option
def publish(folder: Path, db: Path) -> None:
    """Make a dated, read-only copy for readers.

    The copy goes into DIR with its SHA-256; a crawl may write at the same time. The link archive.db
    in DIR points to the newest copy; serve it with `baotinh serve --public`.

    Example:
      baotinh publish /srv/baotinh --db archive.db

    """
    made = published_copy.publish(db, folder)
    click.echo(made.path)
    click.echo(f"{made.articles} articles, SHA-256 {made.sha256}", err=True)
