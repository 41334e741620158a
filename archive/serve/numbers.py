"""Numbers in addresses: of articles, their states and pictures."""

from __future__ import annotations

from archive.errors import UnknownName

MOST = 2**63 - 1


def number_of(text: str) -> int:
    """A number of an address; one that SQLite cannot hold is none of ours."""
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 20 else -1
    if not 0 <= number <= MOST:
        raise UnknownName(f"no article “{text[:40]}” in this archive")
    return number
