"""Báo Vĩnh Phúc, until 1 July 2025; the same article has several language prefixes."""

from crawler.newspaper import Host, Newspaper
from crawler.urls.patterns import UrlPattern

NEWSPAPER = Newspaper(
    title="Báo Vĩnh Phúc",
    province="Vĩnh Phúc",
    province_now="Phú Thọ",
    successor="phu_tho",
    hosts=(Host("baovinhphuc.com.vn", until="2025-06-30"),),
    article=(UrlPattern(r"/(?:[a-z]{2}-[a-z]{2}/)?tin-tuc/ID/(?P<id>\d+)/[^/?]+/?$"),),
)
