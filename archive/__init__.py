"""The archive: articles in, answers out; never imports the crawler: searching needs no Scrapy.

`from archive import Archive` is the way in for programs; it is loaded when it is asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from archive.api import Archive

__all__ = ["Archive"]


def __getattr__(name: str) -> Any:
    if name == "Archive":
        return import_module("archive.api").Archive
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
