"""Crawl a test newspaper as a paper that has a file: python -m tests.newspapers.crawl MAKE URL DB.

The paper names its family and nothing else, so its seeds are found; what follows DB are options of
`crawler.crawl.Options` as name=value.
"""

from __future__ import annotations

import sys
from pathlib import Path

from rich.console import Console

from crawler.crawl import Options, crawl
from crawler.paper import Paper
from tests.newspapers.makes import MAKES

HOST = "bao-thu.example"


def paper_of(make: str) -> type[Paper]:
    """A paper of the make's family."""
    data = {
        "name": make,
        "title": "Báo Thử",
        "province": None,
        "province_now": None,
        "hosts": (HOST,),
        "scheme": "https",
        "family": MAKES[make].family,
    }
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
