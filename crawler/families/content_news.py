"""The CMS with `#contentNews`, of the south-east and the delta (Báo Bình Dương, Báo Đồng Tháp).

Recognised by `#contentNews`, which contains `.singular-content` if the text has its own element.
Articles are `/<slug>-a<id>.html`, as in the family `content_fck`; listing pages are `/<section>/`
or, in Đồng Tháp, `/<section>?cate=<n>`, and link by `.article-item a` or `a.news-title`.

The title is `h1.title`, the section `div.breadcrumb-news-detail`. Names of date, lead and author
are unknown, so they are found by convention: the date in the header, the lead as the first bold
paragraph, the author in the last one. The selectors come from an author who used them on the live
sites at the turn of 2025 to 2026, which is the evidence `page` of both newspapers. No page of
theirs was available here; those of Bình Dương in tests/papers are written by us in this markup.

Newspapers: Bình Dương; Đồng Tháp after its ASP.NET site.
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
