"""Crawl a test newspaper as a newspaper that has a file.

Usage: python -m tests.support.newspapers.crawl MAKE URL DB. The newspaper names its family and
nothing else, so its seeds are found. What follows DB are `crawler.jobs.crawl.Options`, name=value.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from rich.console import Console

from crawler.jobs.crawl import Options, crawl
from crawler.newspaper import Numbers, Paper, Section
from crawler.urls.patterns import Shape
from tests.support.newspapers.makes import MAKES

HOST = "bao-thu.example"
NEWEST = 100  # said to be the highest number, and outrun by what lists name


def paper_of(make: str) -> type[Paper]:
    """A paper of the make's family, or of its shape."""
    made = MAKES[make]
    data = {
        "name": make,
        "title": "Báo Thử",
        "province": None,
        "province_now": None,
        "hosts": (HOST,),
        "scheme": "https",
        "family": made.family,
    }
    if made.numbers:
        before, _, after = made.numbers.partition("{}")
        shape = Shape(rf"{re.escape(before)}(?P<id>\d+){re.escape(after)}$")
        seeds = (Section("/"), Numbers(made.numbers, newest=NEWEST))
        data |= {"article": (shape,), "seeds": seeds}
    return type("FamilyPaper", (Paper,), data)


def main(make: str, url: str, db: str, *options: str) -> None:
    """Crawl and print the summary."""
    chosen = dict(option.split("=", 1) for option in options)
    backfill = {"backfill": True} if chosen.pop("backfill", "") else {}
    asked = Options(mirror=url, delay=float(chosen.pop("delay", "0")), **chosen, **backfill)
    (end,) = crawl([paper_of(make)], Path(db), Console(stderr=True), asked)
    sys.stdout.write(f"{end}\n")
    sys.exit(end.outcome != "finished")


if __name__ == "__main__":
    main(*sys.argv[1:])
