"""Commands that export articles and references: export, repeat, cite."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from archive.cli.group import Command, archive_option
from archive.cli.progress import progress_bar
from archive.cli.query_options import filters_of, query_options, question_of
from archive.db.reader import reading
from archive.exports import cite as references
from archive.exports import manifest as manifests
from archive.search.selection import count, select


@click.command(cls=Command)
@query_options(required=False)
@click.option(
    "--out",
    "target",
    type=click.Path(path_type=Path),
    required=True,
    help="File to write, or folder for --as text.",
)
@click.option(
    "--as",
    "form",
    type=click.Choice(["jsonl", "csv", "parquet", "text"]),
    default="jsonl",
    show_default=True,
    help="Format; text is one plain-text file per article.",
)
def export(question: tuple[str, ...], db: Path, **choices: Any) -> None:
    """Write articles to a file, with a manifest.

    The matches of a query, or all articles. The manifest beside the file has the query, filters,
    counts, versions and digests; `baotinh repeat` runs it again. The format "text" makes a folder
    of plain-text files with metadata.csv.

    Example:
      baotinh export "hạn mặn" --from 2016 --out drought.jsonl
      baotinh export --as text --out corpus

    """
    query = (question_of(question), filters_of(choices))
    exact_only = choices["exact_only"]
    with reading(db) as conn, progress_bar("export") as progress:
        total = count(conn, select(conn, *query, exact_only=exact_only))
        made = manifests.make(
            conn,
            *query,
            choices["target"],
            form=choices["form"],
            exact_only=exact_only,
            progress=lambda done: progress(done, total),
        )
    click.echo(f"wrote {made.articles} articles to {choices['target']}", err=True)


@click.command(cls=Command)
@click.argument("manifest", type=click.Path(path_type=Path))
@archive_option
@click.option("--list", "listing", is_flag=True, help="Print the ids, one per line.")
def repeat(manifest: Path, db: Path, listing: bool) -> None:
    """Repeat an exported query and list changes.

    Also says whether the archive, the text rules or the version of baotinh have changed since.

    Example:
      baotinh repeat drought.jsonl.manifest.json --list

    """
    with reading(db) as conn:
        found = manifests.repeat(conn, manifest)
    if listing:
        for name in ("came", "went", "changed"):
            for article in getattr(found, name):
                click.echo(f"{name}\t{article}")
    click.echo(
        f"{found.articles} articles: {len(found.came)} new, {len(found.went)} gone,"
        f" {len(found.changed)} changed",
        err=listing,
    )
    click.echo(_since(found), err=True)


def _since(found: manifests.Repeated) -> str:
    """Whether the archive, the text rules and the program are still the same."""
    before, now = found.before, found.now
    parts = [f"first run {before.made} on {before.archive_articles} articles"]
    if found.same_archive:
        parts.append("the archive is unchanged")
    else:
        parts.append(f"the archive has changed: {now.archive_articles} articles now")
    if not found.same_rules:
        parts.append(f"text rules {before.text_rules} then, {now.text_rules} now")
    if before.program != now.program:
        parts.append(f"baotinh {before.program} then, {now.program} now")
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
    help="Format; text is one line of Vietnamese.",
)
@click.option("--revision", type=int, help="An older revision of the article.  [newest]")
def cite(articles: tuple[int, ...], db: Path, form: Any, revision: int | None) -> None:
    """Print references: text, BibTeX, RIS, CSL-JSON.

    Example:
      baotinh cite 1024 --as bibtex >> thesis.bib

    """
    with reading(db) as conn:
        for article in articles:
            click.echo(references.cite(conn, article, form, revision), nl=False)
