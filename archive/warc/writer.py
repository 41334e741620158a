"""Responses into WARC files: the truth from which every row can be made again.

One file per run and paper, `warc/<paper>/<paper>-<UTC time>-<run>-00000.warc.gz`, rotated at 1 GB;
a record a gzip member, so a file cut by a crash reads up to its last whole record, and no later
run ever appends to it. Bodies are kept as sent (still compressed), without transfer chunking, and
`WARC-Payload-Digest` is the SHA-256 (hex) that the database holds too.
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

ROTATE_AT = 1_000_000_000  # bytes; what web archives use as their unit of copying
COMPRESSION = 6  # 9, warcio's own, takes twice the time for one percent


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
    """The WARC files of one run of one paper; the first file appears with the first response."""

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
        """Keep one HTTP response; returns where it lies. Raises StorageFailed.

        `protocol` is that of the answer, such as HTTP/1.0, where it is known.
        """
        http = StatusAndHeaders(
            f"{status} {_phrase(status)}", list(headers), protocol=protocol or "HTTP/1.1"
        )
        return self._keep("response", url, body, fetched_at, http, status, headers)

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
        """Note that a response had bytes that are kept already; like `write`, without the body.

        `refers_to` is the address and time (UTC) of the response that has them.
        """
        http = StatusAndHeaders(
            f"{status} {_phrase(status)}", list(headers), protocol=protocol or "HTTP/1.1"
        )
        digest = f"sha256:{hashlib.sha256(body).hexdigest()}"
        record = self._builder.create_revisit_record(url, digest, *refers_to, http_headers=http)
        record.rec_headers.replace_header("WARC-Date", fetched_at)
        self._place()
        self._append(record)

    def write_resource(self, url: str, content_type: str, body: bytes, fetched_at: str) -> Capture:
        """Keep a page that came as a file, as a WARC resource record. Raises StorageFailed."""
        headers = (("Content-Type", content_type),)
        return self._keep("resource", url, body, fetched_at, None, HTTPStatus.OK, headers)

    def copy(self, record: Record) -> Capture:
        """Keep a record of another WARC file under its own time. Raises StorageFailed."""
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
        """Force what was written to the disk; called before rows point at it."""
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

    def _keep(
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
        self._place()
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

    def _place(self) -> None:
        """See that there is a file with room for a record."""
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
            # "x": a name is never used twice. Unbuffered: a record is one write, whole or cut.
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
                self._file.truncate(offset)  # half a record would hide the ones that may follow
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
    """Turns what the disk refuses into StorageFailed with the file's name."""
    try:
        yield
    except OSError as error:
        what = _ADVICE.get(error.errno or 0, error.strerror or str(error))
        raise StorageFailed(f"{path}: {what}") from error
