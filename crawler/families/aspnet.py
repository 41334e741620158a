"""Old ASP.NET WebForms sites, whose fields are labels with generated ids (Báo Đồng Tháp to 2020).

Recognised by the hidden `#__VIEWSTATE` and a label for the date or the text: ids end in `lblTitle`,
`lblPostedDate`, `lblNgayDang`, `lblTomTat`, `lblNoiDung`, with the names of the page's controls
before them (`ctl00_zone1_detail_ctl00_ctl00_lblNoiDung`). An article is
`/<section>/<slug>-<id>.aspx` or has its id in the query (`viewer.aspx?mabb=222823`), which must
never be cut off.

One `form` wraps the whole page. Where there is no `lblNoiDung` the body is `div.contentView`, and
headline and date stand inside it; its first paragraph is the lead. The date is "Cập nhật ngày:
24/04/2015 05:21:36", the only one there is. Captions are `em` in the picture's paragraph or centred
in the next. Polls are lists of radio buttons (`RadioButtonList`).

Papers: Đồng Tháp to 2020; Hậu Giang (`contentView`); the portal of Quảng Nam.
"""

from __future__ import annotations

from crawler.newspaper import Family, Rules
from crawler.urls.patterns import ASPX

ASPNET = Family(
    name="aspnet",
    signs=("#__VIEWSTATE", "[id$=lblNoiDung], [id$=lblPostedDate], [id$=lblNgayDang]"),
    article=ASPX,
    rules=Rules(
        title="[id$=lblTitle], [id$=lblTieuDe]",
        dateline="[id$=lblPostedDate], [id$=lblNgayDang]",
        lead="[id$=lblTomTat]",
        body="[id$=lblNoiDung], div.contentView",
    ),
)
