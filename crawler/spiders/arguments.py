"""The arguments of a spider, as given by a job or by `scrapy crawl -a`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

from crawler.schedule import Hours
from crawler.schedule import hours as read_hours
from crawler.spiders.crawl import Period


@dataclass(frozen=True, slots=True)
class Arguments:
    """The arguments of a crawl; `given` are those that were set, for the row of its run.

    `limit` is the maximum of single pages to fetch, `period` the days to which listing pages are
    followed, `hours` the hours of the day. `backfill` follows listings to their end, `images`
    fetches the images of articles, `mirror` is the URL of a server that replaces the newspaper's.
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
        """Convert arguments, which `scrapy crawl -a` passes as strings: since="2023-01-09".

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
