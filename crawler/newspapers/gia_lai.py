"""Báo Gia Lai, with Bình Định since 1 July 2025."""

from crawler.newspaper import Paper


class GiaLai(Paper):
    name, title = "gia_lai", "Báo Gia Lai"
    province, province_now = "Gia Lai", "Gia Lai"
    hosts = ("baogialai.com.vn",)
    family, evidence = "epi", "page"
