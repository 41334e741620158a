"""Báo Quảng Trị, with Quảng Bình's CMS since July 2025."""

from crawler.families.td_post_content import TD_POST_CONTENT
from crawler.newspaper import Newspaper
from crawler.urls.patterns import MONTH_FOLDER, UrlPattern

NEWSPAPER = Newspaper(
    title="Báo Quảng Trị",
    province="Quảng Trị",
    province_now="Quảng Trị",
    hosts=("baoquangtri.vn",),
    family=TD_POST_CONTENT,
    evidence="page",
    article=(MONTH_FOLDER, UrlPattern(r"/[^/?]+-(?P<id>\d{5,7})\.html?$", until="2025-06-30")),
)
