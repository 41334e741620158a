"""Decodes HTTP content codings (gzip, deflate, br, zstd) with a limit on the decoded size.

It is used for stored captures; Scrapy decodes the same codings while crawling. As in Scrapy, a
truncated body is decoded as far as possible, and a body above the limit is rejected.
"""

from __future__ import annotations

import io
import sys
import zlib
from collections.abc import Callable
from typing import Final

import brotli  # type: ignore[import-untyped]

from archive.errors import CaptureProblem

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

MAX_BYTES: Final = 10 * 1024 * 1024  # a newspaper page has 0.1 MB; Scrapy is set to the same
_STEP: Final = 65536
_GZIP_MARK: Final = b"\x1f\x8b\x08"


def decoded(payload: bytes, coding: str | None, limit: int = MAX_BYTES) -> bytes:
    """Decode a payload by its Content-Encoding header, last coding first.

    Raises CaptureProblem for an unknown coding, damaged data, or more than `limit` bytes.
    """
    for name in reversed([part.strip().lower() for part in (coding or "").split(",")]):
        if name in {"", "identity"}:
            continue
        if name not in _CODINGS:
            raise CaptureProblem(f"unknown content coding {name!r}: unpack the page first")
        try:
            payload = _CODINGS[name](payload, limit)
        except (zlib.error, brotli.error, zstd.ZstdError) as error:
            raise CaptureProblem(f"damaged {name} body: {error}") from error
    return payload


def is_truncated(payload: bytes, coding: str | None) -> bool:
    """Whether a gzip body is truncated, so that it holds only a part of the page.

    A complete body with a missing or wrong checksum is a server's error and not truncated.
    """
    if not payload or (coding or "").strip().lower() not in {"gzip", "x-gzip"}:
        return False
    if not payload.startswith(_GZIP_MARK[: len(payload)]):
        return False  # it is not compressed
    engine = zlib.decompressobj(-zlib.MAX_WBITS)
    data, unpacked = payload[_header_length(payload) :], 0
    try:
        while data and not engine.eof and unpacked <= MAX_BYTES:
            unpacked += len(engine.decompress(data, _STEP))
            data = engine.unconsumed_tail
    except zlib.error:
        return False  # damaged: `decoded` raises
    return not engine.eof and unpacked <= MAX_BYTES  # a larger body is rejected by `decoded`


def _header_length(payload: bytes) -> int:
    """Length of the gzip header in bytes (RFC 1952)."""
    flags, end = payload[3] if len(payload) > 3 else 0, 10
    if flags & 4:
        end += 2 + int.from_bytes(payload[end : end + 2], "little")
    for flag in (8, 16):  # name and comment, each terminated by a zero byte
        if flags & flag:
            end = payload.find(0, end) + 1 or len(payload)
    return end + (2 if flags & 2 else 0)


def _bounded(out: io.BytesIO, piece: bytes, limit: int) -> None:
    if out.write(piece) and out.tell() > limit:
        raise CaptureProblem(f"unpacks to more than {limit} bytes")


def _gunzip(data: bytes, limit: int) -> bytes:
    out = io.BytesIO()
    while data:
        try:
            data = _inflate_into(out, zlib.decompressobj(zlib.MAX_WBITS | 16), data, limit)
        except zlib.error:
            if out.tell():
                break  # trailing bytes, or a wrong checksum: the page itself is complete
            raise
    return out.getvalue()


def _inflate(data: bytes, limit: int) -> bytes:
    out = io.BytesIO()
    try:
        _inflate_into(out, zlib.decompressobj(), data, limit)
    except zlib.error:
        if out.tell():
            raise
        _inflate_into(out, zlib.decompressobj(-zlib.MAX_WBITS), data, limit)  # old IIS: raw deflate
    return out.getvalue()


def _inflate_into(out: io.BytesIO, engine: zlib._Decompress, data: bytes, limit: int) -> bytes:
    """Decompress one stream into `out`; returns the bytes that follow it."""
    while data and not engine.eof:
        _bounded(out, engine.decompress(data, _STEP), limit)
        data = engine.unconsumed_tail
    return engine.unused_data


def _unbrotli(data: bytes, limit: int) -> bytes:
    out = io.BytesIO()
    engine = brotli.Decompressor()
    _bounded(out, engine.process(data, output_buffer_limit=_STEP), limit)
    while not engine.is_finished():
        piece = engine.process(b"", output_buffer_limit=_STEP)
        if not piece:
            break
        _bounded(out, piece, limit)
    return out.getvalue()


def _unzstd(data: bytes, limit: int) -> bytes:
    out = io.BytesIO()
    with zstd.ZstdFile(io.BytesIO(data)) as stream:
        try:
            while piece := stream.read(_STEP):
                _bounded(out, piece, limit)
        except EOFError:
            pass  # truncated: the part before is the page
    return out.getvalue()


_CODINGS: Final[dict[str, Callable[[bytes, int], bytes]]] = {
    "gzip": _gunzip,
    "x-gzip": _gunzip,
    "deflate": _inflate,
    "br": _unbrotli,
    "zstd": _unzstd,
}
