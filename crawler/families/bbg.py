"""The CMS of Báo Bắc Giang, whose articles end in `.bbg`; since July 2025 also of Báo Bắc Ninh.

Recognised by `.news-details__content.link_content`. Articles are `/<slug>-postid<id>.bbg`, in the
English edition `/<slug>.bbg` without an id; listing pages are `/<section>` and link by
`a.font-tin-doc`. The whole archive of Bắc Giang moved to the new host with its ids, which are below
400,000.

The lead is `div.news_detail_sapo`, before the body; `.news-related__list` inside the body is a list
of related articles; the section is `a.post-meta`. Names of title and date are unknown, so both are
found by convention. The selectors come from an author who used them on the live site at the turn of
2025 to 2026, which is the evidence `page` of Bắc Ninh. No page of these newspapers was available
here; those in tests/papers are written by us in this markup.

Newspapers: Bắc Giang; Bắc Ninh since July 2025.
"""

from __future__ import annotations

from crawler.newspaper import Family, Rules
from crawler.urls.patterns import POSTID

BBG = Family(
    name="bbg",
    signs=(".news-details__content.link_content",),
    article=POSTID,
    rules=Rules(
        lead="div.news_detail_sapo",
        body=".news-details__content.link_content",
        drop=".news-related__list",
    ),
)
