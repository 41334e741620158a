"""Where the checkout is, and what lies in it or beside it."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[2]
PAPERS = ROOT / "tests" / "papers"
SHARED = ROOT.parent / "shared"
"""Rows and pages of real newspapers, where they may be used: never in the checkout."""
