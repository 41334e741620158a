"""The health report: one self-contained HTML page with alarms and calendars.

The calendar of a newspaper has a square for each day of the last year, coloured by the number of
articles; days without articles and days without a crawl differ. The page has no scripts and no
external resources, so it can be mailed.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from html import escape

from archive.charts.layout import Box, weeks
from archive.charts.svg import calendar
from archive.clock import VIETNAM
from archive.db import time_order
from archive.preservation.health import Health

_DAYS = 371  # 53 weeks
_LEVELS = ("#d7e9f0", "#8fc1d4", "#4793b0", "#1f5f7a")
_EMPTY, _NOT_CRAWLED = "#f3d9d2", "#eeeeee"
_ARTICLES = """
SELECT paper, position / :per_day, count(*) FROM articles
WHERE position >= :first AND position < :last GROUP BY 1, 2
"""
_CRAWLS = """
SELECT DISTINCT paper, substr(started, 1, 10) FROM runs
WHERE kind = 'crawl' AND started >= ? AND outcome IN ('finished', 'interrupted')
"""
_STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem;
  color: #222; background: #fff }
table { border-collapse: collapse; width: 100% } th, td { text-align: left; padding: .25rem .6rem;
  border-bottom: 1px solid #ddd; vertical-align: top } .alarm { color: #a3241b; font-weight: 600 }
svg { max-width: 100%; height: auto } h2 { font-size: 1.05rem; margin: 1.6rem 0 .3rem }
"""


def report(conn: sqlite3.Connection, found: Sequence[Health], now: datetime) -> str:
    """The report as HTML; `found` is the result of `archive.preservation.health.examine`."""
    alarms = sum(len(one.alarms) for one in found)
    summary = f"{alarms} alarms" if alarms else "no alarm"
    title = f"baotinh: {summary}, {now.astimezone(VIETNAM):%d/%m/%Y %H:%M}"
    parts = [
        f"<!DOCTYPE html><html lang='en'><meta charset='utf-8'><title>{escape(title)}</title>",
        f"<meta name='viewport' content='width=device-width'><style>{_STYLE}</style>",
        f"<h1>{escape(title)}</h1>",
        "<table><thead><tr><th>newspaper<th>last run<th>newest article<th>alarms</thead><tbody>",
        *(row for one in found for row in _row(one)),
        "</tbody></table>",
        *_calendars(conn, found, now.astimezone(VIETNAM).date()),
        "</html>\n",
    ]
    return "\n".join(parts)


def _row(one: Health) -> Iterator[str]:
    alarms = "".join(
        f"<div><span class='alarm'>{escape(alarm.kind)}</span> {escape(alarm.detail)}</div>"
        for alarm in one.alarms
    )
    run = f"{one.last_run or ''} {one.outcome or 'running'}"
    yield f"<tr><td>{escape(one.paper)}<td>{escape(run)}<td>{one.newest or ''}<td>{alarms}</tr>"


def _calendars(conn: sqlite3.Connection, found: Sequence[Health], today: date) -> Iterator[str]:
    first = today - timedelta(days=_DAYS - 1)
    first -= timedelta(days=first.weekday())
    bounds = {
        "per_day": time_order.PER_DAY,
        "first": time_order.of_day(first),
        "last": time_order.of_day(today + timedelta(days=1)),
    }
    printed: dict[str, dict[date, int]] = defaultdict(dict)
    for paper, number, count in conn.execute(_ARTICLES, bounds):
        printed[paper][time_order.day_of(number * time_order.PER_DAY)] = count
    crawled: dict[str, set[str]] = defaultdict(set)
    for paper, day in conn.execute(_CRAWLS, (first.isoformat(),)):
        crawled[paper].add(day)
    for one in found:
        yield f"<h2>{escape(one.paper)}</h2>"
        yield _calendar(one.paper, printed[one.paper], crawled[one.paper], first, today)


def _calendar(
    paper: str, printed: dict[date, int], crawled: set[str], first: date, today: date
) -> str:
    """A column for each week, a row for each day of it; what a square means is in its title."""
    most = max(printed.values(), default=1)

    def paint(day: date) -> Box:
        count = printed.get(day, 0)
        colour = _colour(count, most, was_crawled=day.isoformat() in crawled)
        return Box(colour, f"{day:%d/%m/%Y}: {count} articles")

    return calendar(weeks(first, today, paint), f"articles of {paper} by day")


def _colour(count: int, most: int, *, was_crawled: bool) -> str:
    if count:
        return _LEVELS[min(len(_LEVELS) - 1, len(_LEVELS) * count // (most + 1))]
    return _EMPTY if was_crawled else _NOT_CRAWLED
