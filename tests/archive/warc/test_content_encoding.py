"""Content codings are undone up to a bound; what cannot be undone is called by name."""

from __future__ import annotations

import gzip
import sys
import zlib

import pytest

from archive.errors import CaptureProblem
from archive.warc.content_encoding import decoded, is_truncated
from tests.support.captures import PAGE


def raw_deflate(data: bytes) -> bytes:
    engine = zlib.compressobj(wbits=-15)
    return engine.compress(data) + engine.flush()


@pytest.mark.parametrize(
    ("coding", "payload"),
    [
        (None, PAGE),
        ("identity", PAGE),
        ("gzip", gzip.compress(PAGE, mtime=0)),
        ("GZIP", gzip.compress(PAGE[:9], mtime=0) + gzip.compress(PAGE[9:], mtime=0)),
        ("gzip", gzip.compress(PAGE, mtime=0) + b"trailing"),
        ("deflate", zlib.compress(PAGE)),
        ("deflate", raw_deflate(PAGE)),
        ("deflate, gzip", gzip.compress(zlib.compress(PAGE), mtime=0)),
    ],
)
def test_content_codings_are_undone(coding, payload):
    assert decoded(payload, coding) == PAGE


def test_brotli_and_zstd_are_undone():
    brotli = pytest.importorskip("brotli")
    assert decoded(brotli.compress(PAGE), "br") == PAGE
    zstd = pytest.importorskip(
        "backports.zstd" if sys.version_info < (3, 14) else "compression.zstd"
    )
    assert decoded(zstd.compress(PAGE), "zstd") == PAGE


def test_a_body_cut_off_gives_what_is_whole():
    page = bytes(range(256)) * 2000
    part = decoded(gzip.compress(page, mtime=0)[:-200], "gzip")
    assert part
    assert page.startswith(part)


def test_a_body_that_ends_too_early_is_known_as_cut():
    page = bytes(range(256)) * 2000
    whole = gzip.compress(page, mtime=0)
    assert not is_truncated(whole, "gzip")
    assert not is_truncated(whole + b"trailing", "GZIP")
    assert not is_truncated(whole[:-8], "gzip"), "a checksum that is missing cuts nothing off"
    assert not is_truncated(whole[:-8] + bytes(8), "gzip")
    assert all(is_truncated(whole[:length], "gzip") for length in range(1, len(whole) - 9, 7))
    assert not is_truncated(b"", "gzip"), "a redirect has no body"
    assert not is_truncated(page, "gzip"), "it was never packed"
    assert not is_truncated(page, None)
    assert not is_truncated(zlib.compress(page)[:-20], "deflate")


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
def test_a_bomb_is_refused(coding):
    bomb = bytes(30_000_000)
    packed = gzip.compress(bomb) if coding == "gzip" else zlib.compress(bomb)
    with pytest.raises(CaptureProblem, match="more than"):
        decoded(packed, coding)


@pytest.mark.parametrize("coding", ["gzip", "br", "zstd", "deflate", "compress"])
def test_damage_and_unknown_codings_are_called_by_name(coding):
    with pytest.raises(CaptureProblem, match=coding):
        decoded(b"this is not packed at all", coding)
