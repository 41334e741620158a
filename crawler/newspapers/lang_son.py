"""Báo Lạng Sơn; in its older addresses the id comes first, a clock stands above the date."""

from crawler.newspaper import Newspaper
from crawler.urls.patterns import SLUG_ID, UrlPattern

NEWSPAPER = Newspaper(
    title="Báo Lạng Sơn",
    province="Lạng Sơn",
    province_now="Lạng Sơn",
    hosts=("baolangson.vn",),
    article=(SLUG_ID, UrlPattern(r"/[^/?]+/(?P<id>\d{5,7})-[^/?]+\.html$")),
)
