"""Báo Quảng Nam; its articles stand under baodanang.vn with the ids that they had."""

from crawler.newspaper import Host, Paper
from crawler.urls.patterns import UrlPattern


class QuangNam(Paper):
    name, title = "quang_nam", "Báo Quảng Nam"
    province, province_now, successor = "Quảng Nam", "Đà Nẵng", "da_nang"
    hosts = ("baoquangnam.vn", Host("baodanang.vn", since="2025-07-01"))
    family, evidence = "onecms", "page"
    article = (
        UrlPattern(r"/(?:[\w-]+/)?[^/?]+-(?P<id>\d{6,8})\.html$"),
        UrlPattern(r"/[^/?]+-(?P<id>3(?:0\d|1[0-4])\d{4})\.html$", host="baodanang.vn"),
    )
