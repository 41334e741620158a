"""Báo Bình Phước, until the merger of 1 July 2025."""

from crawler.newspaper import Paper
from crawler.urls.patterns import UrlPattern


class BinhPhuoc(Paper):
    name, title = "binh_phuoc", "Báo Bình Phước"
    province, province_now, successor = "Bình Phước", "Đồng Nai", "dong_nai"
    hosts = ("baobinhphuoc.com.vn",)
    article = (UrlPattern(r"/news/\d+/(?P<id>\d+)/[^/?]+/?$"),)
