"""Báo Quảng Nam; its articles are on baodanang.vn now, with unchanged ids."""

from crawler.families.onecms import ONECMS
from crawler.newspaper import Host, Newspaper
from crawler.urls.patterns import UrlPattern

NEWSPAPER = Newspaper(
    title="Báo Quảng Nam",
    province="Quảng Nam",
    province_now="Đà Nẵng",
    successor="da_nang",
    hosts=("baoquangnam.vn", Host("baodanang.vn", since="2025-07-01")),
    family=ONECMS,
    evidence="page",
    article=(
        UrlPattern(r"/(?:[\w-]+/)?[^/?]+-(?P<id>\d{6,8})\.html$"),
        UrlPattern(r"/[^/?]+-(?P<id>3(?:0\d|1[0-4])\d{4})\.html$", host="baodanang.vn"),
    ),
)
