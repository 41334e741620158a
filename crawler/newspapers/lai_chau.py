"""Báo Lai Châu; older slugs have no id, and some end in a date that looks like an id."""

from crawler.newspaper import Newspaper, Rules
from crawler.urls.patterns import UrlPattern

NEWSPAPER = Newspaper(
    title="Báo Lai Châu",
    province="Lai Châu",
    province_now="Lai Châu",
    hosts=("baolaichau.vn",),
    evidence="page",
    article=(UrlPattern(r"/[^/?]+/[^/?]+-(?:(?P<id>\d{4,7})|\d{8})/?$"),),
    rules=Rules(title=".post-info .title", lead=".post-info .sapo", body=".post-info .body"),
)
