"""Accuracy and speed of the parser by field, compared with general-purpose extractors.

    python bench/extraction.py PAGES [--generic] [--alone] [--update [--allow-regression]]

PAGES is a folder of annotated pages, each an HTML file with a JSON file. `floors.json` has minimum
scores: a lower score gives exit code 1. `--update` raises the minima to the measured scores, and
lowers them only with `--allow-regression`. trafilatura, newspaper4k and news-please are run on the
same pages if they are installed, unless `--alone`.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

from bench import others
from bench.scores import EXACT, LISTS, score
from crawler.families import rules_for
from crawler.parsers import Page, parse
from crawler.parsers.rules import NO_RULES

FLOORS = Path(__file__).with_name("floors.json")
FIELDS = (*EXACT, *LISTS, "body")
ROUNDS = 3  # the median is reported

Reader = Callable[[str, bytes], dict[str, Any]]


def ours(*, generic: bool) -> Reader:
    """The parser of baotinh as a reader."""

    def read(url: str, body: bytes) -> dict[str, Any]:
        page = Page.from_bytes(url, body, fetched_at="2026-11-01T12:00:00+07:00")
        rules = NO_RULES if generic else rules_for(page, NO_RULES)
        return parse(page, rules).to_dict()

    return read


def measure(
    reader: Reader, pages: list[tuple[dict[str, Any], bytes]]
) -> tuple[dict[str, float], float]:
    """Mean score of each field in per cent, and the median of the milliseconds of a page."""
    gathered: dict[str, list[float]] = defaultdict(list)
    for expected, body in pages:
        got = reader(expected.get("url") or f"file:{expected['file']}", body)
        for name, value in score(expected, got).items():
            if value is not None:
                gathered[name].append(value)
    rounds = []
    for _ in range(ROUNDS):
        begin = time.process_time()
        for expected, body in pages:
            reader(expected.get("url") or f"file:{expected['file']}", body)
        rounds.append((time.process_time() - begin) * 1000 / len(pages))
    scores = {name: 100 * statistics.mean(values) for name, values in gathered.items()}
    return scores, statistics.median(rounds)


def load(folder: Path) -> list[tuple[dict[str, Any], bytes]]:
    """The annotated pages of a folder, as (annotation, bytes of the page)."""
    pages = []
    for path in sorted(folder.glob("*.json")):
        page = path.with_suffix(".html")
        if page.exists():
            expected = json.loads(path.read_text(encoding="utf-8"))
            pages.append(({"file": page.name, **expected}, page.read_bytes()))
    return pages


def below_floors(scores: dict[str, float], name: str) -> list[str]:
    """The fields with scores below their minima, as lines to print."""
    floors = json.loads(FLOORS.read_text()).get(name, {}) if FLOORS.exists() else {}
    return [
        f"{field}: {scores.get(field, 0):.1f} is below its floor of {floor}"
        for field, floor in floors.items()
        if scores.get(field, 0) < floor
    ]


def update_floors(scores: dict[str, float], name: str, *, allow_regression: bool) -> None:
    """Set the minima to the measured scores, rounded down to a tenth."""
    every = json.loads(FLOORS.read_text()) if FLOORS.exists() else {}
    old = every.get(name, {})
    new = {field: int(scores[field] * 10) / 10 for field in FIELDS if field in scores}
    if not allow_regression:
        new = {field: max(value, old.get(field, 0)) for field, value in new.items()}
    every[name] = new
    FLOORS.write_text(json.dumps(every, indent=1, sort_keys=True) + "\n")


def show(rows: list[tuple[str, dict[str, float], float]]) -> None:
    """Print a table with a line for each field and a column for each reader."""
    print("".ljust(12) + "".join(name.rjust(14) for name, _, _ in rows))
    for field in FIELDS:
        cells = [f"{s[field]:.1f}" if field in s else "-" for _, s, _ in rows]
        print(field.ljust(12) + "".join(cell.rjust(14) for cell in cells))
    print("ms a page".ljust(12) + "".join(f"{ms:.1f}".rjust(14) for _, _, ms in rows))
    fastest = rows[0][2]
    print("times ours".ljust(12) + "".join(f"{ms / fastest:.1f}".rjust(14) for _, _, ms in rows))


def main() -> int:
    """Measure, print, and compare with the minima; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pages", type=Path)
    parser.add_argument("--generic", action="store_true", help="no paper's and no family's rules")
    parser.add_argument("--alone", action="store_true", help="without the other extractors")
    parser.add_argument("--update", action="store_true", help="pin the floors at these scores")
    parser.add_argument("--allow-regression", action="store_true")
    options = parser.parse_args()
    pages = load(options.pages)
    if not pages:
        print(f"no pages with JSON beside them in {options.pages}", file=sys.stderr)
        return 2
    name = "generic" if options.generic else "all rules"
    rows = [(f"ours, {name}"[:13], *measure(ours(generic=options.generic), pages))]
    if not options.alone:
        rows += [(label, *measure(reader, pages)) for label, reader in others.installed()]
    print(f"{len(pages)} pages")
    show(rows)
    if options.update:
        update_floors(rows[0][1], name, allow_regression=options.allow_regression)
        return 0
    fallen = below_floors(rows[0][1], name)
    for line in fallen:
        print(line, file=sys.stderr)
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())
