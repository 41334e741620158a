"""What templates need to show texts of the newspapers: marked, cut to size, and kept in their line.

A text may be a megabyte long, or turn the direction of what follows: lists show its beginning, and
where no element can isolate it (a title of a window, an attribute) the turning signs are taken out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from typing import Any

from markupsafe import Markup

from archive.search import snippets
from archive.search.snippets import CLOSE, OPEN

HEADLINE = 240
"""Characters of a title in a list."""

_TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def cut(text: str | None, length: int = HEADLINE) -> str:
    """The text on one line, at most so long."""
    line = " ".join((text or "")[: 4 * length].split())
    return line if len(line) <= length else f"{line[:length].rstrip()}…"


def plain(text: str | None, length: int = HEADLINE) -> str:
    """The text for an attribute or a window's title: cut, with no sign that turns the direction."""
    return _TURNING.sub("", cut(text, length))


def marked(text: str | None, length: int = HEADLINE) -> Markup:
    """A text with hits as escaped HTML, at most so long; a hit far behind is shown all the same."""
    return Markup(snippets.html(_around_hits(text or "", length)))  # noqa: S704 - html() escapes


def xml(text: str | None) -> str:
    """The text without characters that XML does not know."""
    return _NOT_XML.sub("", text or "")


def linked_data(data: dict[str, Any]) -> Markup:
    """JSON inside a page: nothing in it can end the element that it stands in."""
    text = json.dumps({name: value for name, value in data.items() if value}, ensure_ascii=False)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)  # noqa: S704 - it holds no sign of HTML


def _around_hits(text: str, length: int) -> str:
    if len(text) <= length:
        return text
    start = max(0, text.find(OPEN) - length // 2)
    piece = text[start : start + length]
    if piece.rfind(OPEN) > piece.rfind(CLOSE):  # a hit that the cut goes through
        piece += CLOSE
    return f"{'…' if start else ''}{piece}{'…' if start + length < len(text) else ''}"


def groups(values: Iterable[Any], key: str) -> list[tuple[Any, list[Any]]]:
    """Values side by side that have the same `key`, in their order."""
    found: list[tuple[Any, list[Any]]] = []
    for value in values:
        name = getattr(value, key)
        if not found or found[-1][0] != name:
            found.append((name, []))
        found[-1][1].append(value)
    return found


TEMPLATE_FILTERS: dict[str, Callable[..., Any]] = {
    "cut": cut,
    "plain": plain,
    "marked": marked,
    "xml": xml,
    "linked_data": linked_data,
    "groups": groups,
}
"""By the names that templates call them by."""
