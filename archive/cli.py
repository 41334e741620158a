"""The commands that read an archive: search, reindex, serve.

Results go to stdout, words about them to stderr. `Commands` is the group that turns errors of the
tree in archive/errors.py into one line and an exit code. What a command needs is imported when it
runs: a search should not wait for the web server's libraries.
"""

from __future__ import annotations

import csv
import inspect
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

import click

from archive.errors import BaotinhError

if TYPE_CHECKING:
    from archive.search import Answer, Hit

Form = Literal["table", "jsonl", "csv"]


class Command(click.Command):
    """A command whose docstring may end in a block `Example:`, kept line by line."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.help = inspect.cleandoc(self.help or "").replace("Example:\n", "\b\nExample:\n")


class Commands(click.Group):
    """A group whose commands end with one line on stderr when something goes wrong on purpose."""

    command_class = Command

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a BaotinhError becomes its line and its exit code."""
        try:
            return super().invoke(ctx)
        except BaotinhError as error:
            line = " ".join(str(error).split())
            click.echo(f"baotinh: {line}", err=True)
            ctx.exit(error.exit_code)


archive_option = click.option(
    "--db",
    type=click.Path(path_type=Path),
    default=Path("archive.db"),
    show_default=True,
    help="The archive.",
)


@click.group(cls=Commands)
def commands() -> None:
    """Search and serve an archive of Viet Nam's provincial newspapers."""


@commands.command()
@click.argument("query", nargs=-1, required=True)
@archive_option
@click.option("--exact", is_flag=True, help="Only articles that show the tones as typed.")
@click.option("--from", "first", help="First day, such as 2023-01-09, 09/01/2023, 2023-01 or 2023.")
@click.option("--to", "last", help="Last day, included.")
@click.option("--paper", help="Id of one newspaper, such as bac_lieu.")
@click.option("--section", help="One section, such as “Thời sự”.")
@click.option(
    "--sort", type=click.Choice(["newest", "relevance"]), default="newest", show_default=True
)
@click.option(
    "--limit", type=click.IntRange(1), default=20, show_default=True, help="Hits at most."
)
@click.option(
    "--format", "form", type=click.Choice(get_args(Form)), default="table", show_default=True
)
def search(query: tuple[str, ...], db: Path, form: Form, **choices: Any) -> None:
    """Find articles: all words, "a phrase" in quotes, with or without tone marks.

    Words with marks find the articles that show these tones first, then those that match without
    regard to tones; words without marks find tone-free.

    Example:
      baotinh search dang vien
      baotinh search '"đảng viên" hạn mặn' --from 2023 --paper bac_lieu --format jsonl

    """
    from archive import period
    from archive import search as engine

    filters = engine.Filters(
        first=period.first_day(choices["first"]) if choices["first"] else None,
        last=period.last_day(choices["last"]) if choices["last"] else None,
        paper=choices["paper"],
        section=choices["section"],
    )
    with engine.reading(db) as conn:
        answer = engine.search(
            conn,
            " ".join(query),
            filters,
            exact_only=choices["exact"],
            sort=choices["sort"],
            limit=choices["limit"],
        )
    {"table": _write_table, "jsonl": _write_jsonl, "csv": _write_csv}[form](answer.hits)
    click.echo(_summary(answer), err=True)


@commands.command()
@archive_option
def reindex(db: Path) -> None:
    """Make the search index anew, as a change of the text rules asks for.

    Readers go on with the old index until the new one is whole.

    Example:
      baotinh reindex --db archive.db

    """
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    from archive import index
    from archive.store import Store

    columns = ("reindex", BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    console = Console(stderr=True)
    with (
        Store.open(db, create=False, check_rules=False) as store,
        store.atomic(),
        Progress(*columns, console=console, disable=not console.is_terminal) as progress,
    ):
        task = progress.add_task("reindex", total=None)
        done = index.reindex(
            store.db, lambda done, total: progress.update(task, completed=done, total=total)
        )
    click.echo(f"{done} articles indexed", err=True)


@commands.command()
@archive_option
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(0, 65535), default=8001, show_default=True)
@click.option("--open/--no-open", "show", default=False, help="Show it in the web browser.")
def serve(db: Path, host: str, port: int, show: bool) -> None:
    """Serve the archive as web pages until Ctrl-C, also while it is being written.

    Example:
      baotinh serve --db archive.db --port 8001

    """
    from archive.serve import server

    application = server.application(db)
    listener = server.listen(host, port)
    address = server.address_of(listener)
    if port not in (0, listener.getsockname()[1]):
        click.echo(f"port {port} is taken, so the next free one is used", err=True)
    click.echo(address)
    if show:
        click.launch(address)
    server.run(application, listener)


def _summary(answer: Answer) -> str:
    """What was found, in words: how many, in which way, how many of them are shown."""
    parts = []
    if answer.exact is not None:
        parts.append(f"{answer.exact} with the tones as typed")
    if answer.folded is not None:
        also = " more" if answer.exact is not None else ""
        parts.append(f"{answer.folded}{also} without regard to tones")
    return f"found {', '.join(parts)}; {len(answer.hits)} shown"


def _fields(hit: Hit) -> dict[str, Any]:
    """A hit as plain data for programs."""
    from archive import snippet

    return {
        "id": hit.id,
        "title": hit.title,
        "published": hit.published,
        "paper": hit.paper,
        "section": hit.section,
        "url": hit.url,
        "snippet": snippet.plain(hit.snippet),
        "tier": hit.tier,
    }


def _write_jsonl(hits: tuple[Hit, ...]) -> None:
    for hit in hits:
        click.echo(json.dumps(_fields(hit), ensure_ascii=False))


def _write_csv(hits: tuple[Hit, ...]) -> None:
    names = ("id", "title", "published", "paper", "section", "url", "snippet", "tier")
    table = csv.DictWriter(sys.stdout, names, lineterminator="\n")
    table.writeheader()
    table.writerows(_fields(hit) for hit in hits)


def _write_table(hits: tuple[Hit, ...]) -> None:
    """Title, facts, snippet and address of each hit; hits stand out on a terminal."""
    from rich.console import Console
    from rich.text import Text

    from archive import snippet

    def styled(marked: str, style: str = "") -> Text:
        text = Text(style=style)
        for piece, hit in snippet.pieces(marked):
            text.append(piece, "bold yellow" if hit else None)
        return text

    console = Console(highlight=False, soft_wrap=not sys.stdout.isatty())
    for hit in hits:
        when = (hit.published or "no date")[:16].replace("T", " ")
        facts = " · ".join(fact for fact in (when, hit.paper, hit.section, f"#{hit.id}") if fact)
        console.print(styled(hit.headline or "(no title)", "bold"))
        console.print(Text(facts, "cyan"))
        console.print(styled(hit.snippet))
        console.print(Text(hit.url, "blue"), soft_wrap=True)
        console.print()
