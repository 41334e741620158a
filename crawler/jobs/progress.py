"""Shows the progress of a run: a live table on a terminal, else a line every half minute."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from time import monotonic
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.live import Live
from rich.table import Table

EVERY = 30.0  # seconds between two lines without a terminal

Counts = Mapping[str, Mapping[str, int]]


class Progress:
    """A context manager that shows counts; `counts` returns them by the name of their row."""

    def __init__(
        self, console: Console, columns: Sequence[str], counts: Callable[[], Counts]
    ) -> None:
        """`console` should write to stderr: results are for stdout."""
        self._console = console
        self._columns = columns
        self._counts = counts
        self._began = monotonic()
        self._ended = threading.Event()
        self._live: Live | None = None
        self._thread: threading.Thread | None = None

    def __enter__(self) -> Self:
        if self._console.is_terminal:
            self._live = Live(
                console=self._console, get_renderable=self._table, refresh_per_second=4
            )
            self._live.start()
        else:
            self._thread = threading.Thread(target=self._print, daemon=True)
            self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._live:
            self._live.stop()
        self._ended.set()
        if self._thread:
            self._thread.join()

    def _table(self) -> Table:
        table = Table(box=None, padding=(0, 2, 0, 0))
        table.add_column(f"{monotonic() - self._began:.0f} s", style="dim")
        for column in self._columns:
            table.add_column(column.replace("_", " "), justify="right")
        for name, counts in self._counts().items():
            table.add_row(name, *(str(counts.get(column, 0)) for column in self._columns))
        return table

    def _print(self) -> None:
        while not self._ended.wait(EVERY):
            for name, counts in self._counts().items():
                print_line(self._console, summary(name, self._columns, counts))


def print_line(console: Console, line: str) -> None:
    """Print a line unchanged and unwrapped, above a live table if there is one."""
    console.print(line, highlight=False, markup=False, soft_wrap=True)


def summary(name: str, columns: Sequence[str], counts: Mapping[str, int]) -> str:
    """Counts as one line: "bac_lieu: 41 pages, 39 new, 0 changed, 1 gone, 0 failed"."""
    parts = (f"{counts.get(column, 0)} {column.replace('_', ' ')}" for column in columns)
    return f"{name}: {', '.join(parts)}"
