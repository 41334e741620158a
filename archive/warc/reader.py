"""Reads WARC and ARC files, any maker's: responses and pages as they were received.

wget, Browsertrix, Heritrix and Common Crawl differ in compression, in chunked bodies and in how a
file ends after a crash; what comes out here is the same for all. Bodies are handed on without
transfer chunking and otherwise as sent.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import re
import zlib
from collections.abc import Iterable, Iterator
from contextlib import redirect_stderr
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import ChunkedDataReader
from warcio.exceptions import ArchiveLoadFailed

from archive.errors import CaptureProblem
from archive.model import Capture
from archive.warc.content_encoding import decoded

MAX_MEMBER = 64 * 1024 * 1024
"""Unpacked bytes of a record of ours; the crawl takes a sixth of it."""

_STEP = 65536
# What warcio raises on a broken record; it looks for headers that such a record lacks.
_BROKEN = (ArchiveLoadFailed, ValueError, AttributeError)
_NO_WARC = "not a WARC file, or damaged from here on: download it again, or leave it out"
_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w.:-]+)""", re.IGNORECASE)

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One response read back: `payload` as sent, `body` after content-encoding.

    `protocol` is that of its status line. A page that never came over HTTP (a WARC resource record)
    has none and no `headers`; `content_type` then comes from the record itself.
    """

    url: str
    status: int
    fetched_at: str
    content_type: str | None
    headers: Headers
    payload: bytes
    protocol: str | None = None

    @property
    def charset(self) -> str | None:
        """The charset that the HTTP header names, if any."""
        return charset_of(self.content_type)

    def body(self) -> bytes:
        """The payload after content-encoding; raises CaptureProblem where it cannot be undone."""
        return decoded(self.payload, header(self.headers, "content-encoding"))


def charset_of(content_type: str | None) -> str | None:
    """The charset parameter of a Content-Type, or None."""
    found = _CHARSET.search(content_type or "")
    return found.group(1) if found else None


def header(headers: Headers, name: str) -> str | None:
    """The value of one HTTP header (name in lower case), several joined by a comma, or None."""
    values = [value for key, value in headers if key.lower() == name]
    return ", ".join(values) if values else None


def record_at(path: Path, offset: int) -> Record | None:
    """The response or page that begins at an offset of a file; None for a record of another kind.

    Raises CaptureProblem where no record can be read.
    """
    try:
        with path.open("rb") as file:
            file.seek(offset)
            return _from_warcio(next(ArchiveIterator(file)))
    except (OSError, StopIteration, *_BROKEN) as error:
        raise CaptureProblem(f"{path} at {offset}: {error or 'no record'}") from error


def read_capture(folder: Path, capture: Capture) -> Record:
    """The response that a capture points at, checked against its SHA-256.

    `folder` is the folder of the database. Raises CaptureProblem where the file is missing, cut or
    changed.
    """
    path = folder / capture.warc_file
    found = record_at(path, capture.warc_offset)
    if found is None or hashlib.sha256(found.payload).hexdigest() != capture.sha256:
        raise CaptureProblem(
            f"{path} at {capture.warc_offset}: not the bytes that were captured of {capture.url}"
        )
    return found


def verified_record_at(file: IO[bytes], offset: int) -> Record | None:
    """The record in the gzip member at an offset, as `record_at`, with its member read to the end.

    warcio takes a member that is cut off for one that ends, and does not look at the checksum
    behind it; here both are a CaptureProblem, and so is more than MAX_MEMBER bytes.
    """
    try:
        return _from_warcio(next(ArchiveIterator(io.BytesIO(_member(file, offset)))))
    except (StopIteration, *_BROKEN) as error:
        raise CaptureProblem("no WARC record begins there") from error
    except (OSError, zlib.error) as error:
        raise CaptureProblem(str(error)) from error


def iterate(path: Path) -> Iterator[Record]:
    """The responses and pages of any maker's WARC or ARC file, compressed or not, in order.

    Yields what is whole; then raises CaptureProblem, saying why, if the file is cut, broken or no
    WARC at all. Requests, revisits and metadata are passed over.
    """
    with path.open("rb") as file:
        zipped = file.read(2) == b"\x1f\x8b"
        file.seek(0)
        # Unzipped by us, the records of a single gzip stream read as well as one member each.
        stream: Any = _Unzipped(file, path) if zipped else file
        records = iter(ArchiveIterator(stream, arc2warc=True))
        while (record := _next(records, path)) is not None:
            found = _from_warcio(record)
            while record.raw_stream.read(_STEP):
                pass  # what _from_warcio did not want
            if getattr(record.raw_stream, "limit", 0):
                raise CaptureProblem(
                    f"{path}: truncated in the record of {_target(record)}: download it again"
                )
            if found is not None:
                yield found


def _member(file: IO[bytes], offset: int) -> bytes:
    """The gzip member at an offset, unpacked and held against its checksum."""
    file.seek(offset)
    engine = zlib.decompressobj(zlib.MAX_WBITS | 16)
    out = bytearray()
    while not engine.eof:
        data = engine.unconsumed_tail or file.read(_STEP)
        if not data:
            raise CaptureProblem("the file is cut off")
        out += engine.decompress(data, MAX_MEMBER - len(out) + 1)
        if len(out) > MAX_MEMBER:
            raise CaptureProblem("the record is larger than any of ours")
    return bytes(out)


class _Unzipped:
    """A gzip file as a stream that calls its own truncation by name.

    warcio takes EOFError for the good end of a file, and would pass over what is cut.
    """

    def __init__(self, file: IO[bytes], path: Path) -> None:
        self._stream = gzip.GzipFile(fileobj=file)
        self._path = path

    def read(self, size: int = -1) -> bytes:
        try:
            return self._stream.read1(size)  # read() would lose what comes before the cut
        except (EOFError, OSError, zlib.error) as error:
            raise CaptureProblem(
                f"{self._path}: truncated or damaged: download it again"
            ) from error

    def tell(self) -> int:
        return self._stream.tell()


def _next(records: Iterator[Any], path: Path) -> Any:
    """The next record or None; warcio's remarks on stderr become the error."""
    remarks = io.StringIO()
    try:
        with redirect_stderr(remarks):
            record = next(records, None)
    except _BROKEN as error:
        raise CaptureProblem(f"{path}: {_NO_WARC}") from error
    if remarks.getvalue():
        raise CaptureProblem(f"{path}: a record has the wrong length: download the file again")
    return record


