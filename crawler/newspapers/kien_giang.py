"""Báo Kiên Giang, until the merger of 1 July 2025."""

from crawler.newspaper import Paper
from crawler.urls.patterns import SECTION_SLUG_ID


class KienGiang(Paper):
    name, title = "kien_giang", "Báo Kiên Giang"
    province, province_now, successor = "Kiên Giang", "An Giang", "an_giang"
    hosts = ("baokiengiang.vn",)
    article = (SECTION_SLUG_ID,)
