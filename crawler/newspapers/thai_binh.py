"""Báo Thái Bình, until the merger of 1 July 2025; it answered under any name of its domain."""

from crawler.newspaper import Paper
from crawler.urls.patterns import UrlPattern


class ThaiBinh(Paper):
    name, title = "thai_binh", "Báo Thái Bình"
    province, province_now, successor = "Thái Bình", "Hưng Yên", "hung_yen"
    hosts = ("baothaibinh.com.vn",)
    article = (UrlPattern(r"/tin-tuc/\d+/(?P<id>\d+)/[^/?]+/?$"),)
