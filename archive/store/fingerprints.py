"""Counts the layout fingerprints of new articles by run, to detect that a site was redesigned.

A fingerprint is a short digest of the elements and class names around a page's text, made by the
crawler (crawler/extraction/fingerprint.py). `baotinh health` compares runs.
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
_INITIAL_ARTICLES = 20  # the layouts of the first articles count as known
_RUNS_UNTIL_KNOWN = 12  # after which a layout is known, some days later: so long is a new one told


def count(conn: sqlite3.Connection, run: int, layouts: Mapping[str, int]) -> None:
    """Add articles by layout to the counts of a run."""
    conn.executemany(_COUNT, [(run, layout, number) for layout, number in layouts.items()])


def known_shares(conn: sqlite3.Connection, runs: Iterable[int]) -> list[tuple[int, int]]:
    """For each run with new articles: the articles with an already known layout, and all.

    Runs are given and returned in order of time; the first articles, which make layouts known,
    are left out.
    """
    by_run: dict[int, dict[str, int]] = {}
    for run, layout, articles in conn.execute(_OF_RUNS, (json.dumps(list(runs)),)):
        by_run.setdefault(run, {})[layout] = articles
    runs_with: Counter[str] = Counter()
    seen, shares = 0, []
    for layouts in by_run.values():
        total = sum(layouts.values())
        if seen >= _INITIAL_ARTICLES:
            known = (n for layout, n in layouts.items() if runs_with[layout] >= _RUNS_UNTIL_KNOWN)
            shares.append((sum(known), total))
            runs_with.update(layouts.keys())
        else:
            runs_with.update(dict.fromkeys(layouts, _RUNS_UNTIL_KNOWN))
        seen += total
    return shares
