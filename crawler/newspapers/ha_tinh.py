"""Báo Hà Tĩnh; until about 2023 /section/slug/255263.htm."""

from crawler.newspaper import Feed, Paper
from crawler.urls.patterns import POST, SLUG_ID_HTM


class HaTinh(Paper):
    name, title = "ha_tinh", "Báo Hà Tĩnh"
    province, province_now = "Hà Tĩnh", "Hà Tĩnh"
    hosts = ("baohatinh.vn",)
    family, evidence = "epi", "page"
    article = (POST, SLUG_ID_HTM.within(until="2023-12-31"))
    seeds = (Feed("/rss/home.rss"),)
