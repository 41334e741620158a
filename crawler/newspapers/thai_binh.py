"""Báo Thái Bình, until the merger of 1 July 2025; any subdomain of its domain served it."""

from crawler.newspaper import Newspaper
from crawler.urls.patterns import UrlPattern

NEWSPAPER = Newspaper(
    title="Báo Thái Bình",
    province="Thái Bình",
    province_now="Hưng Yên",
    successor="hung_yen",
    hosts=("baothaibinh.com.vn",),
    article=(UrlPattern(r"/tin-tuc/\d+/(?P<id>\d+)/[^/?]+/?$"),),
)
