"""Báo Bình Phước, until the merger of 1 July 2025."""

from crawler.newspaper import Newspaper
from crawler.urls.patterns import UrlPattern

NEWSPAPER = Newspaper(
    title="Báo Bình Phước",
    province="Bình Phước",
    province_now="Đồng Nai",
    successor="dong_nai",
    hosts=("baobinhphuoc.com.vn",),
    article=(UrlPattern(r"/news/\d+/(?P<id>\d+)/[^/?]+/?$"),),
)
