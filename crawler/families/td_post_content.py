"""The CMS with month folders, `/<section>/<YYYYMM>/<slug>-<7 hex>/` (Báo Đồng Nai, Báo Đắk Lắk).

Recognised by `#content.content-detail` with `.td-post-content` (the latter alone is also used by a
WordPress theme). The seven hex digits may all be decimal; migrated articles have longer decimal
ids, the oldest URLs are `/channel/<n>/<YYYYMM>/…`. The final slash is optional. Listing pages are
`/<section>/?paged=N`.

The section is a breadcrumb, in Đắk Lắk `a.maincatetitle`. The title is `div.detail-main-title h1`;
other `h1` are the newspaper's name in the menu and "Tin liên quan" (related news). The date is
`time.time`, with the time first: "10:30, 15/05/2011"; related articles have `time.time` too. In
articles migrated before about 2018 the minute equals the month (":02" in February), an error of the
migration: only a newspaper's rules can say since when the minutes are correct. The lead is
`p.reply` in a side column and is repeated as the first bold paragraph of the body. Old bodies are
Word paste (`p.MsoNormal`, `<o:p>`): headings are plain paragraphs in capitals, captions the second
row of a table. `p.author` may contain the placeholder "Bút danh" (pen name); then the source is the
last paragraph, bold and right-aligned. The middle of the page contains a whole `<html>` document.

Newspapers: Đồng Nai, Khánh Hòa, Lâm Đồng to 2025, Sóc Trăng, Quảng Bình, Quảng Trị, Thái Nguyên,
Đắk Lắk and its Phú Yên edition.
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
