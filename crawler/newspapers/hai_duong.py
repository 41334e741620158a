"""Báo Hải Dương; its CMS now serves baohaiphong.vn, where the lower ids are its own."""

from crawler.families.onecms import ONECMS
from crawler.newspaper import Host, Newspaper
from crawler.urls.patterns import UrlPattern

NEWSPAPER = Newspaper(
    title="Báo Hải Dương",
    province="Hải Dương",
    province_now="Hải Phòng",
    successor="hai_phong",
    hosts=("baohaiduong.vn", Host("baohaiphong.vn", since="2025-07-01")),
    family=ONECMS,
    article=(
        UrlPattern(r"/(?!chuyen-muc/)(?:[\w-]+/)?[^/?]+-(?P<id>\d{5,8})(?:\.html|/?)$"),
        UrlPattern(r"/[^/?]+-(?P<id>[1-3]?\d{5})\.html$", host="baohaiphong.vn"),
    ),
)
