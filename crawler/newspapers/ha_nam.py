"""Báo Hà Nam, until the merger of 1 July 2025; only its twin for phones was seen."""

from crawler.newspaper import Paper
from crawler.urls.patterns import UrlPattern


class HaNam(Paper):
    name, title = "ha_nam", "Báo Hà Nam"
    province, province_now, successor = "Hà Nam", "Ninh Bình", "ninh_binh"
    hosts = ("baohanam.com.vn",)
    article = (
        UrlPattern(r"/amp\.aspx\?(?:.*&)?itemid=(?P<id>\d+)"),
        UrlPattern(r"/(?:[\w-]+/)*[^/?]+-(?P<id>\d{4,8})\.html$"),
    )
