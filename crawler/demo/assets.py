"""The sample newspaper's style sheet, and its pictures of two colour bands."""

from __future__ import annotations

import struct
import zlib

STYLE = """\
body { font-family: serif; margin: 0 auto; max-width: 960px; }
#menu, #menu li { display: inline; list-style: none; padding: 0 8px 0 0; }
.left { float: left; width: 66%; }
.right { float: right; width: 30%; }
.today, .date, .series { color: #777; }
#footer { border-top: 1px solid #777; clear: both; padding: 8px 0; }
"""
_WIDTH, _HEIGHT, _HORIZON = 60, 40, 22


def picture(path: str) -> bytes:
    """A small PNG whose colours depend only on `path`."""
    seed = zlib.crc32(path.encode())
    sky = bytes(150 + (seed >> shift & 63) for shift in (0, 6, 12))
    ground = bytes(40 + (seed >> shift & 63) for shift in (18, 23, 26))
    rows = b"".join(b"\0" + (sky if row < _HORIZON else ground) * _WIDTH for row in range(_HEIGHT))
    header = struct.pack(">IIBBBBB", _WIDTH, _HEIGHT, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        _chunk(kind, data)
        for kind, data in ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
