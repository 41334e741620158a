"""Commands that take something away: export, repeat, cite."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from archive.cli.group import Command, archive_option
from archive.cli.output import progress_bar
from archive.cli.query_options import asks, filters_of, question_of

if TYPE_CHECKING:
    from archive.exports.manifest import Repeated


@click.command(cls=Command)
@asks(required=False)
@click.option(
    "--out",
    "target",
    type=click.Path(path_type=Path),
    required=True,
    help="File to write, or folder for texts.",
)
@click.option(
    "--as",
    "form",
    type=click.Choice(["jsonl", "csv", "parquet", "text"]),
    default="jsonl",
    show_default=True,
)
def export(question: tuple[str, ...], db: Path, **choices: Any) -> None:
    """Write articles to a file: those of a question, or all.

    Beside it goes a manifest that `baotinh repeat` can ask again: the question, filters, counts,
    versions and digests. "text" makes a folder of plain texts with metadata.csv.

    Example:
      baotinh export "hạn mặn" --from 2016 --out drought.jsonl
      baotinh export --as text --out corpus

    """
    from archive.db.reader import reading
    from archive.exports import manifest
    from archive.search.selection import count, select

    asked = (question_of(question), filters_of(choices))
    exact_only = choices["exact_only"]
    with reading(db) as conn, progress_bar("export") as progress:
        total = count(conn, select(conn, *asked, exact_only=exact_only))
        made = manifest.make(
            conn,
            *asked,
            choices["target"],
            form=choices["form"],
            exact_only=exact_only,
            progress=lambda done: progress(done, total),
        )
    click.echo(f"{made.articles} articles in {choices['target']}", err=True)


@click.command(cls=Command)
@click.argument("manifest", type=click.Path(path_type=Path))
@archive_option
@click.option("--list", "listing", is_flag=True, help="Print the ids, one a line.")
def repeat(manifest: Path, db: Path, listing: bool) -> None:
    """Ask again what an export asked, and say what has changed since.

    Also whether the archive is the same, and whether other text rules or another program answer.

    Example:
      baotinh repeat drought.jsonl.manifest.json --list

    """
    from archive.db.reader import reading
    from archive.exports import manifest as manifests

    with reading(db) as conn:
        found = manifests.repeat(conn, manifest)
    if listing:
        for name in ("came", "went", "changed"):
            for article in getattr(found, name):
                click.echo(f"{name}\t{article}")
    click.echo(
        f"{found.articles} articles: {len(found.came)} came, {len(found.went)} went,"
        f" {len(found.changed)} changed",
        err=listing,
    )
    click.echo(_since(found), err=True)


def _since(found: Repeated) -> str:
    """What else is not as it was: the archive, the text rules, the program."""
    before, now = found.before, found.now
    parts = [f"first asked {before.made} of {before.archive_articles} articles"]
    if found.same_archive:
        parts.append("the archive holds the same")
    else:
        parts.append(f"the archive holds {now.archive_articles} now, or others")
    if not found.same_rules:
        parts.append(f"words were compared by text rules {before.text_rules}, now {now.text_rules}")
    if before.program != now.program:
        parts.append(f"baotinh {before.program} answered, now {now.program}")
    return "; ".join(parts)


@click.command(cls=Command)
@click.argument("articles", nargs=-1, required=True, type=int, metavar="ID...")
@archive_option
@click.option(
    "--as",
    "form",
    type=click.Choice(["text", "bibtex", "ris", "csl"]),
    default="text",
    show_default=True,
)
@click.option("--revision", type=int, help="A state that is not the newest one.")
def cite(articles: tuple[int, ...], db: Path, form: Any, revision: int | None) -> None:
    """Print articles as references: a line of Vietnamese, BibTeX, RIS, CSL-JSON.

    Example:
      baotinh cite 1024 --as bibtex >> thesis.bib

    """
    from archive.db.reader import reading
    from archive.exports import cite as citing

    with reading(db) as conn:
        for article in articles:
            click.echo(citing.cite(conn, article, form, revision), nl=False)


COMMANDS = (export, repeat, cite)
