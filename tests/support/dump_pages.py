"""Writes all web pages of an archive to a folder, for comparison: one file for each page.

    python tests/support/dump_pages.py ARCHIVE.db FOLDER

A file holds the address, the status and headers, then the body. The pages come from a copy of the
archive with run times of its own, on a clock that does not move; only the durations that datasette
prints are taken out. What serves the archive is found by name when it is needed: with another
version of the program on PYTHONPATH, the script writes the pages of that version.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import re
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime, timedelta, tzinfo
from hashlib import blake2b
from html import unescape
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

LANGUAGES = ("", "lang=en")
QUERIES = (
    "gia", "giá", "nông dân", '"nông dân"', "lua OR tôm", "xa -huyen", "truong*", "đảng viên",
    "gia NEAR/5 lua", "tiêu đề:gia", "tác giả:nguyen", "khôngcógì", "2023", "a", '"',
)  # fmt: skip
FILTERS = (
    "dau=1", "gop=1", "xep=hop", "co=anh", "co=bang", "co=thamdo", "co=anh&co=bang", "den=2020",
    "tu=2023&den=2024-06", "tu=2021-01-09&xep=hop",
)  # fmt: skip
FORMATS = ("tim.atom", "tim.csv", "tim.jsonl", "search")
FIXED = (
    "/", "/bao", "/tim", "/ngay", "/tham-do", "/thoi-tiet", "/do-phu", "/xu-huong", "/gioi-thieu",
    "/robots.txt", "/xu-huong?q=gia&q=lúa&buoc=thang", "/xu-huong?q=nông+dân&buoc=nam&co=anh",
)  # fmt: skip
FOLLOWED = {*FIXED, *(f"/tim?{urlencode({'q': query})}" for query in QUERIES)}
WRONG = (
    "/bai/0", "/bai/x", "/bao/x", "/ngay/x", "/ngay/2023-02-30", "/the?ten=x", "/tac-gia?ten=x",
    "/tim?q=gia&bao=x", "/tim?q=gia&tu=x", "/tim?q=gia&tu=2024&den=2023", "/tim?q=gia&xep=x",
    "/tim?q=gia&muc=x", "/tim?q=gia&sau=x", "/xu-huong?q=gia&buoc=x", "/do-phu?thang=1900-01", "/x",
)  # fmt: skip
ADDRESSES = """
SELECT '/bao/' || id FROM papers UNION ALL
SELECT '/tim?q=gia&bao=' || id FROM papers UNION ALL
SELECT '/tham-do?bao=' || id FROM papers UNION ALL
SELECT '/thoi-tiet?bao=' || id FROM papers UNION ALL
SELECT '/bai/' || article || '/ban/' || number FROM revisions UNION ALL
SELECT '/bai/' || article || '/trich-dan.txt?ban=' || number FROM revisions UNION ALL
SELECT '/bai/' || article || '/anh/' || number FROM images UNION ALL
SELECT '/bai/' || id FROM articles UNION ALL
SELECT '/bai/' || articles.id || '/trich-dan.' || value
    FROM articles, json_each('["bib","ris","json","txt"]') UNION ALL
SELECT DISTINCT '/ngay/' || substr(published, 1, 10) FROM articles WHERE published <> '' UNION ALL
SELECT DISTINCT '/do-phu?thang=' || substr(published, 1, 7) FROM articles
    WHERE published <> '' UNION ALL
SELECT DISTINCT '/thoi-tiet?nam=' || substr(day, 1, 4) FROM weather
"""
NAMES = {
    "/tac-gia?ten=": "SELECT name FROM authors",
    "/the?ten=": "SELECT name FROM tags",
    "/tim?tacgia=": "SELECT name FROM authors WHERE id % 7 = 0",
    "/tim?q=": "SELECT substr(title, 1, 12) FROM articles WHERE id % 7 = 0",
    "/tim?muc=": "SELECT DISTINCT section FROM articles WHERE section <> ''",
    "/tim?nguon=": "SELECT DISTINCT source FROM articles WHERE source <> ''",
    "/tim?q=gia&tinh=": "SELECT province FROM papers UNION SELECT province_now FROM papers",
    "/thoi-tiet?tinh=": "SELECT province_now FROM papers",
}
RUN_TIMES = (
    "UPDATE runs SET started = {later}, finished = iif(finished IS NULL, NULL, {later})",
    "UPDATE events SET time = {later}",
    "UPDATE _sqlite_migrations SET applied_at = {later}",
)
LINK = re.compile(r'(?:href|src)="(/[^"#]*)')
DURATIONS = re.compile(rb'(Queries took |"query_ms": )[0-9.e-]+')


def open_copy(path: Path, folder: Path) -> sqlite3.Connection:
    """A copy of an archive under its name, with what its log holds; the archive is only read."""
    shutil.copy(path, folder)
    log = path.with_name(f"{path.name}-wal")
    if log.exists():
        shutil.copy(log, folder)
    return sqlite3.connect(folder / path.name)


def addresses(conn: sqlite3.Connection) -> Iterator[str]:
    """The addresses of an archive's pages, those of searches and some that are wrong."""
    yield from FIXED
    yield from WRONG
    yield from (row[0] for row in conn.execute(ADDRESSES))
    for start, names in NAMES.items():
        yield from (start + quote(row[0]) for row in conn.execute(names) if row[0])
    for query in QUERIES:
        asked = urlencode({"q": query})
        yield from (f"/tim?{asked}&{filter_}" for filter_ in FILTERS)
        yield from (f"/{page}?{asked}" for page in ("tim", "xu-huong", *FORMATS))
    yield from (f"/{page}?{filter_}" for page in ("tim", *FORMATS) for filter_ in FILTERS)


