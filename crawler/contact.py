"""Who crawls: a newspaper that is asked must be able to reach somebody."""

from __future__ import annotations

import re

from archive.errors import UsageProblem

_NONE = (
    "no contact is set: BAOTINH_CONTACT must hold a mail or web address at which the newspaper"
    " reaches you, such as BAOTINH_CONTACT=archive@library.example"
)
_CONTACT = re.compile(r"[^\s@;()]+@[^\s@;()]+\.[^\s@;()]+|https?://[^\s;()]+\.[^\s;()]+")


def require(contact: str) -> None:
    """Raise UsageProblem for what is no address; asked before the first request goes out."""
    if not _CONTACT.fullmatch(contact):
        raise UsageProblem(_NONE)
