"""Báo Ninh Bình, merged with Hà Nam and Nam Định on 1 July 2025; ids are publication times."""

from crawler.newspaper import Newspaper, Rules, Section
from crawler.urls.patterns import UrlPattern

NEWSPAPER = Newspaper(
    title="Báo Ninh Bình",
    province="Ninh Bình",
    province_now="Ninh Bình",
    hosts=("baoninhbinh.org.vn",),
    article=(
        UrlPattern(r"/[^/?]+-(?P<id>\d{15})\.html$"),
        UrlPattern(r"/[^/?]+/(?P<id>d\d{14,17})\.htm$"),
    ),
    seeds=(Section("/vu-an"),),
    rules=Rules(title=".header-title", body="#content_detail"),
)
