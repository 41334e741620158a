"""Commands that upgrade an archive's tables and search index."""

from __future__ import annotations

from pathlib import Path

import click

from archive.cli.group import Command, archive_option
from archive.cli.progress import progress_bar
from archive.store.store import Store


@click.command(cls=Command)
@archive_option
def reindex(db: Path) -> None:
    """Rebuild the search index.

    Needed after an upgrade that changes the text rules. Readers keep the old index until the new
    one is complete.

    Example:
      baotinh reindex --db archive.db

    """
    with (
        Store.open(db, create=False, check_rules=False) as store,
        progress_bar("reindex") as progress,
    ):
        done = store.reindex(progress)
    click.echo(f"{done} articles indexed", err=True)


@click.command(cls=Command)
@archive_option
def migrate(db: Path) -> None:
    """Upgrade an archive's tables.

    Nothing is lost, and the search index is rebuilt where its form has changed. Older versions of
    baotinh cannot open the file afterwards: make a copy first if you may want to go back.

    Example:
      baotinh migrate --db archive.db

    """
    Store.open(db, create=False, check_rules=False).close()
    click.echo(f"{db} is up to date", err=True)
