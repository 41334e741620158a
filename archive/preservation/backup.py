"""Backs up an archive into a BagIt bag while it is in use, and restores it.

The bag (RFC 8493) has the payload in `data/` and a manifest of SHA-256 digests, so any BagIt tool
can validate it. The database is copied before the WARC files, so every record that a row refers to
is on the disk when its file is copied. A later backup copies only new and changed files.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from archive.db.reader import open_archive
from archive.db.writer import guard
from archive.errors import NotAnArchive, StorageFailed, UsageProblem
from archive.preservation.fixity import Finding, verify
from archive.store import runs
from archive.store.store import Store

_DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_MANIFEST, _TAGS = "manifest-sha256.txt", "tagmanifest-sha256.txt"
_PAGES = 4096  # of the database in one step; a writer can write between two steps
_STEP = 1 << 20

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Copied:
    """The size of a backup in files and bytes; `unchanged` files were not copied again."""

    files: int
    bytes: int
    unchanged: int


def backup(db: Path, bag: Path, progress: Progress | None = None) -> Copied:
    """Back up the archive `db` into the folder `bag`, verify the copy, and record it as an event.

    Raises UsageProblem for a folder with other files, StorageFailed if the disk fails or the copy
    is damaged; and as `open_archive` does.
    """
    if bag.exists() and any(bag.iterdir()) and not (bag / "bagit.txt").exists():
        raise UsageProblem(f"{bag} has other files: choose a new folder or an earlier backup")
    open_archive(db).close()
    with _storage_errors(bag):
        known = _manifest(bag) if (bag / _MANIFEST).exists() else {}
        (bag / "data").mkdir(parents=True, exist_ok=True)
        digests = {f"data/{db.name}": _copy_database(db, bag / "data" / db.name)}
        files = [path for path in sorted((db.parent / "warc").rglob("*")) if path.is_file()]
        unchanged = 0
        for number, path in enumerate(files, 1):
            name = f"data/{path.relative_to(db.parent).as_posix()}"
            if name in known and _same_size(path, bag / name):
                digests[name] = known[name]
                unchanged += 1
            else:
                digests[name] = _copy(path, bag / name)
            if progress:
                progress(number, len(files))
        size = sum((bag / name).stat().st_size for name in digests)
        _write_tags(bag, digests, size)
    _check(bag / "data" / db.name)
    with Store.open(db, create=False, check_rules=False) as store:
        detail = {"files": len(digests), "bytes": size}
        runs.record_event(store.db, "backup", str(bag.absolute()), detail)
    return Copied(len(digests), size, unchanged)


def restore(bag: Path, db: Path, progress: Progress | None = None) -> Copied:
    """Restore an archive from a backup to a folder that has none, and record it as an event.

    Raises UsageProblem if there is an archive already, NotAnArchive if `bag` is not a backup,
    StorageFailed if the bag is damaged or the disk fails.
    """
    digests = _manifest(bag)
    database = next((name for name in digests if name.count("/") == 1), None)
    if database is None:
        raise NotAnArchive(f"{bag} is a bag without an archive: choose a backup of baotinh")
    for place in (db, db.parent / "warc"):
        if place.exists():
            raise UsageProblem(f"{place} already exists: choose a new folder for the archive")
    targets = {name: db.parent / name.removeprefix("data/") for name in digests} | {database: db}
    try:
        with _storage_errors(db):
            for number, (name, target) in enumerate(targets.items(), 1):
                if not (bag / name).is_file() or _copy(bag / name, target) != digests[name]:
                    raise StorageFailed(f"{bag / name} is missing or damaged: use another backup")
                if progress:
                    progress(number, len(digests))
        _check(db)
    except BaseException:
        for target in targets.values():  # none of them existed before
            target.unlink(missing_ok=True)
        shutil.rmtree(db.parent / "warc", ignore_errors=True)
        raise
    with Store.open(db, create=False, check_rules=False) as store:
        runs.record_event(store.db, "restore", str(bag.absolute()), {"files": len(digests)})
    size = sum((bag / name).stat().st_size for name in digests)
    return Copied(len(digests), size, 0)


def _check(db: Path) -> None:
    """Raise StorageFailed if the copy is damaged; files without rows are no damage."""
    with closing(open_archive(db)) as conn:
        damage: Iterator[Finding] = (
            found for found in verify(conn, db.parent) if found.kind != "orphan"
        )
        if first := next(damage, None):
            raise StorageFailed(
                f"{db} is damaged ({first.kind}: {first.place}: {first.detail}):"
                " run `baotinh verify` on the original"
            )


def _copy_database(db: Path, target: Path) -> str:
    """Copy the database, also while it is being written; returns the SHA-256 of the copy."""
    part = target.with_name(target.name + ".part")
    part.unlink(missing_ok=True)
    with (
        guard(part),
        closing(sqlite3.connect(f"{db.absolute().as_uri()}?mode=ro", uri=True)) as source,
        closing(sqlite3.connect(part)) as copy,
    ):
        source.backup(copy, pages=_PAGES)
        copy.execute("PRAGMA journal_mode = delete")  # a single file, without -wal and -shm
    return _finish(part, target)


def _copy(source: Path, target: Path) -> str:
    """Copy a file through a temporary one; returns the SHA-256 of the copy."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(target.name + ".part")
    shutil.copyfile(source, part)
    return _finish(part, target)


def _finish(part: Path, target: Path) -> str:
    """Sync a complete temporary file and rename it; returns its SHA-256 (hex)."""
    with part.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        os.fsync(file.fileno())
    part.replace(target)
    return digest


def _same_size(source: Path, target: Path) -> bool:
    """Whether a WARC file is unchanged: records are only appended, so the size suffices."""
    return target.is_file() and target.stat().st_size == source.stat().st_size


def _write_tags(bag: Path, digests: dict[str, str], size: int) -> None:
    lines = "".join(f"{digest}  {name}\n" for name, digest in sorted(digests.items()))
    info = (
        f"Bagging-Date: {datetime.now(UTC).date().isoformat()}\n"
        f"Bag-Software-Agent: baotinh/{version('baotinh')}\n"
        f"Payload-Oxum: {size}.{len(digests)}\n"
    )
    tags = {_MANIFEST: lines, "bagit.txt": _DECLARATION, "bag-info.txt": info}
    digest = {name: hashlib.sha256(text.encode()).hexdigest() for name, text in tags.items()}
    tags[_TAGS] = "".join(f"{value}  {name}\n" for name, value in sorted(digest.items()))
    for name, text in tags.items():
        part = bag / f"{name}.part"
        part.write_text(text, encoding="utf-8")
        part.replace(bag / name)


def _manifest(bag: Path) -> dict[str, str]:
    """Digests by file name; raises NotAnArchive if it is no bag, or has names outside `data/`."""
    try:
        lines = (bag / _MANIFEST).read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise NotAnArchive(f"{bag} is not a backup: it has no {_MANIFEST}") from error
    digests = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    for name in digests:
        if not name.startswith("data/") or ".." in name.split("/"):
            raise NotAnArchive(f"{bag} is not a backup of baotinh: its manifest names {name!r}")
    return digests


@contextmanager
def _storage_errors(place: Path) -> Iterator[None]:
    """Raise StorageFailed, with the path and advice, for an OSError in the block."""
    try:
        yield
    except OSError as error:
        raise StorageFailed(
            f"{place}: {error.strerror or error}: free some space or choose another place, then run"
            " the same command again"
        ) from error
