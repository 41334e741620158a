"""Báo Hà Giang, which ended with the merger of 1 July 2025."""

from crawler.newspaper import Host, Newspaper
from crawler.urls.patterns import MONTH_FOLDER

NEWSPAPER = Newspaper(
    title="Báo Hà Giang",
    province="Hà Giang",
    province_now="Tuyên Quang",
    successor="tuyen_quang",
    hosts=(Host("baohagiang.vn", until="2025-06-30"),),
    article=(MONTH_FOLDER,),
    marks=("BHG",),
)
