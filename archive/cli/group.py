"""The group of commands, and what they have in common.

`Commands` turns errors of the tree in archive/errors.py into one line and an exit code.
"""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import Any, Literal

import click

from archive.errors import BaotinhError, Exit

Form = Literal["table", "jsonl", "csv"]


class Command(click.Command):
    """A command whose docstring may hold blocks such as `Example:`, kept line by line."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.help = _with_blocks(self.help)


class Commands(click.Group):
    """A group whose commands end with one line on stderr when something goes wrong on purpose."""

    command_class = Command

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.help = _with_blocks(self.help)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a BaotinhError becomes its line and its exit code."""
        try:
            return super().invoke(ctx)
        except BaotinhError as error:
            line = " ".join(str(error).split())
            click.echo(f"baotinh: {line}", err=True)
            ctx.exit(error.exit_code)
        except KeyboardInterrupt:
            click.echo("baotinh: interrupted: the same command goes on from here", err=True)
            ctx.exit(Exit.INTERRUPTED)


def _with_blocks(text: str | None) -> str:
    """The help text with the marks that make click keep the lines of its blocks."""
    text = inspect.cleandoc(text or "")
    for title in ("Example:\n", "Questions:\n", "Exit codes:\n"):
        text = text.replace(title, f"\b\n{title}")
    return text


archive_option = click.option(
    "--db",
    type=click.Path(path_type=Path),
    default=Path("archive.db"),
    show_default=True,
    help="The archive.",
)


@click.group(cls=Commands)
def commands() -> None:
    """Search and serve an archive of Viet Nam's provincial newspapers.

    Exit codes:
      0  done
      1  it failed: a network, a page, a damaged file, a fault of ours
      2  the words of the command are off, or a file: missing, damaged, no archive
      3  done, and there is an alarm: see baotinh health, baotinh verify
      4  another run of the same newspaper is at work
      5  the newspaper refused: robots.txt, a challenge, 403, 429
      6  interrupted: the same command goes on
      7  the disk or the database refused: full, read-only, locked
     10  the question cannot be read
     11  the archive has no newspaper, section or article of that name
     12  a day that is none, or a period that ends before it begins
     14  the archive was made by an older program: run baotinh migrate
     15  the archive was made by a newer program: upgrade
     16  other text rules made the index: run baotinh reindex
    """
