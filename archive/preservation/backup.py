"""A copy of the whole archive while it is used, and the way back from it.

The copy is a BagIt bag (RFC 8493): the payload in `data/`, its SHA-256 digests in a manifest, so
that any library's tools can check it. The database is copied first, then the WARC files: what its
rows point at was on the disk before them. A file that the copy has already is not copied again.
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
_PAGES = 4096  # of the database, copied between two chances for a writer
_STEP = 1 << 20

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Copied:
    """What a backup holds: files, bytes, and how many of the files were there already."""

    files: int
    bytes: int
    unchanged: int


def backup(db: Path, bag: Path, progress: Progress | None = None) -> Copied:
    """Copy the archive of `db` into the folder `bag`, check the copy, and note it in the archive.

    Raises UsageProblem for a folder that holds something else, StorageFailed where the disk refuses
    or the copy is not sound; and as `open_archive` does.
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
    """Bring an archive back from a backup to where there is none.

    Raises UsageProblem where there is one, or where `bag` is no backup; StorageFailed where the bag
    is damaged, or the disk refuses.
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
        for target in targets.values():  # none of them was there before
            target.unlink(missing_ok=True)
        shutil.rmtree(db.parent / "warc", ignore_errors=True)
        raise
    with Store.open(db, create=False, check_rules=False) as store:
        runs.record_event(store.db, "restore", str(bag.absolute()), {"files": len(digests)})
    size = sum((bag / name).stat().st_size for name in digests)
    return Copied(len(digests), size, 0)


def _check(db: Path) -> None:
    """Raise StorageFailed where a copy is not sound; what no row names is no damage."""
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
    """A copy of the database as it is now, also while it is written; its digest."""
    part = target.with_name(target.name + ".part")
    part.unlink(missing_ok=True)
    with (
        guard(part),
        closing(sqlite3.connect(f"{db.absolute().as_uri()}?mode=ro", uri=True)) as source,
        closing(sqlite3.connect(part)) as copy,
    ):
        source.backup(copy, pages=_PAGES)
        copy.execute("PRAGMA journal_mode = delete")  # one file, nothing beside it
    return _settle(part, target)


def _copy(source: Path, target: Path) -> str:
    """Copy a file under its final name only when it is whole; its digest."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(target.name + ".part")
    shutil.copyfile(source, part)
    return _settle(part, target)


def _settle(part: Path, target: Path) -> str:
    with part.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        os.fsync(file.fileno())
    part.replace(target)
    return digest


def _same_size(source: Path, target: Path) -> bool:
    """WARC files are never changed, only continued: the same size is the same file."""
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
    """The digests by name; raises NotAnArchive for what is no bag, or names other places."""
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
    """What the disk refuses, with the place and what to do."""
    try:
        yield
    except OSError as error:
        raise StorageFailed(
            f"{place}: {error.strerror or error}: free some space or choose another place, then run"
            " the same command again"
        ) from error
