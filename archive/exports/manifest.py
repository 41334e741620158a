"""Export manifests: query, filters, versions and digests, with which an export can be repeated.

`corpus.jsonl` gets `corpus.jsonl.manifest.json` and `corpus.jsonl.articles.tsv`, which has id,
revision and content hash of each article. `repeat` runs the query again and reports which articles
were added, removed or changed.
"""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from importlib import metadata
from pathlib import Path
from typing import Any

from archive.clock import utc_now
from archive.db.reader import snapshot
from archive.errors import StorageFailed, UnreadableInput, UsageProblem
from archive.exports import export
from archive.exports.export import Progress
from archive.search.filters import Filters
from archive.search.selection import select
from archive.vietnamese import RULES_VERSION

VERSION = 1
"""Version of the manifest format."""
PROGRESS_EVERY = 500

_HASHES = "SELECT content_hash, id FROM articles ORDER BY content_hash, id"
_NOW = """
SELECT articles.id, content_hash
FROM (PLACES) CROSS JOIN articles ON position = place
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """The manifest of an export; times are UTC, digests SHA-256 (hex).

    `articles` is the number of exported articles, `archive_articles` that of all archived ones;
    `archive_digest` is the digest of the content hashes and ids of the latter.
    """

    question: str | None
    filters: dict[str, Any]
    exact_only: bool
    form: str
    file: str
    articles: int
    articles_digest: str
    archive: str
    archive_articles: int
    archive_digest: str
    text_rules: int
    program: str
    made: str
    version: int = VERSION

    @classmethod
    def read(cls, path: Path) -> Manifest:
        """Read a manifest; raises UnreadableInput for a missing or another file."""
        try:
            manifest = cls(**json.loads(path.read_text(encoding="utf-8")))
            Filters.from_dict(manifest.filters)
            if not isinstance(manifest.question, str | None):
                raise TypeError("its question is not a string")
        except FileNotFoundError as error:
            raise UnreadableInput(
                f"{path} does not exist: give the manifest of an export"
            ) from error
        except (OSError, ValueError, TypeError, UsageProblem) as error:
            beside = manifest_path(path)
            also = f": its manifest is {beside}" if beside.exists() else f" ({error})"
            raise UnreadableInput(f"{path} is not a manifest of an export{also}") from error
        return manifest


@dataclass(frozen=True, slots=True)
class Repeated:
    """The result of repeating an export: ids of articles that are added, removed or changed.

    `before` is the manifest of the export, `now` the manifest that it would have today.
    """

    came: tuple[int, ...]
    went: tuple[int, ...]
    changed: tuple[int, ...]
    articles: int
    before: Manifest
    now: Manifest

    @property
    def same_archive(self) -> bool:
        """Whether the archive has the same articles with the same content."""
        return self.before.archive_digest == self.now.archive_digest

    @property
    def same_rules(self) -> bool:
        """Whether the version of the text rules is the same."""
        return self.before.text_rules == self.now.text_rules


def manifest_path(target: Path) -> Path:
    """The path of an export's manifest."""
    return target.with_name(f"{target.name}.manifest.json")


def articles_path(target: Path) -> Path:
    """The path of an export's list of articles."""
    return target.with_name(f"{target.name}.articles.tsv")


def make(
    conn: sqlite3.Connection,
    question: str | None,
    filters: Filters,
    target: Path,
    *,
    form: export.Form = "jsonl",
    exact_only: bool = False,
    progress: Progress | None = None,
) -> Manifest:
    """Export the hits of a query with a manifest, from one snapshot of the archive.

    `progress` is called with the number of articles written so far. Raises as `search` and
    `export.export` do.
    """
    with snapshot(conn):
        selection = select(conn, question, filters, exact_only=exact_only)
        written = export.export(conn, selection, form, target)
        try:
            articles, digest = _list(written, articles_path(target), progress)
            present = _present(conn)
        except BaseException as error:  # a partial export looks like a complete one
            _remove(target)
            if isinstance(error, OSError):
                raise StorageFailed(f"cannot write {target}: {error.strerror}") from error
            raise
    manifest = Manifest(
        question=question,
        filters=filters.to_dict(),
        exact_only=exact_only,
        form=form,
        file=target.name,
        articles=articles,
        articles_digest=digest,
        **present,
    )
    text = json.dumps(asdict(manifest), ensure_ascii=False, indent=2)
    manifest_path(target).write_text(f"{text}\n", encoding="utf-8")
    return manifest


def _list(
    written: Iterator[export.Written], path: Path, progress: Progress | None
) -> tuple[int, str]:
    """Write the list of articles while they are exported; returns their number and its digest."""
    digest, articles = hashlib.sha256(), 0
    with path.open("w", encoding="utf-8") as listed:
        listed.write("id\trevision\tcontent_hash\n")
        for articles, one in enumerate(written, 1):
            line = "\t".join(map(str, one)) + "\n"
            listed.write(line)
            digest.update(line.encode())
            if progress and articles % PROGRESS_EVERY == 0:
                progress(articles)
    return articles, digest.hexdigest()


def _remove(target: Path) -> None:
    articles_path(target).unlink(missing_ok=True)
    if target.is_dir():
        shutil.rmtree(target)
    else:
        target.unlink(missing_ok=True)


def _present(conn: sqlite3.Connection) -> dict[str, Any]:
    """The fields of a manifest that describe the archive, the program and the present time."""
    articles, digest = archive_state(conn)
    return {
        "archive": Path(conn.execute("PRAGMA database_list").fetchone()[2]).name,
        "archive_articles": articles,
        "archive_digest": digest,
        "text_rules": RULES_VERSION,
        "program": metadata.version("baotinh"),
        "made": utc_now(),
    }


def archive_state(conn: sqlite3.Connection) -> tuple[int, str]:
    """The number of articles in the archive, and the digest of their content hashes and ids."""
    digest, articles = hashlib.sha256(), 0
    for content_hash, article in conn.execute(_HASHES):
        digest.update(f"{content_hash} {article}\n".encode())
        articles += 1
    return articles, digest.hexdigest()


def repeat(conn: sqlite3.Connection, path: Path) -> Repeated:
    """Run the query of an export again; `path` is its manifest. Raises as `search` does."""
    manifest = Manifest.read(path)
    before = dict(_read_list(path.with_name(f"{manifest.file}.articles.tsv")))
    with snapshot(conn):
        filters = Filters.from_dict(manifest.filters)
        selection = select(conn, manifest.question, filters, exact_only=manifest.exact_only)
        statement = _NOW.replace("PLACES", selection.places())
        found = dict(conn.execute(statement, selection.parameters()).fetchall())
        now = replace(manifest, articles=len(found), **_present(conn))
    return Repeated(
        came=tuple(sorted(found.keys() - before.keys())),
        went=tuple(sorted(before.keys() - found.keys())),
        changed=tuple(sorted(id_ for id_ in found.keys() & before if found[id_] != before[id_])),
        articles=len(found),
        before=manifest,
        now=now,
    )


def _read_list(path: Path) -> Iterator[tuple[int, str]]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t"):
                yield int(row["id"]), row["content_hash"]
    except (OSError, ValueError, KeyError) as error:
        raise UnreadableInput(f"{path} is not the list of an export: {error}") from error
