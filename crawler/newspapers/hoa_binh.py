"""Báo Hòa Bình, until the merger of 1 July 2025; its site has the same CMS as that of Yên Bái."""

from crawler.newspaper import Newspaper
from crawler.urls.patterns import NUMBERS

NEWSPAPER = Newspaper(
    title="Báo Hòa Bình",
    province="Hòa Bình",
    province_now="Phú Thọ",
    successor="phu_tho",
    hosts=("baohoabinh.com.vn",),
    scheme="http",
    article=(NUMBERS,),
)