def _target(record: Any) -> str:
    return str(record.rec_headers.get_header("WARC-Target-URI") or "?")


def _from_warcio(record: Any) -> Record | None:
    """Our reading of a warcio record; None for what is no response and no page."""
    if record.rec_type not in {"response", "resource"}:
        return None
    http = record.http_headers
    if record.rec_type == "response" and http is None:
        return None  # DNS answers and the like
    pairs: Iterable[tuple[str, str]] = http.headers if http is not None else ()
    headers = tuple((key, value) for key, value in pairs)
    chunked = (header(headers, "transfer-encoding") or "").strip().lower() == "chunked"
    stream = ChunkedDataReader(record.raw_stream) if chunked else record.raw_stream
    payload = stream.read()
    if chunked:
        headers = tuple(pair for pair in headers if pair[0].lower() != "transfer-encoding")
    code = http.get_statuscode() if http is not None else "200"
    kind = header(headers, "content-type") if http is not None else record.content_type
    return Record(
        url=_target(record),
        status=int(code) if code.isdigit() else 0,
        fetched_at=_seconds(record.rec_headers.get_header("WARC-Date")),
        content_type=kind,
        headers=headers,
        payload=payload,
        protocol=http.protocol if http is not None else None,
    )


def _seconds(date: str | None) -> str:
    """A WARC date as UTC ISO 8601 in whole seconds; the epoch where a record has none."""
    try:
        moment = datetime.fromisoformat(date or "1970-01-01T00:00:00Z")
    except ValueError:
        moment = datetime.fromtimestamp(0, UTC)
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
