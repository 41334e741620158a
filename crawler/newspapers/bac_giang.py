"""Báo Bắc Giang, whose archive moved to Bắc Ninh's host; low ids, or the day, identify it."""

from crawler.families.bbg import BBG
from crawler.newspaper import Host, Newspaper
from crawler.urls.patterns import POSTID, UrlPattern

NEWSPAPER = Newspaper(
    title="Báo Bắc Giang",
    province="Bắc Giang",
    province_now="Bắc Ninh",
    successor="bac_ninh",
    hosts=("baobacgiang.vn", "baobacgiang.com.vn", Host("baobacninhtv.vn", since="2025-07-01")),
    family=BBG,
    article=(
        POSTID,
        UrlPattern(r"/[^/?]+-(?P<id>postid[1-3]?\d{1,5})\.bbg$", host="baobacninhtv.vn"),
        POSTID.on("baobacninhtv.vn").within(until="2025-06-30"),
    ),
    marks=("BBG",),
)
