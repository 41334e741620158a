"""Writes responses to WARC files, from which every row of the database can be rebuilt.

A run writes `warc/<paper>/<paper>-<UTC time>-<run>-00000.warc.gz`, rotated at 1 GB. Each record is
a gzip member, so a file truncated by a crash is readable up to its last complete record; no later
run appends to it. Payloads are stored as sent (still compressed) without transfer chunking, and
`WARC-Payload-Digest` is the SHA-256 (hex) that is also in the database.
"""

from __future__ import annotations

import errno
import gzip
import hashlib
import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http import HTTPStatus
from importlib.metadata import version
from pathlib import Path
from typing import IO, Any

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from archive.errors import StorageFailed
from archive.model import Capture
from archive.warc.reader import Headers, Record, header

ROTATE_AT = 1_000_000_000  # bytes, the usual size of WARC files
COMPRESSION = 6  # warcio's default, 9, takes twice the time and saves one percent


_FULL = "the disk is full: free some space, then run the same command again"
_FORBIDDEN = "it cannot be written: give this user write permission to it and its folder"
_ADVICE = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: "this user's share of the disk is used up: free some space, then run the same"
    " command again",
    errno.EFBIG: "it is larger than this user or this disk allows: raise the bound, then run the"
    " same command again",
    errno.EACCES: _FORBIDDEN,
    errno.EPERM: _FORBIDDEN,
    errno.EROFS: "the disk is read-only: mount it for writing, or name an archive elsewhere",
    errno.ENOTDIR: "a file is where a folder should be: move it away",
    errno.EEXIST: "a file is where a folder should be: move it away",
    errno.EIO: "the disk does not write: check it, then run the same command again",
}


