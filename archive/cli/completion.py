"""Shell completion of newspaper ids, from the archive that the command line names."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import click


def complete_paper(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """The ids of newspapers in the archive that begin so; none where there is no archive."""
    del param  # click hands it to every completion
    db = Path(ctx.params.get("db") or "archive.db").absolute()
    try:
        with closing(sqlite3.connect(f"{db.as_uri()}?mode=ro", uri=True)) as conn:
            ids = conn.execute("SELECT id FROM papers ORDER BY id").fetchall()
    except sqlite3.Error:
        return []
    return [id_ for (id_,) in ids if id_.startswith(incomplete)]
