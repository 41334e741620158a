"""Báo Kon Tum, until 30 June 2025; listing pages are one path level above articles."""

from crawler.newspaper import Host, Newspaper, Section
from crawler.urls.patterns import SECTION_SLUG_ID

NEWSPAPER = Newspaper(
    title="Báo Kon Tum",
    province="Kon Tum",
    province_now="Quảng Ngãi",
    successor="quang_ngai",
    hosts=(Host("baokontum.com.vn", until="2025-06-30"),),
    article=(SECTION_SLUG_ID,),
    seeds=(Section("/xa-hoi-8.html"), Section("/van-hoa-the-thao-du-lich-26.html")),
)
