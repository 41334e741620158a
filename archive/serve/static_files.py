"""The address under which datasette serves the plugin's static files."""

from __future__ import annotations

from functools import cache
from importlib.metadata import entry_points

_PACKAGE = "archive.serve"


@cache
def static_folder() -> str:
    """The folder of the static files.

    datasette names a plugin by the distribution whose entry point loaded it, and one that was
    registered by hand, because the program is not installed, by its module.
    """
    entries = entry_points(group="datasette")
    names = [entry.dist.name for entry in entries if entry.value == _PACKAGE and entry.dist]
    return f"/-/static-plugins/{names[0] if names else _PACKAGE}"