def tables_of_datasette(conn: sqlite3.Connection, name: str) -> Iterator[str]:
    """The addresses of datasette's own pages on the archive."""
    yield f"/{name}"
    yield f"/{name}.json"
    yield f"/{name}?{urlencode({'sql': 'select id, title, exact(title) from articles limit 9'})}"
    for (table,) in conn.execute(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'view')"
        " AND name NOT LIKE 'sqlite^_%' ESCAPE '^'"
    ):
        yield from (f"/{name}/{table}{ending}" for ending in ("", ".json", ".csv"))
    yield from (f"/{name}/articles/{id_}" for (id_,) in conn.execute("SELECT id FROM articles"))
    for query in QUERIES:
        yield f"/{name}/articles?{urlencode({'_search': query})}"
    for rest in ("_search=", "_search_title=x", "_facet=paper", "_sort=published", "_size=3"):
        yield f"/{name}/articles?{rest}"


def in_languages(paths: Iterable[str]) -> Iterator[str]:
    """The addresses once in each language of the pages."""
    for path, language in itertools.product(paths, LANGUAGES):
        yield path + ("&" if "?" in path else "?") * bool(language) + language


class StillDatetime(datetime):
    """A time; now is always the same."""

    present: datetime

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Any:
        """The constant."""
        return cls.present.astimezone(tz)


@contextmanager
def clock_at(moment: str) -> Iterator[None]:
    """Let it be an hour after `moment`, in UTC, in all modules of the program."""
    StillDatetime.present = datetime.fromisoformat(moment) + timedelta(hours=1)
    ours = [module for name, module in sys.modules.items() if name.split(".")[0] == "archive"]
    told = [module for module in ours if vars(module).get("datetime") is datetime]
    for module in told:
        vars(module)["datetime"] = StillDatetime
    yield
    for module in told:
        vars(module)["datetime"] = datetime


def set_run_times(conn: sqlite3.Connection) -> str:
    """Give each run a time that hangs on its number alone; the time of the newest capture."""
    newest: str = conn.execute("SELECT max(fetched_at) FROM captures").fetchone()[0]
    for update in RUN_TIMES:
        conn.execute(
            update.format(later=f"strftime('%Y-%m-%dT%H:%M:%SZ', '{newest}', id || ' seconds')")
        )
    conn.commit()
    return newest


def write_pages(path: Path, out: Path) -> int:
    """Write all pages of an archive to a new folder; how many."""
    out.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / path.name
        if (path.parent / "warc").is_dir():
            (copy.parent / "warc").symlink_to((path.parent / "warc").absolute())
        with closing(open_copy(path, copy.parent)) as conn:
            newest = set_run_times(conn)
            ours = list(in_languages(addresses(conn)))
            others = list(tables_of_datasette(conn, path.stem))
        server = import_module("archive.serve.server")
        with clock_at(newest):
            pages = asyncio.run(_ask(server.application(copy), ours, others))
    for address, page in pages.items():
        (out / file_name(address)).write_bytes(DURATIONS.sub(rb"\1", page))
    return len(pages)


def file_name(address: str) -> str:
    """A name that can be read and is different for each address."""
    words = re.sub(r"[^a-z0-9]+", "-", address.lower()).strip("-")[:80]
    return f"{words}.{blake2b(address.encode(), digest_size=6).hexdigest()}"


async def _ask(datasette: Any, ours: list[str], others: list[str]) -> dict[str, bytes]:
    """The answers by address: to all addresses, and to what some of our pages link to."""
    pages: dict[str, bytes] = {}

    async def ask(address: str) -> str:
        response = await datasette.client.get(address)
        head = [f"{name}: {value}" for name, value in sorted(response.headers.items())]
        lines = "\n".join([address, str(response.status_code), *head, "", ""])
        pages[address] = lines.encode() + response.content
        return str(response.text)

    links: list[str] = []
    for address in dict.fromkeys(ours):
        page = await ask(address)
        if address in FOLLOWED:
            links += map(unescape, LINK.findall(page))
    for address in [*others, *links]:
        if address not in pages:
            await ask(address)
    return pages


def main(arguments: list[str] | None = None) -> int:
    """The command line; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("archive", type=Path)
    parser.add_argument("folder", type=Path)
    asked = parser.parse_args(arguments)
    print(f"{write_pages(asked.archive, asked.folder)} pages")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
