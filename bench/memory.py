"""Peak memory of `baotinh crawl` for a newspaper with a hundred thousand URLs.

The sitemaps list all URLs: one in ten is an article, the others return 404. The newspaper is
crawled completely, without delay, from a separate server process on loopback. The result is the
maximum of the memory (PSS) of the crawl's processes.

    python bench/memory.py [--addresses 100000] [--bound 300]
"""

from __future__ import annotations

import argparse
import asyncio
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

PER_SITEMAP = 10_000
ARTICLES = 10  # one in so many
EVERY = 0.25  # seconds between two measurements


def answer(path: str, addresses: int) -> tuple[str, str, bytes]:
    """Status, content type and body for a path."""
    if path == "/robots.txt":
        return "200 OK", "text/plain", b"User-agent: *\nSitemap: /sitemap.xml\n"
    if path == "/":
        links = "".join(f"<li><a href='{article_path(n)}'>Nước lên {n}</a></li>" for n in range(9))
        return "200 OK", "text/html", f"<html><body><ul>{links}</ul></body></html>".encode()
    if path == "/sitemap.xml":
        parts = range(0, addresses, PER_SITEMAP)
        lines = "".join(f"<sitemap><loc>/part-{part}.xml</loc></sitemap>" for part in parts)
        return "200 OK", "text/xml", f"<sitemapindex>{lines}</sitemapindex>".encode()
    if path.startswith("/part-"):
        first = int(path[6:-4])
        numbers = range(first, min(first + PER_SITEMAP, addresses))
        lines = "".join(f"<url><loc>{article_path(number)}</loc></url>" for number in numbers)
        return "200 OK", "text/xml", f"<urlset>{lines}</urlset>".encode()
    number = int(path.removesuffix(".html").rpartition("-")[2] or 0)
    if number % ARTICLES:
        return "404 Not Found", "text/html", b"khong co"
    return "200 OK", "text/html; charset=utf-8", page(number)


def article_path(number: int) -> str:
    """The path of an article."""
    return f"/xa-hoi/nuoc-len-nhanh-trong-dem-o-xa-ven-song-thu-{number + 100_000}.html"


def page(number: int) -> bytes:
    """The page of an article, with a text that contains its number."""
    text = f"Nước lên nhanh trong đêm thứ {number}, bà con dọn nhà. " * 30
    return (
        "<html><head><meta property='og:type' content='article'>"
        f"<title>Nước lên nhanh {number}</title></head><body><h1>Nước lên nhanh {number}</h1>"
        f"<div class=date>09/01/2023 15:24</div><article><p>{text}</p><p>{text}</p></article>"
        "</body></html>"
    ).encode()


async def serve(addresses: int) -> None:
    """Serve on a free port; prints the port."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                host = head.lower().split(b"host: ", 1)[1].split(b"\r\n", 1)[0].decode()
                status, kind, body = answer(head.split(b" ", 2)[1].decode(), addresses)
                if "xml" in kind or kind == "text/plain":
                    body = body.replace(b">/", f">http://{host}/".encode())
                    body = body.replace(b": /s", f": http://{host}/s".encode())
                line = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}"
                writer.write(f"{line}\r\n\r\n".encode() + body)
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    server = await asyncio.start_server(talk, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


def memory_of(pid: int) -> int:
    """Memory (PSS) of a process and its children in bytes, counting shared pages once."""
    children = Path(f"/proc/{pid}/task/{pid}/children")
    try:
        pids = [pid, *map(int, children.read_text().split())]
        return sum(_pss(one) for one in pids)
    except (FileNotFoundError, ProcessLookupError):
        return 0


def _pss(pid: int) -> int:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return 1024 * next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


def measured(addresses: int, folder: str) -> tuple[int, float, int]:
    """Run a crawl; returns its peak memory in bytes, its seconds, and the URLs requested."""
    server = subprocess.Popen(
        [sys.executable, __file__, "--serve", str(addresses)], stdout=subprocess.PIPE, text=True
    )
    try:
        assert server.stdout is not None
        url = f"http://127.0.0.1:{server.stdout.readline().strip()}/"
        db = Path(folder, "archive.db")
        command = [sys.executable, "-m", "crawler.cli", "crawl", url, "--allow-private"]
        began, most = time.monotonic(), 0
        crawl = subprocess.Popen([*command, "--delay", "0", "--db", str(db)])
        while crawl.poll() is None:
            most = max(most, memory_of(crawl.pid))
            time.sleep(EVERY)
        with closing(sqlite3.connect(db)) as conn:
            known = conn.execute("SELECT count(*) FROM urls WHERE state <> 'discovered'")
            return most, time.monotonic() - began, known.fetchone()[0]
    finally:
        server.kill()
        server.wait()


def main() -> None:
    """Measure once and print the result; exit code 1 if the memory is above the bound."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--addresses", type=int, default=100_000)
    parser.add_argument("--bound", type=int, default=300, help="MB")
    parser.add_argument("--serve", type=int, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.serve:
        asyncio.run(serve(chosen.serve))
        return
    with tempfile.TemporaryDirectory() as folder:
        most, seconds, known = measured(chosen.addresses, folder)
    print(
        f"{known} addresses in {seconds:.0f} s, {known / seconds:.0f}/s;"
        f" at most {most / 1e6:.0f} MB (bound {chosen.bound} MB)"
    )
    sys.exit(most > chosen.bound * 1e6 or known < chosen.addresses)


if __name__ == "__main__":
    main()
