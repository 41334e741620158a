"""Polls that stood beside the articles, with their results as they were last seen."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field

from archive.search.filters import Filters
from archive.search.timeseries import PollResult, polls
from archive.serve.papers import Paper, papers
from archive.serve.request import PageRequest, Response

MOST = 200
"""Polls on the page, the newest ones."""
BAR = 220


@dataclass(slots=True)
class Poll:
    """A poll: its answers by number, each with what it had at first and at last."""

    id: int
    paper: str | None
    question: str
    first_seen: str
    last_seen: str
    first: dict[int, PollResult] = field(default_factory=dict)
    last: dict[int, PollResult] = field(default_factory=dict)

    @property
    def votes(self) -> int | None:
        """All votes at last, where every answer shows its own."""
        votes = [answer.votes for answer in self.last.values()]
        known = [votes for votes in votes if votes is not None]
        return sum(known) if known and len(known) == len(votes) else None

    def percent(self, number: int) -> float | None:
        """The share of an answer at last, as printed or worked out from the votes."""
        answer = self.last[number]
        if answer.percent is not None:
            return min(100.0, max(0.0, answer.percent))
        if self.votes and answer.votes is not None:
            return 100 * answer.votes / self.votes
        return None

    def bar(self, number: int) -> float:
        """The length of its bar."""
        return round((self.percent(number) or 0) / 100 * BAR, 1)


async def show(request: PageRequest) -> Response:
    """`/tham-do`: of all newspapers, or of one (`bao`)."""
    paper = request.arguments.get("bao") or None

    def read(conn: sqlite3.Connection) -> tuple[list[Poll], dict[str, Paper]]:
        return _polls(polls(conn, Filters(paper=paper))), papers(conn)

    found, known = await request.query(read)
    return await request.page(
        "polls.html", polls=found[:MOST], total=len(found), papers=known, paper=paper, bar=BAR
    )


def _polls(results: Iterable[PollResult]) -> list[Poll]:
    found: dict[int, Poll] = {}
    for result in results:
        poll = found.get(result.poll)
        if poll is None:
            poll = found[result.poll] = Poll(
                result.poll, result.paper, result.question, result.seen, result.last_seen
            )
        poll.last_seen = max(poll.last_seen, result.last_seen)
        if result.number is not None:
            poll.first.setdefault(result.number, result)
            poll.last[result.number] = result
    return sorted(found.values(), key=lambda poll: poll.last_seen, reverse=True)
