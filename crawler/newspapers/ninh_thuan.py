"""Báo Ninh Thuận, until the merger of 1 July 2025."""

from crawler.newspaper import Newspaper
from crawler.urls.patterns import UrlPattern

NEWSPAPER = Newspaper(
    title="Báo Ninh Thuận",
    province="Ninh Thuận",
    province_now="Khánh Hòa",
    successor="khanh_hoa",
    hosts=("baoninhthuan.com.vn",),
    scheme="http",
    article=(UrlPattern(r"/[\w-]+/(?P<id>\d+)p\d+c\d+/[^/?]+\.htm$"),),
)
