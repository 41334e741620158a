"""The `#contentNews` system of the south-east and the delta (Báo Bình Dương, Báo Đồng Tháp).

Recognised by `#contentNews`, which holds `.singular-content` where the text has a block of its own.
An article is `/<slug>-a<id>.html`, as in the `content_fck` system; a list is `/<section>/` or, at
Đồng Tháp, `/<section>?cate=<n>`, and links by `.article-item a` or `a.news-title`.

Title `h1.title`, section `div.breadcrumb-news-detail`. Date, lead and author have no name that was
seen, so they are read by habit: the date from the header, the lead from the first bold paragraph,
the author from the last. What is known comes from an author who ran these selectors on the live
sites at the turn of 2025 to 2026: on that rests the evidence `page` of both newspapers. No page of
theirs was seen here; those of Bình Dương in tests/papers are our own, written in this markup.

Papers: Bình Dương, Đồng Tháp after its ASP.NET site.
"""

from __future__ import annotations

from crawler.newspaper import Family, Rules
from crawler.urls.patterns import LETTER_A

CONTENT_NEWS = Family(
    name="content_news",
    signs=("#contentNews",),
    article=LETTER_A,
    rules=Rules(
        title="h1.title",
        category="div.breadcrumb-news-detail a",
        body="#contentNews .singular-content, #contentNews",
    ),
)
