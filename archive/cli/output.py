"""Results on stdout: a table for people, JSON lines and CSV for programs; progress on stderr."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from archive.cli.group import Form

if TYPE_CHECKING:
    from rich.console import Console

form_option = click.option(
    "--format",
    "form",
    type=click.Choice(["table", "jsonl", "csv"]),
    default="table",
    show_default=True,
)


def write_rows(rows: Iterable[Mapping[str, Any]], names: Iterable[str], form: Form) -> None:
    """Rows with these columns, one after the other; an empty table prints nothing."""
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


_WIDEST = 1000  # columns of a table on a file or a pipe


def console() -> Console:
    """Where tables go; on a file or a pipe, lines are as long as they are."""
    from rich.console import Console

    if sys.stdout.isatty():
        return Console(highlight=False)
    return Console(highlight=False, soft_wrap=True, width=_WIDEST)  # a table takes what it needs


@contextmanager
def progress_bar(name: str) -> Iterator[Callable[[int, int], None]]:
    """A bar on a terminal, nothing elsewhere; give it (done, of how many)."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    on = Console(stderr=True)
    columns = (name, BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=on, disable=not on.is_terminal) as progress:
        task = progress.add_task(name, total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)


def _write_table(rows: list[Mapping[str, Any]], names: list[str]) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

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
