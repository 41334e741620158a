"""The older design over month folders, `/<section>/<YYYYMM>/<slug>-<id>/` (Vĩnh Long).

Recognised by `#content` and `div.date` with a picture of its kind: `table.image` or an address
under `/dataimages/<YYYYMM>/original/`. A page without a picture is read by habit, which differs
little. Ids are decimal, `/channel/<n>/<YYYYMM>/…` in the oldest addresses; the last slash is
optional.

The date is `div.date` ("Thứ Sáu, 29/12/2017, 17:42 (GMT+7)"); Nam Định prints "05:09, 17/09/2013",
where the minute is the month (see `td_post_content`). The lead is the first bold paragraph of
`#content`. A picture is `table.image.center` with the caption in the second row, `td.image_desc`.
`table.rl.center` is a related list in the middle of the text; `.quote` sets off a passage of the
article. At Đắk Lắk headline, date and share links stand inside `div.article_content`, around
`#content`.

Papers, to about 2022: Vĩnh Long, Đắk Lắk, Quảng Ngãi, Nam Định, Quảng Bình, Ấp Bắc (Tiền Giang,
whose date is `#current-date`).
"""

from __future__ import annotations

from crawler.newspaper import Family, Rules
from crawler.urls.patterns import MONTH_FOLDER

HEMERA = Family(
    name="hemera",
    signs=("#content", "div.date", "#content table.image, #content img[src*=dataimages]"),
    article=MONTH_FOLDER,
    rules=Rules(
        dateline="div.date",
        body="#content",
        drop="table.rl",
    ),
)
