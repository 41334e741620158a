"""Báo Lạng Sơn; its older URLs begin with the id, and a clock is above the dateline."""

from crawler.newspaper import Newspaper
from crawler.urls.patterns import SLUG_ID, UrlPattern

NEWSPAPER = Newspaper(
    title="Báo Lạng Sơn",
    province="Lạng Sơn",
    province_now="Lạng Sơn",
    hosts=("baolangson.vn",),
    article=(SLUG_ID, UrlPattern(r"/[^/?]+/(?P<id>\d{5,7})-[^/?]+\.html$")),
)
