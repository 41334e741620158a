"""Shell completion of newspaper ids, by the names of the newspapers' files."""

from __future__ import annotations

from pathlib import Path

import click

_FOLDER = Path(__file__).parents[1] / "newspapers"


def complete_newspaper(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """The ids of newspapers that begin so; imports no newspaper."""
    del ctx, param  # click hands them to every completion
    ids = sorted(path.stem for path in _FOLDER.glob("[a-z]*.py"))
    return [id_ for id_ in ids if id_.startswith(incomplete)]
