"""The address under which datasette serves the plugin's static files."""

from __future__ import annotations

from functools import cache
from importlib import resources

_PACKAGE = "archive.serve"


@cache
def static_folder() -> str:
    """The folder of the static files; datasette names a plugin by the distribution it came with."""
    # Not at the top: datasette.plugins imports this package, and would find no hooks in it yet.
    from datasette.plugins import get_plugins

    static = str(resources.files(_PACKAGE) / "static")
    names: list[str] = [it["name"] for it in get_plugins() if it["static_path"] == static]
    return f"/-/static-plugins/{names[0]}"
