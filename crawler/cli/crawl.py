"""The command that crawls newspapers.

Scrapy and the parsers take a second to import, so these modules are executed when a crawl starts:
options and newspaper ids complete without them.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from archive.cli import Command, archive_option
from archive.cli.group import lazy_module
from archive.errors import UsageProblem
from archive.search.dates import first_day, last_day
from crawler.cli.completion import complete_newspaper
from crawler.cli.console import on_stderr

if TYPE_CHECKING:
    from crawler import newspaper, newspapers
    from crawler.jobs import crawl as job
else:
    job = lazy_module("crawler.jobs.crawl")
    newspaper = lazy_module("crawler.newspaper")
    newspapers = lazy_module("crawler.newspapers")


@click.command(cls=Command)
@click.argument("papers", nargs=-1, metavar="PAPER|URL...", shell_complete=complete_newspaper)
@click.option("--all", "everything", is_flag=True, help="Crawl all newspapers of `baotinh papers`.")
@click.option(
    "--jobs",
    type=click.IntRange(1, 63),
    default=8,
    show_default=True,
    help="Newspapers crawled at the same time.",
)
@archive_option
@click.option("--limit", type=click.IntRange(1), help="Maximum number of articles per newspaper.")
@click.option("--since", "--from", help="Skip what is older than this day, month or year.")
@click.option("--until", "--to", help="Skip what is newer, as far as lists and URLs tell.")
@click.option("--backfill", is_flag=True, help="Follow listing pages to their end.")
@click.option("--delay", type=click.FloatRange(0), help="Seconds between two requests.  [2]")
@click.option("--mirror", metavar="URL", help="Crawl this server in place of the newspaper.")
@click.option("--allow-private", is_flag=True, help="Allow an intranet or loopback host.")
@click.option("--images", is_flag=True, help="Also keep the images of articles.")
@click.option("--hours", metavar="22-5", help="Crawl only in these hours (Viet Nam time).")
def crawl(papers: tuple[str, ...], everything: bool, db: Path, **choices: Any) -> None:
    """Fetch and store new articles.

    PAPER is an id of `baotinh papers`; URL is the home page of any newspaper. An interrupted crawl
    continues where it stopped. A newspaper that another process is crawling is skipped.

    With --backfill every listing and sitemap is followed to its end, then month folders are
    requested where article URLs have them. The closing line says how far back the archive reaches.
    A backfill may take days and many runs.

    Example:
      baotinh crawl ca_mau --db archive.db
      baotinh crawl ca_mau --backfill --from 2015
      baotinh crawl https://baovidu.example/ --limit 20
      baotinh crawl --all --jobs 8

    Exit codes:
      0 done, 1 failed, 2 usage error, 4 locked, 5 refused by the newspaper,
      6 interrupted, 7 disk or database failure; of several newspapers the first
      of 6, 1, 5, 4 that occurred

    """
    if everything == bool(papers):
        raise UsageProblem("give newspapers or --all, one of the two")
    names = newspapers.registered() if everything else papers
    chosen = [_newspaper(name, choices["mirror"]) for name in dict.fromkeys(names)]
    for name, day in (("since", first_day), ("until", last_day)):
        choices[name] = day(choices[name]).isoformat() if choices[name] else None
    options = job.Options(**choices)
    ends = job.crawl(chosen, db, on_stderr(), options)
    for end in ends:
        click.echo(str(end))
    sys.exit(job.exit_code(ends))


def _newspaper(name: str, mirror: str | None) -> newspaper.Newspaper:
    """The newspaper that an argument means: an id, or the URL of a home page."""
    if "://" in name:
        return newspapers.of_url(name) or newspaper.Newspaper.from_home_page(name)
    found = newspapers.get(name)
    if found.invented and not mirror:
        raise UsageProblem(
            "the sample newspaper has no host: start `python -m crawler.demo.server` and give its"
            " URL with --mirror"
        )
    return found
