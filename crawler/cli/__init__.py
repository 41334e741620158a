"""`baotinh`: the commands of the crawler and those of `archive.cli`.

Results go to stdout; progress, logs and error messages to stderr.
"""

from __future__ import annotations

import click

from archive.cli import COMMANDS as ARCHIVE_COMMANDS
from archive.cli import LazyGroup, entries

COMMANDS = (
    *ARCHIVE_COMMANDS,
    *entries("Crawl", "crawler.cli.crawl", crawl="Fetch and store new articles."),
    *entries("Crawl", "crawler.cli.jobs", ingest="Store saved pages: WARC, CDX, HTML, folders."),
    *entries("Crawl", "crawler.cli.newspapers", papers="List the newspapers that baotinh knows."),
    *entries("Keep", "crawler.cli.jobs", reparse="Rebuild all articles from the captures."),
    *entries("Develop", "crawler.cli.demo", demo="Crawl, search and serve an invented newspaper."),
    *entries("Develop", "crawler.cli.newspapers", newspaper="Draft the file of a new newspaper."),
    *entries(
        "Develop",
        "crawler.cli.inspect",
        parse="Print a page's article as JSON.",
        field="Parse lines of one field from standard input.",
    ),
)


@click.group(cls=LazyGroup, table=COMMANDS)
@click.version_option(package_name="baotinh")
def main() -> None:
    """An archive of Viet Nam's provincial newspapers: crawl, search, export, keep, serve.

    Example:
      baotinh demo
      baotinh crawl ca_mau --db archive.db
      baotinh search '"hạn mặn"' --from 2016 --db archive.db
    """
