"""Báo Ninh Thuận, until the merger of 1 July 2025."""

from crawler.newspaper import Paper
from crawler.urls.patterns import UrlPattern


class NinhThuan(Paper):
    name, title = "ninh_thuan", "Báo Ninh Thuận"
    province, province_now, successor = "Ninh Thuận", "Khánh Hòa", "khanh_hoa"
    hosts = ("baoninhthuan.com.vn",)
    scheme = "http"
    article = (UrlPattern(r"/[\w-]+/(?P<id>\d+)p\d+c\d+/[^/?]+\.htm$"),)
