"""Báo Bắc Giang's own system, whose articles end in `.bbg`; since July 2025 Báo Bắc Ninh runs it.

Recognised by `.news-details__content.link_content`. An article is `/<slug>-postid<id>.bbg`, in the
English edition `/<slug>.bbg` without an id; a list is `/<section>` and links by `a.font-tin-doc`.
The whole archive of Bắc Giang moved under the new host with its ids, so ids below 400,000 are its.

The lead is `div.news_detail_sapo`, before the body; `.news-related__list` inside the body is a list
of related stories; the section is `a.post-meta`. Title and date have no name that was seen and are
read by habit. What is known comes from an author who ran these selectors on the live site at the
turn of 2025 to 2026: on that rests the evidence `page` of Bắc Ninh. No page of the newspapers was
seen here; those in tests/papers are our own, written in this markup.

Papers: Bắc Giang, Bắc Ninh since July 2025.
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
