"""Crawl a test newspaper as a newspaper that has a file.

Usage: python -m tests.support.newspapers MAKE URL DB. The newspaper names its family and
nothing else, so its seeds are found. What follows DB are `crawler.jobs.crawl.Options`, name=value.
"""

from __future__ import annotations

import sys
from pathlib import Path

from rich.console import Console

from crawler.families import families
from crawler.jobs.crawl import Options, crawl
from crawler.newspaper import Newspaper
from tests.support.newspapers.makes import MAKES

HOST = "bao-thu.example"


def newspaper_of(make: str) -> Newspaper:
    """A newspaper of the make's family."""
    family = next((one for one in families() if one.name == MAKES[make].family), None)
    return Newspaper(
        id=make,
        title="Báo Thử",
        province=None,
        province_now=None,
        hosts=(HOST,),
        scheme="https",
        family=family,
    )


def main(make: str, url: str, db: str, *options: str) -> None:
    """Crawl and print the summary."""
    chosen = dict(option.split("=", 1) for option in options)
    backfill = {"backfill": True} if chosen.pop("backfill", "") else {}
    asked = Options(mirror=url, delay=float(chosen.pop("delay", "0")), **chosen, **backfill)
    (end,) = crawl([newspaper_of(make)], Path(db), Console(stderr=True), asked)
    sys.stdout.write(f"{end}\n")
    sys.exit(end.outcome != "finished")


if __name__ == "__main__":
    main(*sys.argv[1:])
