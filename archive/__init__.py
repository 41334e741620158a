"""The archive: storage, search, export, preservation and web pages. It never imports the crawler.

`from archive import Archive` is the public Python API; it is imported on first use.
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
