"""Báo Hải Dương; its system serves baohaiphong.vn now, where the lower ids are its own."""

from crawler.newspaper import Host, Paper
from crawler.urls.patterns import UrlPattern


class HaiDuong(Paper):
    name, title = "hai_duong", "Báo Hải Dương"
    province, province_now, successor = "Hải Dương", "Hải Phòng", "hai_phong"
    hosts = ("baohaiduong.vn", Host("baohaiphong.vn", since="2025-07-01"))
    family = "onecms"
    article = (
        UrlPattern(r"/(?!chuyen-muc/)(?:[\w-]+/)?[^/?]+-(?P<id>\d{5,8})(?:\.html|/?)$"),
        UrlPattern(r"/[^/?]+-(?P<id>[1-3]?\d{5})\.html$", host="baohaiphong.vn"),
    )
