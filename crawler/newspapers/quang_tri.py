"""Báo Quảng Trị, since July 2025 in Quảng Bình's system."""

from crawler.newspaper import Paper
from crawler.urls.patterns import MONTH_FOLDER, UrlPattern


class QuangTri(Paper):
    name, title = "quang_tri", "Báo Quảng Trị"
    province, province_now = "Quảng Trị", "Quảng Trị"
    hosts = ("baoquangtri.vn",)
    family, evidence = "td_post_content", "page"
    article = (MONTH_FOLDER, UrlPattern(r"/[^/?]+-(?P<id>\d{5,7})\.html?$", until="2025-06-30"))
