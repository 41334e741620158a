"""NukeViet, a free Vietnamese CMS, with the news module of its default theme.

Recognised by `#news-bodyhtml` (version 4) or `#news_detail` with `div.bodytext` (version 3).
Articles are `/<section>/<slug>-<id>.html`, often after the name of the module (`/vi/news/…`);
listing pages are `/<section>/` and `/<section>/page-N/`.

The title is `h1.title`, the date `span.h5` beside it ("Thứ tư - 18/10/2023 08:15"), in version 3
`span.time`. Hidden spans repeat author, dates and URL as microdata, with the site's name as author
of unsigned articles. The lead is `div.hometext`; in version 3 `#hometext`, which may contain an
image with its caption before the text. Version 4 has the image in a `figure` before or after the
lead, with a hidden copy `#imgpreview`. Below the body are `p.h5.text-right` "Tác giả: …" (author)
and "Nguồn tin: …" (source), right-aligned paragraphs in version 3, then a copyright notice, the
keywords, the star rating ("Tổng số điểm của bài viết là …"), comments, and the lists "Những tin mới
hơn" and "Những tin cũ hơn" (newer, older) with dates in brackets. The breadcrumb is the hidden list
`ul.temp-breadcrumbs`, shown by script; `span.current-time` beside it is a clock. The poll is a
`form` with `h4` and `input[name=option]`.

No provincial newspaper is known to use it now; radio stations, districts and departments do.
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
