"""Báo Phú Thọ, with Vĩnh Phúc and Hòa Bình since 1 July 2025."""

from crawler.newspaper import Paper, Section
from crawler.urls.patterns import SLUG_ID_HTM


class PhuTho(Paper):
    name, title = "phu_tho", "Báo Phú Thọ"
    province, province_now = "Phú Thọ", "Phú Thọ"
    hosts = ("baophutho.vn",)
    article = (SLUG_ID_HTM,)
    seeds = (Section("/phutho24h"),)
