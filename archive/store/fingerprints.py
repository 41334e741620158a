"""Which layouts the pages of new articles have: the first sign that a site was rebuilt.

A layout is a short digest of the elements and class names around a page's text; who makes it need
not be known here. Counted by run, since that is how health looks back.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping

_COUNT = """
INSERT INTO layouts(run, layout, articles) VALUES (?, ?, ?)
ON CONFLICT (run, layout) DO UPDATE SET articles = articles + excluded.articles
"""
_OF_RUNS = """
SELECT run, layout, articles FROM layouts
WHERE run IN (SELECT value FROM json_each(?)) ORDER BY run, layout
"""
_FEW = 20  # articles, whose layouts are those that are known in the beginning
_RUNS = 12  # after which a layout is known, some days later: so long is a new one told


def count(conn: sqlite3.Connection, run: int, layouts: Mapping[str, int]) -> None:
    """Add to what a run met."""
    conn.executemany(_COUNT, [(run, layout, number) for layout, number in layouts.items()])


def known_shares(conn: sqlite3.Connection, runs: Iterable[int]) -> list[tuple[int, int]]:
    """For each of these runs with new articles: how many had a layout known before, of how many."""
    met: dict[int, dict[str, int]] = {}
    for run, layout, articles in conn.execute(_OF_RUNS, (json.dumps(list(runs)),)):
        met.setdefault(run, {})[layout] = articles
    runs_with: Counter[str] = Counter()
    seen, shares = 0, []
    for layouts in met.values():
        total = sum(layouts.values())
        if seen >= _FEW:
            known = (layouts[one] for one in layouts if runs_with[one] >= _RUNS)
            shares.append((sum(known), total))
            runs_with.update(layouts.keys())
        else:
            runs_with.update(dict.fromkeys(layouts, _RUNS))
        seen += total
    return shares
