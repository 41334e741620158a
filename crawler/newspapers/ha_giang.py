"""Báo Hà Giang, which took its leave with the merger of 1 July 2025."""

from crawler.newspaper import Host, Paper
from crawler.urls.patterns import MONTH_FOLDER


class HaGiang(Paper):
    name, title = "ha_giang", "Báo Hà Giang"
    province, province_now, successor = "Hà Giang", "Tuyên Quang", "tuyen_quang"
    hosts = (Host("baohagiang.vn", until="2025-06-30"),)
    article = (MONTH_FOLDER,)
    marks = ("BHG",)
