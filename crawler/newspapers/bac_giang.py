"""Báo Bắc Giang, whose archive moved under Bắc Ninh's new host: low ids, and by day the rest."""

from crawler.newspaper import Host, Paper
from crawler.urls.patterns import POSTID, UrlPattern


class BacGiang(Paper):
    name, title, marks = "bac_giang", "Báo Bắc Giang", ("BBG",)
    province, province_now, successor, family = "Bắc Giang", "Bắc Ninh", "bac_ninh", "bbg"
    hosts = ("baobacgiang.vn", "baobacgiang.com.vn", Host("baobacninhtv.vn", since="2025-07-01"))
    article = (
        POSTID,
        UrlPattern(r"/[^/?]+-(?P<id>postid[1-3]?\d{1,5})\.bbg$", host="baobacninhtv.vn"),
        POSTID.on("baobacninhtv.vn").within(until="2025-06-30"),
    )