class CaptureWriter:
    """Writes the WARC files of one run of a newspaper; the first write creates the first file."""

    def __init__(
        self,
        folder: Path,
        paper: str,
        run: int,
        *,
        rotate_at: int = ROTATE_AT,
    ) -> None:
        """`folder` is the folder of the database."""
        self._folder = folder
        self._paper = paper
        self._run = run
        self._rotate_at = rotate_at
        self._started = datetime.now(UTC).strftime("%Y%m%d%H%M%S")
        self._serial = 0
        self._file: IO[bytes] | None = None
        self._name = ""
        self._offset = 0
        self._unsynced = False
        self._buffer = io.BytesIO()
        self._builder = WARCWriter(self._buffer, gzip=False, warc_version="1.1")

    def write(
        self,
        url: str,
        status: int,
        headers: Headers,
        body: bytes,
        fetched_at: str,
        protocol: str | None = None,
    ) -> Capture:
        """Write a response record; returns its capture. Raises StorageFailed.

        `protocol` is that of the response, such as HTTP/1.0, if known.
        """
        http = StatusAndHeaders(
            f"{status} {_phrase(status)}", list(headers), protocol=protocol or "HTTP/1.1"
        )
        return self._write_record("response", url, body, fetched_at, http, status, headers)

    def revisit(
        self,
        url: str,
        status: int,
        headers: Headers,
        body: bytes,
        fetched_at: str,
        protocol: str | None = None,
        *,
        refers_to: tuple[str, str],
    ) -> None:
        """Write a revisit record: a response whose payload is stored already.

        `refers_to` is the URL and time (UTC) of the record with that payload.
        """
        http = StatusAndHeaders(
            f"{status} {_phrase(status)}", list(headers), protocol=protocol or "HTTP/1.1"
        )
        digest = f"sha256:{hashlib.sha256(body).hexdigest()}"
        record = self._builder.create_revisit_record(url, digest, *refers_to, http_headers=http)
        record.rec_headers.replace_header("WARC-Date", fetched_at)
        self._ensure_file()
        self._append(record)

    def write_resource(self, url: str, content_type: str, body: bytes, fetched_at: str) -> Capture:
        """Write a resource record, of a page that was given as a file. Raises StorageFailed."""
        headers = (("Content-Type", content_type),)
        return self._write_record("resource", url, body, fetched_at, None, HTTPStatus.OK, headers)

    def copy(self, record: Record) -> Capture:
        """Copy a record of another WARC file with its time. Raises StorageFailed."""
        if record.headers:
            return self.write(
                record.url,
                record.status,
                record.headers,
                record.payload,
                record.fetched_at,
                record.protocol,
            )
        kind = record.content_type or "application/octet-stream"
        return self.write_resource(record.url, kind, record.payload, record.fetched_at)

    def sync(self) -> None:
        """Flush written records to the disk (fdatasync), before rows refer to them."""
        if self._file is not None and self._unsynced:
            with _storage(self._folder):
                os.fdatasync(self._file.fileno())
            self._unsynced = False

    def close(self) -> None:
        """Sync and close the current file."""
        self.sync()
        if self._file is not None:
            self._file.close()
            self._file = None

    def _write_record(
        self,
        kind: str,
        url: str,
        body: bytes,
        fetched_at: str,
        http: StatusAndHeaders | None,
        status: int,
        headers: Headers,
    ) -> Capture:
        sha256 = hashlib.sha256(body).hexdigest()
        content_type = header(headers, "content-type")
        record = self._builder.create_warc_record(
            url,
            kind,
            payload=io.BytesIO(body),
            length=len(body),
            warc_content_type=content_type if http is None else "",
            warc_headers_dict={
                "WARC-Date": fetched_at,
                "WARC-Payload-Digest": f"sha256:{sha256}",
            },
            http_headers=http,
        )
        self._ensure_file()
        offset = self._append(record)
        return Capture(
            url=url,
            status=status,
            fetched_at=fetched_at,
            sha256=sha256,
            warc_file=self._name,
            warc_offset=offset,
            content_type=content_type,
            etag=header(headers, "etag"),
            last_modified=header(headers, "last-modified"),
        )

    def _ensure_file(self) -> None:
        """Open the next file if there is none, or if the current one is full."""
        if self._file is None or self._offset >= self._rotate_at:
            self._next_file()

    def _next_file(self) -> None:
        self.close()
        stem = f"{self._paper}-{self._started}-{self._run:05}-{self._serial:05}"
        self._name = f"warc/{self._paper}/{stem}.warc.gz"
        self._serial += 1
        path = self._folder / self._name
        with _storage(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            # "x": a name is never reused. Unbuffered: a record is a single write.
            self._file = path.open("xb", buffering=0)
        self._offset = 0
        info = {
            "software": f"baotinh/{version('baotinh')} warcio/{version('warcio')}",
            "format": "WARC File Format 1.1",
            "isPartOf": self._paper,
            "description": f"paper {self._paper}, run {self._run}",
            "robots": "obey",
            "http-status-line": "protocol as received where it is known, else HTTP/1.1",
        }
        self._append(self._builder.create_warcinfo_record(path.name, info))

    def _append(self, record: Any) -> int:
        """Write one record as a gzip member; returns its offset."""
        assert self._file is not None
        self._buffer.seek(0)
        self._buffer.truncate()
        self._builder.write_record(record)
        member = gzip.compress(self._buffer.getvalue(), COMPRESSION, mtime=0)
        offset = self._offset
        with _storage(self._folder / self._name):
            try:
                rest = memoryview(member)
                while rest:
                    rest = rest[self._file.write(rest) :]
            except OSError:
                self._file.truncate(offset)  # a partial record would make later ones unreadable
                self._file.seek(offset)
                raise
        self._offset += len(member)
        self._unsynced = True
        return offset


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""


@contextmanager
def _storage(path: Path) -> Iterator[None]:
    """Raise StorageFailed, with the file's name and advice, for an OSError in the block."""
    try:
        yield
    except OSError as error:
        what = _ADVICE.get(error.errno or 0, error.strerror or str(error))
        raise StorageFailed(f"{path}: {what}") from error
