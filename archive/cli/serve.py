"""The command that serves an archive as web pages."""

from __future__ import annotations

from pathlib import Path

import click

from archive.cli.group import Command, archive_option
from archive.serve import server


@click.command(cls=Command)
@archive_option
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8001,
    show_default=True,
    help="Port to listen on; 0 chooses one.",
)
@click.option("--open/--no-open", "show", default=False, help="Open it in the web browser.")
@click.option("--public", is_flag=True, help="For the public: no SQL, no whole tables.")
def serve(db: Path, host: str, port: int, show: bool, public: bool) -> None:
    """Serve the archive as web pages.

    Until Ctrl-C; a crawl may write at the same time.

    Example:
      baotinh serve --db archive.db --port 8001

    """
    application = server.application(db, public=public)
    listener = server.listen(host, port)
    address = server.address_of(listener)
    if port not in (0, listener.getsockname()[1]):
        click.echo(f"port {port} is in use, so the next free one is used", err=True)
    click.echo(address)
    if show:
        click.launch(address)
    server.run(application, listener)
