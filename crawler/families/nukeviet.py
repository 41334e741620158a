"""NukeViet, the Vietnamese free CMS, with the news module of its default theme.

Recognised by `#news-bodyhtml` (version 4) or `#news_detail` with `div.bodytext` (version 3). An
article is `/<section>/<slug>-<id>.html`, often with the module before it (`/vi/news/…`); a listing
`/<section>/` and `/<section>/page-N/`.

Title `h1.title`, date `span.h5` beside it ("Thứ tư - 18/10/2023 08:15"), in version 3 `span.time`.
Hidden spans repeat author, dates and address as microdata; the author there is the site's name
where nobody signed. The lead is `div.hometext`; in version 3 `#hometext`, which may hold the
picture with its note before the text. Version 4 puts the picture into a `figure` before or after
the lead, with a hidden copy `#imgpreview`. Under the body, outside it, come `p.h5.text-right` "Tác
giả: …" and "Nguồn tin: …" (plain right-aligned paragraphs in version 3), a copyright notice, the
keywords, the star rating ("Tổng số điểm của bài viết là …"), comments, and lists "Những tin mới
hơn", "Những tin cũ hơn" with dates in brackets. The breadcrumb is the hidden list
`ul.temp-breadcrumbs`, drawn by script, and `span.current-time` beside it is a clock. The poll block
is `form` with `h4` and `input[name=option]`.

No provincial newspaper is known to run it now; radio stations, districts and departments do.
"""

from __future__ import annotations

from crawler.newspaper import Family, Rules

NUKEVIET = Family(
    name="nukeviet",
    signs=("#news-bodyhtml, #news_detail div.bodytext",),
    rules=Rules(
        title=".news_column h1",
        category="ul.temp-breadcrumbs a",
        dateline=".news_column span.h5, #news_detail span.time",
        lead="div.hometext, #hometext",
        author=".news_column p.h5.text-right, #news_detail div.bodytext ~ p:not(.copyright)",
        body="#news-bodyhtml, #news_detail div.bodytext",
        tags=".news_column div.h5 > a[title], div.keywords a",
    ),
)
