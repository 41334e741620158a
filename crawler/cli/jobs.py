"""Commands that fill an archive: from newspapers, from what others saved, from its own captures."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from archive.cli import Command, archive_option, commands
from archive.errors import Exit, UsageProblem
from crawler.cli.console import on_stderr

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from crawler.newspaper import Newspaper


@click.command(cls=Command)
@click.argument("papers", nargs=-1, metavar="PAPER|URL...")
@click.option("--all", "everything", is_flag=True, help="All newspapers that `papers` lists.")
@click.option(
    "--jobs",
    type=click.IntRange(1, 63),
    default=8,
    show_default=True,
    help="Newspapers at the same time, each at its own pace.",
)
@archive_option
@click.option("--limit", type=click.IntRange(1), help="Ask for so many articles at most.")
@click.option("--since", "--from", help="Go no further back than this day, month or year.")
@click.option("--until", "--to", help="Leave out what lists and addresses tell to be later.")
@click.option("--backfill", is_flag=True, help="Read lists to their end, for old articles.")
@click.option("--delay", type=click.FloatRange(0), help="Seconds between two requests.  [2]")
@click.option("--mirror", metavar="URL", help="A server that stands in for the newspaper.")
@click.option("--allow-private", is_flag=True, help="Allow an intranet or loopback host.")
@click.option("--images", is_flag=True, help="Keep the images of articles too.")
@click.option("--hours", metavar="22-5", help="Hours of the day to crawl in, by Viet Nam's clock.")
def crawl(papers: tuple[str, ...], everything: bool, db: Path, **choices: Any) -> None:
    """Fetch what newspapers have published since the last time, and store it.

    PAPER is an id that `baotinh papers` lists; URL is the home page of any newspaper. A crawl that
    was interrupted goes on where it stopped. One that is at work already is left alone.

    With --backfill every listing and sitemap is read to its end, then the folders of months where
    article URLs have them; the summary says how far back the archive reaches. A backfill may be
    interrupted as often as need be.

    Example:
      baotinh crawl ca_mau --db archive.db
      baotinh crawl ca_mau --backfill --from 2015
      baotinh crawl https://baovidu.example/ --limit 20
      baotinh crawl --all --jobs 8

    Exit codes:
      0 done, 1 failed, 2 usage, 4 locked, 5 refused by the newspaper, 6 interrupted, 7 disk or
      database; of several newspapers the worst: 6, 1, 5, 4

    """
    from archive.search.dates import first_day, last_day
    from crawler import newspapers
    from crawler.jobs.crawl import Options, exit_code
    from crawler.jobs.crawl import crawl as run

    if everything == bool(papers):
        raise UsageProblem("name newspapers or say --all, one of the two")
    names = newspapers.registered() if everything else papers
    chosen = [_newspaper(name, choices["mirror"]) for name in dict.fromkeys(names)]
    for name, day in (("since", first_day), ("until", last_day)):
        choices[name] = day(choices[name]).isoformat() if choices[name] else None
    options = Options(**choices)
    ends = run(chosen, db, on_stderr(), options)
    for end in ends:
        click.echo(str(end))
    sys.exit(exit_code(ends))


@click.command(cls=Command)
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@archive_option
@click.option("--url", help="The address of a page that does not state its own.")
def ingest(paths: tuple[Path, ...], db: Path, url: str | None) -> None:
    """Store pages that were saved before: WARC files, HTML files, folders of them.

    A page's address is --url, or what the page states, or the name of its file. Known captures are
    passed over; each page that is not stored is named with the reason.

    Example:
      baotinh ingest saved-pages/ crawl-2024.warc.gz --db archive.db

    """
    from crawler.jobs import ingest as pages

    _tell("ingest", pages.TOLD, pages.ingest(paths, db, url, on_stderr()))


@click.command(cls=Command)
@archive_option
def reparse(db: Path) -> None:
    """Make all articles again from the captures, with the parser as it is now.

    Example:
      baotinh reparse --db archive.db

    """
    from crawler.jobs import reparse as again

    _tell("reparse", again.TOLD, again.reparse(db, on_stderr()))


@click.command(cls=Command)
@click.option(
    "--dir",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("demo-archive"),
    show_default=True,
    help="Where the archive goes.",
)
@click.option("--port", type=click.IntRange(0, 65535), default=8001, show_default=True)
@click.option("--serve/--no-serve", "serving", default=True, help="Serve it until Ctrl-C.")
def demo(folder: Path, port: int, serving: bool) -> None:
    """Show the whole way on this machine, with an invented newspaper: crawl, search, serve.

    A second time there is nothing new, and one article was corrected.

    Example:
      baotinh demo --no-serve

    """
    from crawler.demo.run import QUESTION
    from crawler.demo.run import demo as run

    db = run(folder, on_stderr(), click.echo)
    click.echo(f"\n$ baotinh search '{QUESTION}' --db {db} --limit 3")
    _call("search", QUESTION, "--db", db, "--limit", 3)
    if serving:
        click.echo("the archive is served until Ctrl-C at")
        _call("serve", "--db", db, "--port", port)


def _call(command: str, *words: object) -> None:
    """Do what these words on the command line do."""
    commands.commands[command].main(list(map(str, words)), command, standalone_mode=False)


def _newspaper(name: str, mirror: str | None) -> Newspaper:
    """The newspaper that a word on the command line means: an id, or the URL of a home page."""
    from crawler import newspapers
    from crawler.newspaper import Newspaper

    if "://" in name:
        return newspapers.of_url(name) or Newspaper.from_home_page(name)
    found = newspapers.get(name)
    if found.invented and not mirror:
        raise UsageProblem(
            "the sample newspaper has no host: start `python -m crawler.demo.server` and name it"
            " with --mirror"
        )
    return found


def _tell(name: str, told: Sequence[str], counts: Mapping[str, int]) -> None:
    """Print the counts; what failed makes the command fail."""
    from crawler.jobs.progress import summary

    click.echo(summary(name, told, counts))
    if counts["failed"]:
        sys.exit(Exit.FAILED)


COMMANDS = (crawl, ingest, reparse, demo)
