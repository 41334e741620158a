"""Báo Bình Phước, until the merger of 1 July 2025."""

from crawler.newspaper import Newspaper
from crawler.urls.patterns import Shape

NEWSPAPER = Newspaper(
    title="Báo Bình Phước",
    province="Bình Phước",
    province_now="Đồng Nai",
    successor="dong_nai",
    hosts=("baobinhphuoc.com.vn",),
    article=(Shape(r"/news/\d+/(?P<id>\d+)/[^/?]+/?$"),),
)
