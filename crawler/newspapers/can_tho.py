"""Báo Cần Thơ, merged with Sóc Trăng and Hậu Giang on 1 July 2025; it has a Khmer edition."""

from crawler.families.content_fck import CONTENT_FCK
from crawler.newspaper import Feed, Newspaper, Section
from crawler.urls.patterns import LETTER_A, UrlPattern

NEWSPAPER = Newspaper(
    title="Báo Cần Thơ",
    province="Cần Thơ",
    province_now="Cần Thơ",
    hosts=("baocantho.com.vn",),
    family=CONTENT_FCK,
    evidence="page",
    article=(LETTER_A, UrlPattern(r"/khmer/detail-(?P<id>a\d+)\.html$")),
    seeds=(Section("/thoi-su/"), Feed("/rss/cate/thoi-su/"), Feed("/rss/subcate/can-tho/")),
)
