"""Báo Quảng Ninh."""

from crawler.newspaper import Feed, Paper, Section


class QuangNinh(Paper):
    name, title = "quang_ninh", "Báo Quảng Ninh"
    province, province_now = "Quảng Ninh", "Quảng Ninh"
    hosts = ("baoquangninh.vn", "baoquangninh.com.vn")
    family, evidence = "content_detail", "page"
    seeds = (Section("/phap-luat"), Feed("/rss"))
