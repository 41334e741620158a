"""A piece of text with its hits marked, and its forms for terminal, file and page.

SQL sets the marks as two characters of private use, never as HTML: a text is escaped first and
marked second. A text that holds such characters itself loses them, whatever their order.
"""

from __future__ import annotations

import html as html_escapes
import re
from collections.abc import Iterator

OPEN, CLOSE = "\ue000", "\ue001"

_HIT = re.compile(f"{OPEN}([^{OPEN}{CLOSE}]*){CLOSE}")
_SPACE = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")  # control characters could steer a terminal


def pieces(marked: str) -> Iterator[tuple[str, bool]]:
    """The text in order as (piece, is it a hit), on one line."""
    for number, piece in enumerate(_HIT.split(_SPACE.sub(" ", marked))):
        piece = piece.replace(OPEN, "").replace(CLOSE, "")
        if piece:
            yield piece, number % 2 == 1


def plain(marked: str, before: str = "", after: str = "") -> str:
    """The text with `before` and `after` around each hit."""
    return "".join(f"{before}{piece}{after}" if hit else piece for piece, hit in pieces(marked))


def html(marked: str) -> str:
    """The text escaped for HTML, hits in <mark>."""
    return "".join(
        f"<mark>{html_escapes.escape(piece)}</mark>" if hit else html_escapes.escape(piece)
        for piece, hit in pieces(marked)
    )
