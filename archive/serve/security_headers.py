"""Headers that keep a page from doing harm, whatever the newspapers wrote.

Our pages have no script and no style but the file of ours, and load nothing from anywhere. The
pages of datasette bring scripts and styles of their own inside the page: those are let in by what
they say, and any other script is not.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Sequence
from functools import cache
from importlib import resources

EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
OURS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self';"
    " form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
}

_INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_KNOWN = ("_close_open_menus.html", "_codemirror_foot.html")
_FACETS = ("DATASETTE_ALLOW_FACET = true;", "DATASETTE_ALLOW_FACET = false;")


@cache
def of_datasette() -> str:
    """The policy for pages of datasette: its own scripts, told by their digests."""
    templates = resources.files("datasette") / "templates"
    scripts = list(_FACETS)
    for name in _KNOWN:
        scripts += _INLINE.findall((templates / name).read_text(encoding="utf-8"))
    allowed = " ".join(map(digest_of, scripts))
    return (
        f"default-src 'none'; script-src 'self' {allowed}; style-src 'self' 'unsafe-inline';"
        " img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none';"
        " frame-ancestors 'none'"
    )


def digest_of(script: str) -> str:
    """How a policy names a script inside a page."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def safe(sent: Sequence[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """Headers of an answer with ours added; what a page of ours has set stays."""
    known = {name.lower() for name, _ in sent}
    ours = {**EVERYWHERE, "Content-Security-Policy": of_datasette()}
    added = [
        (name.lower().encode(), value.encode())
        for name, value in ours.items()
        if name.lower().encode() not in known
    ]
    return [*sent, *added]
