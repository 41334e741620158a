"""Báo Lâm Đồng, merged with Đắk Nông and Bình Thuận on 1 July 2025, with a new CMS since."""

from crawler.newspaper import Newspaper
from crawler.urls.patterns import MONTH_FOLDER, SLUG_ID

NEWSPAPER = Newspaper(
    title="Báo Lâm Đồng",
    province="Lâm Đồng",
    province_now="Lâm Đồng",
    hosts=("baolamdong.vn",),
    article=(SLUG_ID, MONTH_FOLDER.within(until="2025-06-30")),
)
