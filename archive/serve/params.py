"""What a reader asks for in the address of a search: the same question and filters everywhere.

Names of parameters are Vietnamese without marks and never change: addresses are cited.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from archive.errors import UsageProblem
from archive.search.dates import first_day, last_day
from archive.search.filters import MEDIA, Filters, Media
from archive.search.search import Sort

LONGEST_QUESTION = 2_000

NAMES = {
    "bao": "paper",
    "tinh": "province",
    "muc": "section",
    "nguon": "source",
    "tacgia": "author",
}
"""Parameters that are names of something, and the filter that each sets."""
PERIOD = ("tu", "den")
SORTS: dict[str, Sort] = {"moi": "newest", "hop": "relevance"}
MEDIA_NAMES: dict[str, Media] = {"anh": "image", "thamdo": "poll", "bang": "table"}
CHOICES = ("q", *NAMES, *PERIOD, "co", "gop", "dau", "xep")
"""All parameters of a search, in the order of its address; "sau" goes on after a page."""

Query = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class SearchParams:
    """A question with its filters, as the engine takes them and as an address spells them."""

    question: str | None
    filters: Filters
    exact_only: bool
    sort: Sort
    cursor: str | None
    query: Query

    def value_of(self, name: str) -> str:
        """The first value of a parameter as it was typed; "" for none."""
        return next((value for key, value in self.query if key == name), "")

    def has(self, name: str, value: str) -> bool:
        """Whether a parameter has this value."""
        return (name, value) in self.query

    def with_values(self, **changes: str | None) -> Query:
        """The query with other values, None for no value; it starts at the first page again."""
        others = [pair for pair in self.query if pair[0] not in changes]
        added = [(name, value) for name, value in changes.items() if value is not None]
        return tuple(sorted([*others, *added], key=_order))

    def without(self, name: str, value: str) -> Query:
        """The query without one value of a parameter."""
        return tuple(pair for pair in self.query if pair != (name, value))

    def filter_params(self) -> Query:
        """The filters alone."""
        return tuple(pair for pair in self.query if pair[0] not in ("q", "dau", "xep"))


def read_params(arguments: Mapping[str, Any]) -> SearchParams:
    """What the parameters ask for; raises PeriodProblem, and UsageProblem for what is no choice."""
    query = tuple(
        (name, value.strip())
        for name in CHOICES
        for value in arguments.getlist(name)  # type: ignore[attr-defined]
        if value.strip()
    )
    values = dict(reversed(query))  # of several values, the first
    question = values.get("q")
    if question and len(question) > LONGEST_QUESTION:
        raise UsageProblem(f"the query is longer than {LONGEST_QUESTION} characters: shorten it")
    return SearchParams(
        question=question,
        filters=_filters(query, values),
        exact_only="dau" in values,
        sort=_choice(SORTS, values.get("xep", "moi")),
        cursor=arguments.get("sau") or None,
        query=query,
    )


def _filters(query: Query, values: dict[str, str]) -> Filters:
    media = {_choice(MEDIA_NAMES, value) for name, value in query if name == "co"}
    return Filters(
        first=first_day(values["tu"]) if "tu" in values else None,
        last=last_day(values["den"]) if "den" in values else None,
        has=tuple(one for one in MEDIA if one in media),
        once="gop" in values,
        **{filter_: values[name] for name, filter_ in NAMES.items() if name in values},
    )


def _choice(choices: Mapping[str, Any], value: str) -> Any:
    if value not in choices:
        raise UsageProblem(f"unknown choice “{value}”: use one of {', '.join(choices)}")
    return choices[value]


def _order(pair: tuple[str, str]) -> int:
    return CHOICES.index(pair[0])
