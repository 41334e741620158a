"""Commands that keep an archive in order, and serve it."""

from __future__ import annotations

from pathlib import Path

import click

from archive.cli.group import Command, archive_option
from archive.cli.output import progress_bar


@click.command(cls=Command)
@archive_option
def reindex(db: Path) -> None:
    """Make the search index anew, as a change of the text rules asks for.

    Readers go on with the old index until the new one is whole.

    Example:
      baotinh reindex --db archive.db

    """
    from archive.store.store import Store

    with (
        Store.open(db, create=False, check_rules=False) as store,
        progress_bar("reindex") as progress,
    ):
        done = store.reindex(progress)
    click.echo(f"{done} articles indexed", err=True)


@click.command(cls=Command)
@archive_option
def migrate(db: Path) -> None:
    """Bring the tables of an archive up to date that an older program made.

    It keeps everything, and makes the search index anew where its form has changed. The file cannot
    be read by the older program afterwards: copy it first if you want to go back.

    Example:
      baotinh migrate --db archive.db

    """
    from archive.store.store import Store

    Store.open(db, create=False, check_rules=False).close()
    click.echo(f"{db} is up to date", err=True)


@click.command(cls=Command)
@archive_option
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(0, 65535), default=8001, show_default=True)
@click.option("--open/--no-open", "show", default=False, help="Show it in the web browser.")
@click.option("--public", is_flag=True, help="For anyone: no SQL by hand, no whole tables.")
def serve(db: Path, host: str, port: int, show: bool, public: bool) -> None:
    """Serve the archive as web pages until Ctrl-C, also while it is being written.

    Example:
      baotinh serve --db archive.db --port 8001

    """
    from archive.serve import server

    application = server.application(db, public=public)
    listener = server.listen(host, port)
    address = server.address_of(listener)
    if port not in (0, listener.getsockname()[1]):
        click.echo(f"port {port} is taken, so the next free one is used", err=True)
    click.echo(address)
    if show:
        click.launch(address)
    server.run(application, listener)


COMMANDS = (migrate, reindex, serve)
