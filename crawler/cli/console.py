"""The console for progress and error messages."""

from __future__ import annotations

from rich.console import Console


def on_stderr() -> Console:
    """A console on stderr: stdout has results only."""
    return Console(stderr=True)
