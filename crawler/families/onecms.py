"""ONECMS, the system with the `*.1cdn.vn` image hosts (Báo Hải Phòng, Báo Đà Nẵng, Báo Nghệ An).

Recognised by the headline's own names, `h1.block-sc-title`, on older pages
`h1.c-detail-head__title`. An article is `/<slug>-<id>.html` at the root; `-event<id>.html` and
`/chuyen-muc/…` are listings; an archive that moved in kept its text under new ids.

The headline block `div.sc-longform-header` (category, title, author, date, sapo) stands *inside*
the body's element `.entry`, so it is dropped from the body and read by name. The date is
`05/05/2021 15:28`, without weekday or zone. The author's line may hold two credits, "Tin: A - Ảnh:
B", and `b.vtranslate-author-translate` repeats it under the text. The sapo often starts with the
paper's mark, "(HPĐT)-" or "ĐNO -". Headings are whole paragraphs in bold. Newer articles set
pictures as `figure`, older ones, moved from another system, as bare paragraphs without a caption
between empty ones. `div.c-box` is a related list, and the sticky bar repeats the title.

Papers: Hải Phòng, Hải Dương (`bhd.1cdn.vn`), Quảng Nam and Đà Nẵng (`bqn.1cdn.vn`), Nghệ An
(`bna.1cdn.vn`), Đắk Nông (`daknong.1cdn.vn`), Hànộimới; outside the provinces Công lý, Người quan
sát.
"""

from __future__ import annotations

from crawler.newspaper import Family, Rules
from crawler.urls.patterns import SLUG_ID

ONECMS = Family(
    name="onecms",
    signs=("h1.block-sc-title, h1.c-detail-head__title",),
    article=SLUG_ID,
    rules=Rules(
        title="h1.block-sc-title, h1.c-detail-head__title",
        dateline="span.block-sc-publish-time, span.c-detail-head__time",
        lead="p.block-sc-sapo",
        author="span.block-sc-author",
        body=".c-news-detail .entry, .b-maincontent .entry",
        drop=(
            "div.sc-longform-header, div.sc-empty-layer, .sc-related-articles, div.c-box, .c-tag, "
            ".c-news-related, .c-sticky-share, .c-sticky-mobile, .c-powered"
        ),
    ),
)
