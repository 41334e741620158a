"""What unpacks to too much is refused."""

from __future__ import annotations

import gzip
import sys
import zlib

import brotli
import pytest

from tests.support.crawls import OK, A, B, state_of, value, visit

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

BOMBS = ["gzip", "deflate", "br", "zstd"]


@pytest.mark.parametrize("coding", BOMBS)
def test_what_unpacks_to_too_much_is_refused(baotinh, site, db, coding):
    body = _packed(coding, b"<p>" + bytes(60_000_000))
    assert len(body) < 600_000
    visit(baotinh, site, db, {A: (200, {"Content-Encoding": coding}, body), B: OK})
    assert state_of(db, A) == ("failed", "larger than the bound")
    assert value(db, "SELECT count(*) FROM articles") == 1


def _packed(coding: str, body: bytes) -> bytes:

    if coding == "gzip":
        return gzip.compress(body)
    if coding == "deflate":
        return zlib.compress(body)
    return brotli.compress(body, quality=5) if coding == "br" else zstd.compress(body)
