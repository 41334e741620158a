"""Báo Hưng Yên, with Thái Bình since 1 July 2025."""

from crawler.newspaper import Paper, Section


class HungYen(Paper):
    name, title = "hung_yen", "Báo Hưng Yên"
    province, province_now = "Hưng Yên", "Hưng Yên"
    hosts = ("baohungyen.vn",)
    family = "content_detail"
    seeds = (Section("/phap-luat-doi-song"),)
