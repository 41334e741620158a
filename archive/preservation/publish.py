"""A dated copy of the archive for readers: whole, never written again, with its digest.

In the folder stand `archive-2026-11-23.db`, its counts for datasette (`.inspect.json`) and its
SHA-256 (`.sha256`, as `sha256sum -c` reads it); the link `archive.db` leads to the newest copy, so
that addresses stay while copies come and go. A copy gets its name when it is whole.
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
"""The key in archive_info that a copy has: when it was made (UTC)."""

_SET = """
INSERT INTO archive_info(key, value) VALUES (?, ?)
ON CONFLICT (key) DO UPDATE SET value = excluded.value
"""
_GET = "SELECT value FROM archive_info WHERE key = ?"
_TABLES = "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') ORDER BY name"
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Published:
    """A copy: where it is, its SHA-256 in hex, how many articles it has."""

    path: Path
    sha256: str
    articles: int


def published_on(conn: sqlite3.Connection) -> str | None:
    """When the archive was published (UTC), if it is such a copy."""
    row = conn.execute(_GET, (PUBLISHED,)).fetchone()
    return row[0] if row else None


def publish(db: Path, folder: Path) -> Published:
    """Copy the archive as it is now into the folder, while a crawl may go on.

    Raises what `archive.db.reader.open_archive` raises, UsageProblem where today's copy is there
    already, StorageFailed for a full disk.
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
    """The digest of a file, in hex."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _finish(part: Path, now: str) -> dict[str, int]:
    """Mark the copy as one, and count its tables."""
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
    database = target.stem.rsplit("-", 3)[0]  # the name of the link, which is what is served
    text = json.dumps({database: inspected}, ensure_ascii=False, indent=2)
    target.with_suffix(".inspect.json").write_text(f"{text}\n", encoding="utf-8")
    target.with_suffix(".sha256").write_text(f"{digest}  {target.name}\n", encoding="utf-8")


def _link(link: Path, target: Path) -> None:
    """Let the link lead to the target from one moment to the next."""
    new = link.with_name(f"{link.name}.new")
    new.unlink(missing_ok=True)
    new.symlink_to(target.name)
    new.replace(link)
