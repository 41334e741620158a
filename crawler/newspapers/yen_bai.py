"""Báo Yên Bái, until the merger of 1 July 2025; slugs in mixed case, with _ or -."""

from crawler.newspaper import Paper
from crawler.urls.patterns import NUMBERS


class YenBai(Paper):
    name, title = "yen_bai", "Báo Yên Bái"
    province, province_now, successor = "Yên Bái", "Lào Cai", "lao_cai"
    hosts = ("baoyenbai.com.vn",)
    scheme = "http"
    article = (NUMBERS,)
