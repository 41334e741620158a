"""`baotinh`: the commands that fill an archive, and those of `archive.cli` that read it.

Results go to stdout; progress, logs and words about what went wrong to stderr. What a command needs
is imported when it runs: a search should not wait for Scrapy.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from archive.cli import Commands, Form, archive_option, commands
from archive.cli.output import form_option, write_rows
from archive.errors import Exit, UnreadableInput, UsageProblem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.console import Console

    from crawler.paper import Paper


@click.group(cls=Commands)
@click.version_option(package_name="baotinh")
def main() -> None:
    """An archive of Viet Nam's provincial newspapers: crawl, keep, take apart, search, read."""


for _command in commands.commands.values():
    main.add_command(_command)


@main.command()
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

    With --backfill every list and sitemap is read to its end, and it is told how far back the
    archive reaches then; it may be interrupted as often as need be.

    Example:
      baotinh crawl bac_lieu --db archive.db
      baotinh crawl bac_lieu --backfill --from 2015
      baotinh crawl https://baobaclieu.vn/ --limit 20
      baotinh crawl --all --jobs 8

    Exit codes:
      0 done, 1 failed, 2 usage, 4 locked, 5 refused by the newspaper, 6 interrupted, 7 disk or
      database; of several newspapers the worst: 6, 1, 5, 4

    """
    from archive.period import first_day, last_day
    from crawler import spiders
    from crawler.crawl import Options, exit_code
    from crawler.crawl import crawl as run

    if everything == bool(papers):
        raise UsageProblem("name newspapers or say --all, one of the two")
    names = spiders.papers() if everything else papers
    chosen = [_paper(name, choices["mirror"]) for name in dict.fromkeys(names)]
    for name, day in (("since", first_day), ("until", last_day)):
        choices[name] = day(choices[name]).isoformat() if choices[name] else None
    options = Options(**choices)
    ends = run(chosen, db, _console(), options)
    for end in ends:
        click.echo(str(end))
    sys.exit(exit_code(ends))


@main.command()
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
    from crawler import ingest as pages

    _tell("ingest", pages.TOLD, pages.ingest(paths, db, url, _console()))


@main.command()
@archive_option
def reparse(db: Path) -> None:
    """Make all articles again from the captures, with the parser as it is now.

    Example:
      baotinh reparse --db archive.db

    """
    from crawler import reparse as again

    _tell("reparse", again.TOLD, again.reparse(db, _console()))


@main.command()
@click.argument("file", metavar="FILE|-", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--url", help="The address of the page, where it does not state its own.")
@click.option("--generic", is_flag=True, help="Without the rules of its newspaper and family.")
def parse(file: Path, url: str | None, generic: bool) -> None:
    """Print what a page says as one JSON object; nothing is stored.

    Example:
      baotinh parse page.html --url https://baobaclieu.vn/xa-hoi/mua-rao-81234.html

    """
    from crawler.reading import page_of_file, paper_at, read_page

    page = page_of_file(_bytes(file), file.name, url)
    article = read_page(page, paper_at(page.url), generic=generic)
    click.echo(json.dumps(article.to_dict(), ensure_ascii=False, indent=2))


@main.command()
@form_option
def papers(form: Form) -> None:
    """List the newspapers that have a file of their own.

    EVIDENCE says what their rules were seen to work on: a saved "page", the "address" of real
    articles, or "none".

    Example:
      baotinh papers --format csv

    """
    from crawler import spiders

    rows = [
        {
            "id": paper.name,
            "title": paper.title,
            "province": paper.province,
            "province_now": paper.province_now,
            "successor": paper.successor,
            "hosts": " ".join(paper.hosts),
            "family": paper.family,
            "evidence": paper.evidence,
        }
        for paper in spiders.papers().values()
    ]
    if form == "table":
        rows = [_in_short(row) for row in rows]
    write_rows(rows, rows[0], form)


@main.command()
@click.argument("url")
@click.option("--id", "name", help="The newspaper's id.  [made of its host]")
@click.option(
    "--dir",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    help="Where crawler/ and tests/ lie.  [here]",
)
@click.option("--delay", type=click.FloatRange(0), help="Seconds between two requests.  [2]")
@click.option("--allow-private", is_flag=True, help="Allow an intranet or loopback host.")
def newspaper(url: str, name: str | None, folder: Path, **choices: Any) -> None:
    """Look at a newspaper that has no file, and write one for you to complete.

    A few articles are fetched and shown as they would be read; then come the newspaper's file and a
    first test pair, a page and what it says. Read both, mend them, and put sentences of your own
    into the page: a newspaper's text is not ours to publish.

    Example:
      baotinh newspaper https://baovidu.example/ --id vi_du

    """
    from crawler import newspaper as looking
    from crawler.crawl import Options

    found = looking.look(url, _console(), Options(**choices))
    for _, article, _ in found.articles[: looking.SHOWN]:
        click.echo(looking.told(article) + "\n")
    name = name or looking.suggested_id(found.paper.hosts[0])
    for path in looking.write(found, name, folder):
        click.echo(f"wrote {path}")


@main.command()
@click.argument("name", type=click.Choice(["dateline", "byline", "weather"]))
def field(name: str) -> None:
    """Read lines from standard input as one field, and print one JSON object a line.

    For whoever adds a newspaper: what would its date line, its by-line or its forecast give? A date
    later than today is refused; relative words need the time of a fetch and give none.

    Example:
      echo 'Thứ Hai, 09/01/2023 | 15:24' | baotinh field dateline

    """
    from datetime import datetime

    from crawler.parsers.dateline import VIETNAM
    from crawler.parsers.samples import record

    now = datetime.now(VIETNAM)
    for line in sys.stdin:
        found = record(name, line.rstrip("\n"), not_after=now)
        click.echo(json.dumps(found, ensure_ascii=False))


@main.command()
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
    from crawler.demo import QUESTION
    from crawler.demo import demo as run

    db = run(folder, _console(), click.echo)
    click.echo(f"\n$ baotinh search '{QUESTION}' --db {db} --limit 3")
    _call("search", QUESTION, "--db", db, "--limit", 3)
    if serving:
        click.echo("the archive is served until Ctrl-C at")
        _call("serve", "--db", db, "--port", port)


def _call(command: str, *words: object) -> None:
    """Do what these words on the command line do."""
    commands.commands[command].main(list(map(str, words)), command, standalone_mode=False)


def _console() -> Console:
    from rich.console import Console

    return Console(stderr=True)


def _paper(name: str, mirror: str | None) -> type[Paper]:
    """The paper that a word on the command line means: an id, or the address of a home page."""
    from crawler import spiders
    from crawler.generic import generic_paper

    if "://" in name:
        return spiders.paper_of(name) or generic_paper(name)
    found = spiders.paper(name)
    if found is spiders.sample() and not mirror:
        raise UsageProblem(
            "the sample newspaper has no host: start `python -m crawler.sample.server` and name it"
            " with --mirror"
        )
    return found


def _bytes(file: Path) -> bytes:
    """The bytes of a file, or of stdin for "-"."""
    if str(file) == "-":
        return sys.stdin.buffer.read()
    try:
        return file.read_bytes()
    except OSError as error:
        raise UnreadableInput(f"{file}: {error.strerror}") from error


def _tell(name: str, told: Sequence[str], counts: Mapping[str, int]) -> None:
    """Print the counts; what failed makes the command fail."""
    from crawler.progress import summary

    click.echo(summary(name, told, counts))
    if counts["failed"]:
        sys.exit(Exit.FAILED)


def _in_short(row: dict[str, str | None]) -> dict[str, str | None]:
    """A paper's row as a terminal has room for it: "Bạc Liêu → Cà Mau", the host that is asked."""
    then, now = row["province"], row["province_now"]
    return {
        "id": row["id"],
        "title": row["title"],
        "province": then if then == now else f"{then} → {now}",
        "host": (row["hosts"] or "").partition(" ")[0],
        "family": row["family"],
        "evidence": row["evidence"],
    }


if __name__ == "__main__":
    main()
