"""Where progress goes and words about what went wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console


def on_stderr() -> Console:
    """The terminal's other stream: results on stdout stay clean."""
    from rich.console import Console

    return Console(stderr=True)
