"""The command that runs the whole flow on an invented newspaper."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from archive.cli import Command, commands
from archive.cli.group import lazy_module
from crawler.cli.console import on_stderr

if TYPE_CHECKING:
    from crawler.demo import run as example
else:
    example = lazy_module("crawler.demo.run")


@click.command(cls=Command)
@click.option(
    "--dir",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("demo-archive"),
    show_default=True,
    help="Folder of the archive.",
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8001,
    show_default=True,
    help="Port of the web pages.",
)
@click.option("--serve/--no-serve", "serving", default=True, help="Serve it until Ctrl-C.")
def demo(folder: Path, port: int, serving: bool) -> None:
    """Crawl, search and serve an invented newspaper.

    All on this machine. A second run finds nothing new and one corrected article.

    Example:
      baotinh demo --no-serve

    """
    db = example.demo(folder, on_stderr(), click.echo)
    click.echo(f"\n$ baotinh search '{example.QUESTION}' --db {db} --limit 3")
    _call("search", example.QUESTION, "--db", db, "--limit", 3)
    if serving:
        click.echo("serving the archive until Ctrl-C at")
        _call("serve", "--db", db, "--port", port)


def _call(*words: object) -> None:
    """Run a command line."""
    commands.main(list(map(str, words)), "baotinh", standalone_mode=False)
