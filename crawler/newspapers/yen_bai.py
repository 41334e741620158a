"""Báo Yên Bái, until the merger of 1 July 2025; slugs in mixed case, with _ or -."""

from crawler.newspaper import Newspaper
from crawler.urls.patterns import NUMBERS

NEWSPAPER = Newspaper(
    title="Báo Yên Bái",
    province="Yên Bái",
    province_now="Lào Cai",
    successor="lao_cai",
    hosts=("baoyenbai.com.vn",),
    scheme="http",
    article=(NUMBERS,),
)
