"""Báo Hòa Bình, until the merger of 1 July 2025; the twin of Yên Bái's site."""

from crawler.newspaper import Paper
from crawler.urls.patterns import NUMBERS


class HoaBinh(Paper):
    name, title = "hoa_binh", "Báo Hòa Bình"
    province, province_now, successor = "Hòa Bình", "Phú Thọ", "phu_tho"
    hosts = ("baohoabinh.com.vn",)
    scheme = "http"
    article = (NUMBERS,)
