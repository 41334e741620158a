"""The older design with month folders, `/<section>/<YYYYMM>/<slug>-<id>/` (Vĩnh Long).

Recognised by `#content` and `div.date` together with one of its images: `table.image` or a URL
under `/dataimages/<YYYYMM>/original/`. A page without an image is parsed by convention, with
similar results. Ids are decimal; the oldest URLs are `/channel/<n>/<YYYYMM>/…`; the final slash is
optional.

The date is `div.date` ("Thứ Sáu, 29/12/2017, 17:42 (GMT+7)"); Nam Định prints "05:09, 17/09/2013",
whose minute is the month (see `td_post_content`). The lead is the first bold paragraph of
`#content`. An image is `table.image.center` with the caption in the second row, `td.image_desc`.
`table.rl.center` is a list of related articles in the text; `.quote` is a passage of the article.
In Đắk Lắk headline, date and share links are inside `div.article_content`, around `#content`.

Newspapers, to about 2022: Vĩnh Long, Đắk Lắk, Quảng Ngãi, Nam Định, Quảng Bình, Ấp Bắc (Tiền Giang,
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
