"""Báo Đà Nẵng, since July 2025 in Quảng Nam's system."""

from crawler.newspaper import Paper, Sitemap
from crawler.urls.patterns import MONTH_FOLDER, SLUG_ID


class DaNang(Paper):
    name, title = "da_nang", "Báo Đà Nẵng"
    province, province_now = "Đà Nẵng", "Đà Nẵng"
    hosts = ("baodanang.vn",)
    family, evidence = "onecms", "page"
    article = (SLUG_ID, MONTH_FOLDER.within(until="2025-06-30"))
    seeds = (Sitemap("/sitemap-news.xml"),)
