"""The CMS with `#content-detail` (Báo Tây Ninh, Báo Quảng Ninh, Báo Hưng Yên, Báo Cao Bằng).

Recognised by `#content-detail`. Articles are `/<slug>-<7 digits>.html` at the root (Tây Ninh
`-a<id>.html`); images are under `media.<host>/upload/image/<YYYYMM>/medium/`.

The title is `h1.name`. `div.title-time` comes first and is the page's clock; the article's date is
`div.date` (`div.date.font5`), "Thứ 4, 01/12/2021 | 11:51:00 [GMT +7]". The lead is `p.sapo`;
`div.sapo` before it is the truncated start of the text (300 characters). Cao Bằng starts the body
with a bold lead, Hưng Yên has none. The body may contain a second DOCTYPE with `<html><body>`, and
an advert as a `div` inside a `p`, which ends that paragraph early. Captions are `div.wp-caption >
p.wp-caption-text` ("Ảnh: TTXVN"), headings are bold paragraphs. The byline is `div.author > strong`
("Tạ Nguyên/Báo Tin tức") or `div.pseudonym` at the end of the body, before `div.topics`,
`div.relates` and the print and share links.

Newspapers: Tây Ninh since 2021, Quảng Ninh, Hưng Yên, Cao Bằng.
"""

from __future__ import annotations

from crawler.newspaper import Family, Rules
from crawler.urls.patterns import SLUG_ID

CONTENT_DETAIL = Family(
    name="content_detail",
    signs=("#content-detail",),
    article=SLUG_ID,
    rules=Rules(
        title="h1.name",
        dateline="div.date",
        lead="p.sapo",
        body="#content-detail",
        drop="div.relates, div.topics, div.social, div.print_page, div.block-news-list",
    ),
)
