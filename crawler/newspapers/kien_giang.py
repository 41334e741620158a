"""Báo Kiên Giang, until the merger of 1 July 2025."""

from crawler.newspaper import Newspaper
from crawler.urls.patterns import SECTION_SLUG_ID

NEWSPAPER = Newspaper(
    title="Báo Kiên Giang",
    province="Kiên Giang",
    province_now="An Giang",
    successor="an_giang",
    hosts=("baokiengiang.vn",),
    article=(SECTION_SLUG_ID,),
)
