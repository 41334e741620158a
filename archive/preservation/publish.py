"""Publishes a dated, read-only copy of the archive with its SHA-256.

The folder gets `archive-2026-11-23.db`, its row counts for Datasette (`.inspect.json`) and its
SHA-256 (`.sha256`, in the format of `sha256sum -c`). The symbolic link `archive.db` points to the
newest copy, so web addresses do not change. A copy gets its final name when it is complete.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from archive.clock import utc_now
from archive.db.reader import open_archive
from archive.db.writer import guard
from archive.errors import UsageProblem

PUBLISHED = "published"
"""The key in `archive_info` with the time (UTC) at which a copy was made."""

_SET = """
INSERT INTO archive_info(key, value) VALUES (?, ?)
ON CONFLICT (key) DO UPDATE SET value = excluded.value
"""
_GET = "SELECT value FROM archive_info WHERE key = ?"
_TABLES = "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') ORDER BY name"
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Published:
    """A published copy: its path, its SHA-256 (hex), and the number of its articles."""

    path: Path
    sha256: str
    articles: int


def published_on(conn: sqlite3.Connection) -> str | None:
    """The time (UTC) at which a published copy was made; None for another archive."""
    row = conn.execute(_GET, (PUBLISHED,)).fetchone()
    return row[0] if row else None


def publish(db: Path, folder: Path) -> Published:
    """Copy the archive into the folder; a crawl may write at the same time.

    Raises UsageProblem if today's copy exists already, StorageFailed for a full disk; and as
    `archive.db.reader.open_archive` does.
    """
    now = utc_now()
    target = folder / f"{db.stem}-{now[:10]}.db"
    link = folder / f"{db.stem}.db"
    if link.exists() and not link.is_symlink():
        raise UsageProblem(f"{link} is not a link: publish to another folder")
    if target.exists():
        raise UsageProblem(f"{target} already exists: delete it or publish to another folder")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageProblem(f"cannot create {folder}: {error.strerror}") from error
    part = target.with_suffix(".part")
    part.unlink(missing_ok=True)
    try:
        with closing(open_archive(db)) as conn, guard(part):
            conn.execute("VACUUM INTO ?", (str(part),))
        counts = _finish(part, now)
        digest = sha256_of(part)
        part.chmod(0o444)
        _write_beside(target, part.stat().st_size, digest, counts)
        part.replace(target)
    finally:
        with suppress(FileNotFoundError):
            part.unlink()
    _link(link, target)
    _link(link.with_suffix(".inspect.json"), target.with_suffix(".inspect.json"))
    return Published(target, digest, counts["articles"])


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file, in hex."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _finish(part: Path, now: str) -> dict[str, int]:
    """Set the publication time in the copy; returns the row counts of its tables."""
    with guard(part), closing(sqlite3.connect(part, isolation_level=None)) as conn:
        conn.execute(_SET, (PUBLISHED, now))
        names = [name for (name,) in conn.execute(_TABLES)]
        counts = {}
        for name in names:
            counted = f'SELECT count(*) FROM "{name}"'  # noqa: S608 - names of our own tables
            counts[name] = conn.execute(counted).fetchone()[0]
    return counts


def _write_beside(target: Path, size: int, digest: str, counts: dict[str, int]) -> None:
    tables = {name: {"count": count} for name, count in counts.items()}
    inspected = {"hash": digest, "size": size, "file": target.name, "tables": tables}
    database = target.stem.rsplit("-", 3)[0]  # the name of the link, which is served
    text = json.dumps({database: inspected}, ensure_ascii=False, indent=2)
    target.with_suffix(".inspect.json").write_text(f"{text}\n", encoding="utf-8")
    target.with_suffix(".sha256").write_text(f"{digest}  {target.name}\n", encoding="utf-8")


def _link(link: Path, target: Path) -> None:
    """Point the symbolic link to the target, atomically."""
    new = link.with_name(f"{link.name}.new")
    new.unlink(missing_ok=True)
    new.symlink_to(target.name)
    new.replace(link)
