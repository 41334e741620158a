"""Báo Lai Châu; older slugs have no id, and some end in a date that looks like one."""

from crawler.newspaper import Paper, Rules
from crawler.urls.patterns import UrlPattern


class LaiChau(Paper):
    name, title = "lai_chau", "Báo Lai Châu"
    province, province_now = "Lai Châu", "Lai Châu"
    hosts = ("baolaichau.vn",)
    evidence = "page"
    article = (UrlPattern(r"/[^/?]+/[^/?]+-(?:(?P<id>\d{4,7})|\d{8})/?$"),)
    rules = Rules(title=".post-info .title", lead=".post-info .sapo", body=".post-info .body")
