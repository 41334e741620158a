"""Báo Sóc Trăng, until the merger of 2025."""

from crawler.newspaper import Paper


class SocTrang(Paper):
    name, title = "soc_trang", "Báo Sóc Trăng"
    province, province_now, successor = "Sóc Trăng", "Cần Thơ", "can_tho"
    hosts = ("baosoctrang.org.vn",)
    family = "td_post_content"
