"""Báo Ninh Bình, with Hà Nam and Nam Định since 1 July 2025; the id is the time of publication."""

from crawler.newspaper import Paper, Rules, Section
from crawler.urls.patterns import UrlPattern


class NinhBinh(Paper):
    name, title = "ninh_binh", "Báo Ninh Bình"
    province = province_now = "Ninh Bình"
    hosts = ("baoninhbinh.org.vn",)
    article = (
        UrlPattern(r"/[^/?]+-(?P<id>\d{15})\.html$"),
        UrlPattern(r"/[^/?]+/(?P<id>d\d{14,17})\.htm$"),
    )
    seeds, rules = (Section("/vu-an"),), Rules(title=".header-title", body="#content_detail")
