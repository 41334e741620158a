"""Báo Lạng Sơn; in its older addresses the id comes first, a clock stands above the date."""

from crawler.newspaper import Paper
from crawler.urls.patterns import SLUG_ID, UrlPattern


class LangSon(Paper):
    name, title = "lang_son", "Báo Lạng Sơn"
    province, province_now = "Lạng Sơn", "Lạng Sơn"
    hosts = ("baolangson.vn",)
    article = (SLUG_ID, UrlPattern(r"/[^/?]+/(?P<id>\d{5,7})-[^/?]+\.html$"))
