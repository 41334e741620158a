"""The system with month folders, `/<section>/<YYYYMM>/<slug>-<7 hex>/` (Báo Đồng Nai, Báo Đắk Lắk).

Recognised by `#content.content-detail` with `.td-post-content` (the second name alone is also a
WordPress theme's). The seven hex digits may all be decimal; migrated articles have longer decimal
ids, `/channel/<n>/<YYYYMM>/…` in the oldest. The last slash is optional. A listing is
`/<section>/?paged=N`.

The section is a breadcrumb, at Đắk Lắk `a.maincatetitle`. Title `div.detail-main-title h1`; other
`h1` on the page are the paper's name in the menu and "Tin liên quan". The date is `time.time`, time
first: "10:30, 15/05/2011"; the related list has `time.time` too. In articles migrated before about
2018 the minute equals the month (":02" in February), a fault of the move: only a paper's rules can
say from when the minutes are to be trusted. The lead is `p.reply` in a side column and stands again
as the first bold paragraph of the body. Old bodies are Word paste (`p.MsoNormal`, `<o:p>`); their
headings are plain paragraphs in capitals, their captions the second row of a table. `p.author` may
hold the placeholder "Bút danh"; then the source is the last bold paragraph, to the right. A whole
`<html>` document stands in the middle of the page.

Papers: Đồng Nai, Khánh Hòa, Lâm Đồng to 2025, Sóc Trăng, Quảng Bình, Quảng Trị, Thái Nguyên, Đắk
Lắk and its Phú Yên edition.
"""

from __future__ import annotations

from crawler.newspaper import Family, Rules
from crawler.urls.patterns import MONTH_FOLDER

TD_POST_CONTENT = Family(
    name="td_post_content",
    signs=("#content.content-detail", ".td-post-content"),
    article=MONTH_FOLDER,
    rules=Rules(
        title="div.detail-main-title h1",
        category="a.maincatetitle",
        dateline=".group-time time",
        lead="p.reply",
        author="p.author",
        body="#content .td-post-content",
    ),
)
