"""Latency of web pages while a crawl commits.

Twenty concurrent readers request pages with pauses, each on its own connection. Meanwhile a writer
commits new articles through `Store`. The archive is synthetic (bench/corpus.py) and copied first.
At the end the readers request pages without pauses, to measure throughput. The processor time of
the server per page is printed too, since it does not depend on other load, and the load average,
which shows whether the latencies are reliable.

Linux shares the processor between sessions. On a busy machine, run the benchmark in its own session
after `echo -15 > /proc/self/autogroup`.

    python -m bench.serve [--articles N] [--folder DIR] [--readers N] [--pause S] [--seconds S]
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import httpx

from archive.model import Capture
from archive.store import runs
from archive.store.store import Store
from bench import corpus

TARGETS = {"article": 20, "search": 150}
BATCH, EVERY = 20, 1.0
"""Articles in a commit of the writer, and seconds between two commits."""


@dataclass
class Latencies:
    """Latencies of a page in milliseconds, failed requests, and processor time."""

    taken: list[float] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    spent: float = 0.0
    """Seconds of the server's processor time."""

    def shown(self) -> str:
        """The measurements as a line of text."""
        if len(self.taken) < 2:
            return "no answers"
        cuts = statistics.quantiles(self.taken, n=100)
        return (
            f"{len(self.taken):6} answers   p50 {cuts[49]:7.1f} ms   p95 {cuts[94]:7.1f} ms"
            f"   most {max(self.taken):7.1f} ms   errors {len(self.failed)}"
            f"   server {1000 * self.spent / len(self.taken):.1f} ms a page"
        )


def main() -> None:
    """Build and serve the archive, write and read, and print the measurements."""
    options = _options()
    built = corpus.build(options.folder, options.articles)
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        db = Path(folder) / "archive.db"
        shutil.copyfile(built, db)
        rng = random.Random(1)
        pages: dict[str, Callable[[], str]] = {
            "article": lambda: f"/bai/{rng.randint(1, options.articles)}",
            "search": lambda: _search(rng),
        }
        with _serving(db) as (address, server), _writing(db):
            print(
                f"{options.articles} articles, {options.readers} readers, {options.pause} s between"
                f" pages, {BATCH} new articles every {EVERY:g} s"
            )
            for name, ask in pages.items():
                latencies = _measured(server, address, ask, options, options.pause)
                met = "within" if _p95(latencies) <= TARGETS[name] else "ABOVE"
                print(f"{name:8} {latencies.shown()}   {met} {TARGETS[name]} ms")
                for failed in latencies.failed[:3]:
                    print(f"         {failed}")
            for name, ask in pages.items():
                latencies = _measured(server, address, ask, options, 0)
                rate = len(latencies.taken) / options.seconds
                print(f"{name:8} without a pause: {rate:.0f} pages/s, {latencies.shown().strip()}")
            one, five, _ = os.getloadavg()
            print(f"load of the machine: {one:.1f} in the last minute, {five:.1f} in five")


def write(db: Path) -> None:
    """Commit batches of new articles until the process is terminated."""
    with Store.open(db) as store:
        run = runs.start(store.db, "crawl", None, {})
        fresh = corpus.articles(1_000_000, seed=2)
        for number in range(1_000_000_000):
            with store.atomic():
                for offset in range(BATCH):
                    article = next(fresh)
                    capture = Capture(
                        url=article.url,
                        status=200,
                        fetched_at="2026-01-02T00:00:00Z",
                        sha256="0" * 64,
                        warc_file="captures/live.warc.gz",
                        warc_offset=number * BATCH + offset,
                    )
                    store.save(article, store.save_capture(capture, run), run, "1")
            time.sleep(EVERY)


def _options() -> argparse.Namespace:
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--articles", type=int, default=50_000)
    options.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "bt-bench")
    options.add_argument("--readers", type=int, default=20)
    options.add_argument("--pause", type=float, default=2.0)
    options.add_argument("--seconds", type=float, default=20.0)
    options.add_argument("--write", type=Path, help=argparse.SUPPRESS)
    read = options.parse_args()
    if read.write:
        write(read.write)
        raise SystemExit
    return read


def _search(rng: random.Random) -> str:
    """A search URL with one or two words, sometimes with a newspaper, a year, or by relevance."""
    words = re.findall(r"\S+", corpus.FREQUENT)
    query = {"q": " ".join(rng.sample(words, rng.choice([1, 2, 2])))}
    filter_choice = rng.random()
    if filter_choice < 0.2:
        query["bao"] = rng.choice(corpus.papers())
    elif filter_choice < 0.4:
        query["tu"] = query["den"] = str(rng.randint(2010, 2024))
    elif filter_choice < 0.5:
        query["xep"] = "hop"
    return f"/tim?{urlencode(query)}"


def _measured(
    server: int, address: str, ask: Callable[[], str], options: argparse.Namespace, pause: float
) -> Latencies:
    before = _spent(server)
    latencies = asyncio.run(_read(address, ask, options, pause))
    latencies.spent = _spent(server) - before
    return latencies


def _spent(process: int) -> float:
    """Seconds of processor time that a process has used."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def _read(
    address: str, ask: Callable[[], str], options: argparse.Namespace, pause: float
) -> Latencies:
    latencies = Latencies()
    end = time.monotonic() + options.seconds
    rng = random.Random(2)

    async def reader() -> None:
        async with httpx.AsyncClient(base_url=address, timeout=60) as client:
            await asyncio.sleep(rng.random() * pause)  # they do not come all at once
            while time.monotonic() < end:
                path = ask()
                began = time.perf_counter()
                answer = await client.get(path)
                latencies.taken.append(1000 * (time.perf_counter() - began))
                if answer.status_code != 200:
                    latencies.failed.append(f"{answer.status_code} {path}")
                await asyncio.sleep(rng.uniform(0.5, 1.5) * pause)

    await asyncio.gather(*(reader() for _ in range(options.readers)))
    return latencies


def _p95(latencies: Latencies) -> float:
    return statistics.quantiles(latencies.taken, n=100)[94]


@contextmanager
def _serving(db: Path) -> Iterator[tuple[str, int]]:
    command = [sys.executable, "-m", "crawler.cli", "serve", "--public", "--port", "0"]
    with subprocess.Popen([*command, "--db", str(db)], stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            yield server.stdout.readline().strip().rstrip("/"), server.pid
        finally:
            server.terminate()


@contextmanager
def _writing(db: Path) -> Iterator[None]:
    with subprocess.Popen([sys.executable, "-m", "bench.serve", "--write", str(db)]) as writer:
        try:
            yield
        finally:
            writer.terminate()


if __name__ == "__main__":
    main()
