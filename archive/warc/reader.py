"""Reads the response and resource records of WARC and ARC files, written by any crawler.

wget, Browsertrix, Heritrix and Common Crawl differ in compression, in chunked bodies and in how a
file ends after a crash; the records returned here do not. Payloads are as sent, without transfer
chunking.
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
"""Maximum decompressed bytes of a record that baotinh wrote; a crawl stores at most a sixth."""

_STEP = 65536
# The errors of warcio for a damaged record, which may lack headers that warcio expects.
_BROKEN = (ArchiveLoadFailed, ValueError, AttributeError)
_NO_WARC = "not a WARC file, or damaged from here on: download it again, or leave it out"
_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w.:-]+)""", re.IGNORECASE)

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A response or resource record: `payload` is as sent, `body()` without content coding.

    `protocol` is that of the status line. A resource record, of a page that was not fetched over
    HTTP, has neither `protocol` nor `headers`; its `content_type` is that of the record.
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
        """The charset parameter of the content type, or None."""
        return charset_of(self.content_type)

    def body(self) -> bytes:
        """The payload without its content coding; raises CaptureProblem if it cannot be decoded."""
        return decoded(self.payload, header(self.headers, "content-encoding"))


def charset_of(content_type: str | None) -> str | None:
    """The charset parameter of a Content-Type, or None."""
    found = _CHARSET.search(content_type or "")
    return found.group(1) if found else None


def header(headers: Headers, name: str) -> str | None:
    """The value of an HTTP header (`name` in lower case), repeated ones joined by a comma."""
    values = [value for key, value in headers if key.lower() == name]
    return ", ".join(values) if values else None


def record_at(path: Path, offset: int) -> Record | None:
    """Read the record at an offset (bytes); None for a record of another type.

    Raises CaptureProblem if no record can be read there.
    """
    try:
        with path.open("rb") as file:
            file.seek(offset)
            return _from_warcio(next(ArchiveIterator(file)))
    except (OSError, StopIteration, *_BROKEN) as error:
        raise CaptureProblem(f"{path} at {offset}: {error or 'no record'}") from error


def read_capture(folder: Path, capture: Capture) -> Record:
    """Read the record of a capture and check the SHA-256 of its payload.

    `folder` is the folder of the database. Raises CaptureProblem if the file is missing, truncated
    or changed.
    """
    path = folder / capture.warc_file
    found = record_at(path, capture.warc_offset)
    if found is None or hashlib.sha256(found.payload).hexdigest() != capture.sha256:
        raise CaptureProblem(
            f"{path} at {capture.warc_offset}: not the bytes that were captured of {capture.url}"
        )
    return found


def verified_record_at(file: IO[bytes], offset: int) -> Record | None:
    """As `record_at`, after decompressing the whole gzip member and checking its checksum.

    warcio accepts a truncated member and ignores the checksum; here both raise CaptureProblem, as
    does a member above MAX_MEMBER.
    """
    try:
        return _from_warcio(next(ArchiveIterator(io.BytesIO(_member(file, offset)))))
    except (StopIteration, *_BROKEN) as error:
        raise CaptureProblem("no WARC record begins there") from error
    except (OSError, zlib.error) as error:
        raise CaptureProblem(str(error)) from error


def iterate(path: Path) -> Iterator[Record]:
    """Iterate over the response and resource records of a WARC or ARC file, compressed or not.

    Yields the complete records, then raises CaptureProblem if the file is truncated, damaged or
    not a WARC file. Records of other types are skipped.
    """
    with path.open("rb") as file:
        compressed = file.read(2) == b"\x1f\x8b"
        file.seek(0)
        # Decompressed here, since warcio cannot read a file that is a single gzip member.
        stream: Any = _GzipStream(file, path) if compressed else file
        records = iter(ArchiveIterator(stream, arc2warc=True))
        while (record := _next(records, path)) is not None:
            found = _from_warcio(record)
            while record.raw_stream.read(_STEP):
                pass  # the rest of a record that _from_warcio skipped
            if getattr(record.raw_stream, "limit", 0):
                raise CaptureProblem(
                    f"{path}: truncated in the record of {_target(record)}: download it again"
                )
            if found is not None:
                yield found


def _member(file: IO[bytes], offset: int) -> bytes:
    """Decompress the gzip member at an offset and check its checksum."""
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


class _GzipStream:
    """A gzip file as a stream that raises CaptureProblem where it is truncated.

    warcio takes EOFError for a regular end of file and would ignore the truncation.
    """

    def __init__(self, file: IO[bytes], path: Path) -> None:
        self._stream = gzip.GzipFile(fileobj=file)
        self._path = path

    def read(self, size: int = -1) -> bytes:
        try:
            return self._stream.read1(size)  # read() would lose the bytes before the truncation
        except (EOFError, OSError, zlib.error) as error:
            raise CaptureProblem(
                f"{self._path}: truncated or damaged: download it again"
            ) from error

    def tell(self) -> int:
        return self._stream.tell()


def _next(records: Iterator[Any], path: Path) -> Any:
    """The next record or None; a warning that warcio prints to stderr becomes CaptureProblem."""
    warnings = io.StringIO()
    try:
        with redirect_stderr(warnings):
            record = next(records, None)
    except _BROKEN as error:
        raise CaptureProblem(f"{path}: {_NO_WARC}") from error
    if warnings.getvalue():
        raise CaptureProblem(f"{path}: a record has the wrong length: download the file again")
    return record


def _target(record: Any) -> str:
    return str(record.rec_headers.get_header("WARC-Target-URI") or "?")


def _from_warcio(record: Any) -> Record | None:
    """Convert a warcio record; None for other types than response and resource."""
    if record.rec_type not in {"response", "resource"}:
        return None
    http = record.http_headers
    if record.rec_type == "response" and http is None:
        return None  # such as a DNS response
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
    """A WARC date as UTC ISO 8601 in whole seconds; the epoch for a missing or invalid date."""
    try:
        moment = datetime.fromisoformat(date or "1970-01-01T00:00:00Z")
    except ValueError:
        moment = datetime.fromtimestamp(0, UTC)
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
