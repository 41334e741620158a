"""Command groups that import a command's module only when the command is used.

This is click's LazyGroup pattern, and the only place of the project that imports by name: `--help`
and the completion of command names read the table of commands and import none of them.
"""

from __future__ import annotations

import importlib
import inspect
import sys
from collections.abc import Sequence
from importlib.util import LazyLoader, find_spec, module_from_spec
from itertools import groupby
from pathlib import Path
from types import ModuleType
from typing import Any, Literal, NamedTuple

import click
from click.shell_completion import CompletionItem

from archive.errors import EXIT_CODES, BaotinhError, Exit

Form = Literal["table", "jsonl", "csv"]

SECTIONS = ("Crawl", "Ask", "Take away", "Keep", "Serve", "Develop")
"""The sections of `baotinh --help`, in this order."""


class Entry(NamedTuple):
    """A line of the table of commands: the command `name` is the function `name` of `module`."""

    section: str
    name: str
    module: str
    summary: str


def entries(section: str, module: str, **summaries: str) -> list[Entry]:
    """Lines of the table for commands of one module: the summary of each by its name."""
    return [Entry(section, name, module, summary) for name, summary in summaries.items()]


class Command(click.Command):
    """A command whose docstring may hold blocks such as `Example:`, kept line by line."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.help = _with_blocks(self.help)


class LazyGroup(click.Group):
    """A group with sections; an error of archive/errors.py becomes one line and an exit code."""

    def __init__(self, name: str, *, table: Sequence[Entry], **options: Any) -> None:
        options["context_settings"] = {"help_option_names": ["-h", "--help"]}
        self.table = sorted(table, key=lambda entry: SECTIONS.index(entry.section))
        # click reads only the names of these, to suggest one for a name that is misspelt
        names = {entry.name: click.Command(entry.name) for entry in self.table}
        super().__init__(name, commands=names, **options)
        self.help = _with_blocks(self.help)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The names in the order of the help."""
        return [entry.name for entry in self.table]

    def get_command(
        self,
        ctx: click.Context,  # noqa: ARG002 - click's signature
        cmd_name: str,
    ) -> click.Command | None:
        """The command of that name, imported now; None where there is none."""
        module = next((entry.module for entry in self.table if entry.name == cmd_name), None)
        if module is None:
            return None
        command: click.Command = getattr(importlib.import_module(module), cmd_name)
        return command

    def format_commands(
        self,
        ctx: click.Context,  # noqa: ARG002 - click's signature
        formatter: click.HelpFormatter,
    ) -> None:
        """Write the table of commands by section, then the exit codes."""
        width = max(len(entry.name) for entry in self.table)
        for section, entries in groupby(self.table, key=lambda entry: entry.section):
            with formatter.section(section):
                formatter.write_dl([(f"{entry.name:{width}}", entry.summary) for entry in entries])
        with formatter.section("Exit codes"):
            formatter.write_dl([(f"{code:2}", text) for code, text in EXIT_CODES.items()])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """The names of commands and the group's own options; imports no command."""
        names = [
            CompletionItem(entry.name, help=entry.summary)
            for entry in self.table
            if entry.name.startswith(incomplete)
        ]
        return names + click.Command.shell_complete(self, ctx, incomplete)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a BaotinhError becomes its line and its exit code."""
        try:
            return super().invoke(ctx)
        except BaotinhError as error:
            line = " ".join(str(error).split())
            click.echo(f"baotinh: {line}", err=True)
            ctx.exit(error.exit_code)
        except KeyboardInterrupt:
            click.echo("baotinh: interrupted: run the same command again to continue", err=True)
            ctx.exit(Exit.INTERRUPTED)


def lazy_module(name: str) -> ModuleType:
    """A module that is executed when one of its attributes is first read (importlib's recipe).

    For modules that import Scrapy: the options of a command that crawls complete without it.
    """
    if name in sys.modules:
        return sys.modules[name]
    spec = find_spec(name)
    assert spec is not None
    assert spec.loader is not None
    spec.loader = LazyLoader(spec.loader)
    module = sys.modules[name] = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _with_blocks(text: str | None) -> str:
    """The help text with the marks that make click keep the lines of its blocks."""
    text = inspect.cleandoc(text or "")
    for title in ("Example:\n", "Query syntax:\n", "Exit codes:\n"):
        text = text.replace(title, f"\b\n{title}")
    return text


archive_option = click.option(
    "--db",
    type=click.Path(path_type=Path),
    default=Path("archive.db"),
    envvar="BAOTINH_DB",
    show_envvar=True,
    show_default=True,
    help="The archive.",
)
