"""Results on stdout: a table for people, JSON lines and CSV for programs."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Mapping
from typing import Any

import click
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from archive.cli.group import Form

form_option = click.option(
    "--format",
    "form",
    type=click.Choice(["table", "jsonl", "csv"]),
    default="table",
    show_default=True,
    help="Output format.",
)


def write_rows(rows: Iterable[Mapping[str, Any]], names: Iterable[str], form: Form) -> None:
    """Write rows with these columns; an empty table prints nothing."""
    names = list(names)
    if form == "jsonl":
        for row in rows:
            click.echo(json.dumps({name: row[name] for name in names}, ensure_ascii=False))
    elif form == "csv":
        table = csv.DictWriter(sys.stdout, names, lineterminator="\n", extrasaction="ignore")
        table.writeheader()
        table.writerows(rows)
    else:
        _write_table(list(rows), names)


_WIDEST = 1000  # columns of a table in a file or a pipe


def console() -> Console:
    """The console for stdout; it never breaks a line in a file or a pipe."""
    if sys.stdout.isatty():
        return Console(highlight=False)
    return Console(highlight=False, soft_wrap=True, width=_WIDEST)


def _write_table(rows: list[Mapping[str, Any]], names: list[str]) -> None:
    if not rows:
        return
    numbers = {name for name in names if all(isinstance(row[name], int | float) for row in rows)}
    table = Table(box=box.SIMPLE_HEAD, header_style="bold")
    for name in names:
        table.add_column(name, justify="right" if name in numbers else "left")
    for row in rows:
        table.add_row(*(Text(_cell(row[name])) for name in names))  # Text: no markup in data
    console().print(table)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return f"{value:.2f}" if isinstance(value, float) else " ".join(str(value).split())
