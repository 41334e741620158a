"""Throughput of `baotinh crawl` in pages per second, compared with a minimal Scrapy spider.

Both fetch the same few hundred articles of the sample newspaper from a separate server process on
loopback, alternately, without delay and with the same number of connections. The Scrapy spider only
yields titles; baotinh writes WARC files, parses, stores and indexes every page. The time is from
the first request at the server to the end of the process.

    python bench/crawl.py [--pages 420] [--repeats 5]

With --care the baseline is baotinh without robots.txt, throttle, private-host and clock checks,
size limits, layout fingerprints, revisits, and syncs of WARC files; these may cost a fifth.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from crawler.demo import SampleNewspaper

TARGET = 0.5
CARE_TARGET = 0.8
CONNECTIONS = 8
BARE = str(Path(__file__).with_name("bare_scrapy.py"))
_ID = re.compile(r"-(\d+)\.html$")


def answers(pages: int) -> dict[str, bytes]:
    """Complete HTTP responses by path: a front page, and the articles that it links to."""
    newspaper = SampleNewspaper()
    originals = newspaper.addresses()
    links, made = [], {}
    for number in range(pages):
        original = originals[number % len(originals)]
        copy = number // len(originals)
        path = _ID.sub(lambda found, add=copy: f"-{int(found[1]) + 10_000 * add}.html", original)
        made[path] = _answer(newspaper.respond(original)[2])
        links.append(f'<li><a href="{path}">{number}</a></li>')
    front = f"<html><title>x</title><body><ul>{''.join(links)}</ul></body></html>".encode()
    made[newspaper.sections()[0]] = _answer(front)
    made["/robots.txt"] = _answer(b"User-agent: *\nDisallow:\n", "text/plain")
    return made


def _answer(body: bytes, content_type: str = "text/html; charset=utf-8") -> bytes:
    body = gzip.compress(body)
    head = (
        f"HTTP/1.1 200 OK\r\nContent-Type: {content_type}\r\nContent-Encoding: gzip\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


async def serve(pages: int) -> None:
    """Serve on a free port; prints the port, then the time of the first request."""
    made = answers(pages)
    missing = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
    first = asyncio.Event()

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                if not first.is_set():
                    first.set()
                    print(time.time(), flush=True)
                writer.write(made.get(head.split(b" ", 2)[1].decode(), missing))
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    server = await asyncio.start_server(talk, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


WITHOUT_CARE = """
import sys
from archive.warc.writer import CaptureWriter
from crawler import settings
from crawler.spiders import responses
for name in list(settings.DOWNLOADER_MIDDLEWARES):
    if name.startswith("crawler.") and not name.endswith("WarcMiddleware"):
        settings.DOWNLOADER_MIDDLEWARES[name] = None
settings.ROBOTSTXT_OBEY = False
settings.TWISTED_DNS_RESOLVER = "scrapy.resolver.CachingThreadedResolver"
settings.EXTENSIONS = {"crawler.extensions.run_lifecycle.RunLifecycle": 400}
settings.DOWNLOAD_MAXSIZE = 0
for scheme in ("http", "https"):
    del settings.DOWNLOAD_HANDLERS[scheme]
CaptureWriter.sync = lambda self: None
responses.layout_of = lambda page: ""
from crawler.cli import main
main(sys.argv[1:])
"""


def timed(command: list[str], pages: int) -> float:
    """Run a crawl; returns the seconds from the first request to its end."""
    server = subprocess.Popen(
        [sys.executable, __file__, "--serve", str(pages)], stdout=subprocess.PIPE, text=True
    )
    try:
        assert server.stdout is not None
        url = f"http://127.0.0.1:{server.stdout.readline().strip()}"
        subprocess.run(
            [part.replace("URL", url) for part in command], check=True, capture_output=True
        )
        return time.time() - float(server.stdout.readline())
    finally:
        server.kill()
        server.wait()
        server.stdout.close()


def main() -> None:
    """Measure both alternately and print the ratio of the medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=420)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--care", action="store_true", help="what the care costs")
    parser.add_argument("--serve", type=int, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.serve:
        asyncio.run(serve(chosen.serve))
        return
    front = SampleNewspaper().sections()[0]
    other, target = ("without care", CARE_TARGET) if chosen.care else ("bare Scrapy", TARGET)
    seconds: dict[str, list[float]] = {other: [], "baotinh": []}
    for repeat in range(chosen.repeats):
        with tempfile.TemporaryDirectory() as folder:
            words = ["crawl", "sample", "--mirror", "URL", "--delay", "0", "--db"]
            ours = [sys.executable, "-m", "crawler.cli", *words, str(Path(folder, "archive.db"))]
            theirs = [sys.executable, BARE, f"URL{front}", str(CONNECTIONS)]
            if chosen.care:
                theirs = [sys.executable, "-c", WITHOUT_CARE, *words, str(Path(folder, "other.db"))]
            for name, command in ((other, theirs), ("baotinh", ours)):
                seconds[name].append(timed(command, chosen.pages))
        line = ", ".join(f"{name} {chosen.pages / s[-1]:.0f}/s" for name, s in seconds.items())
        print(f"run {repeat + 1}: {line}")
    rates = {name: chosen.pages / statistics.median(s) for name, s in seconds.items()}
    ratio = rates["baotinh"] / rates[other]
    for name, rate in rates.items():
        print(f"{name}: {rate:.0f} pages/s (median of {chosen.repeats}, {chosen.pages} pages)")
    print(f"baotinh / {other}: {ratio:.2f} (target {target})")
    sys.exit(ratio < target)


if __name__ == "__main__":
    main()
