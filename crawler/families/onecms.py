"""ONECMS, with image hosts under `1cdn.vn` (Báo Hải Phòng, Báo Đà Nẵng, Báo Nghệ An).

Recognised by the headline, `h1.block-sc-title`, on older pages `h1.c-detail-head__title`. Articles
are `/<slug>-<id>.html` at the root; `-event<id>.html` and `/chuyen-muc/…` are listing pages.
Migrated archives have kept their text under new ids.

The headline block `div.sc-longform-header` (section, title, author, date, lead) is *inside* the
body's element `.entry`, so it is dropped from the body and its fields are selected by name. The
date is `05/05/2021 15:28`, without weekday or time zone. The author's line may hold two credits,
"Tin: A - Ảnh: B" (text, photo), and `b.vtranslate-author-translate` repeats it after the text. The
lead (sapo) often starts with the newspaper's mark, "(HPĐT)-" or "ĐNO -". Headings are bold
paragraphs. Newer articles have images in a `figure`; older ones, from another system, in plain
paragraphs between empty ones, without captions. `div.c-box` is a list of related articles, and the
sticky bar repeats the title.

Newspapers: Hải Phòng, Hải Dương (`bhd.1cdn.vn`), Quảng Nam and Đà Nẵng (`bqn.1cdn.vn`), Nghệ An
(`bna.1cdn.vn`), Đắk Nông (`daknong.1cdn.vn`), Hànộimới; national ones: Công lý, Người quan sát.
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
