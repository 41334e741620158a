"""The command that makes a copy of the archive for readers."""

from __future__ import annotations

from pathlib import Path

import click

from archive.cli.group import Command, archive_option


@click.command(cls=Command)
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), metavar="DIR")
@archive_option
def publish(folder: Path, db: Path) -> None:
    """Make a dated copy of the archive in DIR that is never written again, with its SHA-256.

    It may run while a crawl writes. The link archive.db in DIR leads to the newest copy; serve it
    with `baotinh serve --public`, or with `datasette serve -i`.

    Example:
      baotinh publish /srv/baotinh --db archive.db

    """
    from archive.preservation import publish as publishing

    made = publishing.publish(db, folder)
    click.echo(made.path)
    click.echo(f"{made.articles} articles, SHA-256 {made.sha256}", err=True)


COMMANDS = (publish,)
