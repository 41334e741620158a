"""Old ASP.NET WebForms sites, whose fields have generated ids (Báo Đồng Tháp to 2020).

Recognised by the hidden field `#__VIEWSTATE` and an element for the date or the text: ids end in
`lblTitle`, `lblPostedDate`, `lblNgayDang`, `lblTomTat`, `lblNoiDung`, after the names of the page's
controls (`ctl00_zone1_detail_ctl00_ctl00_lblNoiDung`). Articles are `/<section>/<slug>-<id>.aspx`
or have the id in the query (`viewer.aspx?mabb=222823`), which must be kept.

One `form` wraps the whole page. Without `lblNoiDung` the body is `div.contentView`, which contains
headline and date too; the lead is its first paragraph. The only date is that of the update, "Cập
nhật ngày: 24/04/2015 05:21:36". Captions are `em` in the image's paragraph or centred in the next
one. Polls are lists of radio buttons (`RadioButtonList`).

Newspapers: Đồng Tháp to 2020; Hậu Giang (`contentView`); the portal of Quảng Nam.
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
