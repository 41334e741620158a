"""The system with `#content-detail` (Báo Tây Ninh, Báo Quảng Ninh, Báo Hưng Yên, Báo Cao Bằng).

Recognised by `#content-detail`. An article is `/<slug>-<7 digits>.html` at the root (Tây Ninh
`-a<id>.html`); pictures lie under `media.<host>/upload/image/<YYYYMM>/medium/`.

Title `h1.name`. `div.title-time` comes first and is the clock of the page; the article's date is
`div.date` (`div.date.font5`), "Thứ 4, 01/12/2021 | 11:51:00 [GMT +7]". The lead is `p.sapo`; before
it stands `div.sapo`, the first 300 characters of the text, cut off. Cao Bằng opens the body with a
bold lead, Hưng Yên prints none. A second DOCTYPE with `<html><body>` may stand inside the body, and
an advert as a `div` inside a `p`, which ends that paragraph early. Captions are `div.wp-caption >
p.wp-caption-text` ("Ảnh: TTXVN"), headings whole bold paragraphs, the signature `div.author >
strong` ("Tạ Nguyên/Báo Tin tức") or `div.pseudonym` at the end of the body, before `div.topics`,
`div.relates` and the print and share links.

Papers: Tây Ninh since 2021, Quảng Ninh, Hưng Yên, Cao Bằng.
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
