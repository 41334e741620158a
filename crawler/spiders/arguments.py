"""The arguments of a spider: bounds of a crawl, as a job or `scrapy crawl -a` gives them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

from crawler.schedule import Hours
from crawler.schedule import hours as read_hours
from crawler.spiders.crawl import Period


@dataclass(frozen=True, slots=True)
class Arguments:
    """Limits of a crawl; `given` are those that the row of its run holds.

    `limit` bounds the single pages fetched, `period` their days as far as listing pages show them,
    `hours` the hours of the day. `backfill` reads listings to their end, `images` fetches those of
    articles, `mirror` is the URL of a server that stands in for the newspaper.
    """

    limit: int | None
    hours: Hours | None
    images: bool
    period: Period
    backfill: bool
    mirror: str | None
    given: dict[str, Any]

    @classmethod
    def read(
        cls,
        *,
        limit: int | str | None = None,
        hours: str | None = None,
        images: bool = False,
        since: str | None = None,
        until: str | None = None,
        backfill: bool = False,
        mirror: str | None = None,
    ) -> Self:
        """Arguments as types or, from `scrapy crawl -a`, as texts: since="2023-01-09".

        Raises UsageProblem for invalid hours.
        """
        number = None if limit is None else int(limit)
        given = {
            "limit": number,
            "hours": hours,
            "images": bool(images) or None,
            "since": since,
            "until": until,
            "backfill": bool(backfill) or None,
            "mirror": mirror,
        }
        return cls(
            limit=number,
            hours=read_hours(hours),
            images=bool(images),
            period=Period(since or "", until or ""),
            backfill=bool(backfill),
            mirror=mirror,
            given={name: value for name, value in given.items() if value is not None},
        )
