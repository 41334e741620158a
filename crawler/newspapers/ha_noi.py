"""Hànộimới, of the capital; -event123.html are lists."""

from crawler.newspaper import Feed, Paper, Section


class HaNoi(Paper):
    name, title = "ha_noi", "Hànộimới"
    province, province_now = "Hà Nội", "Hà Nội"
    hosts = ("hanoimoi.vn", "hanoimoi.com.vn")
    family, evidence = "onecms", "page"
    seeds = (Section("/kinh-te"), Feed("/rss/kinh-te.rss"))
