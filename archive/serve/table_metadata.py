"""Titles, descriptions and search settings of an archive's tables, as datasette's metadata."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import Any


def table_metadata() -> dict[str, Any]:
    """The metadata of one database; a copy for each caller, since datasette writes into it."""
    words: dict[str, Any] = json.loads(_text())
    return words


@cache
def _text() -> str:
    return resources.files(__package__).joinpath("metadata.json").read_text(encoding="utf-8")
