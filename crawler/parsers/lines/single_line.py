"""Parses single lines as one field for `baotinh field`, to try the forms a newspaper uses."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from crawler.parsers.lines import byline, dateline, weather_grammar


def read_field(name: str, line: str, *, not_after: datetime | None = None) -> dict[str, Any]:
    """JSON record of a line parsed as `dateline`, `byline` or `weather`; KeyError for others."""
    readers: dict[str, Callable[[str], dict[str, Any]]] = {
        "dateline": lambda text: dateline.json_record(text, not_after=not_after),
        "byline": byline.json_record,
        "weather": weather_grammar.json_record,
    }
    return readers[name](line)
