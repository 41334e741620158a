"""Báo Hà Nam, until the merger of 1 July 2025; only its mobile site was tested."""

from crawler.newspaper import Newspaper
from crawler.urls.patterns import UrlPattern

NEWSPAPER = Newspaper(
    title="Báo Hà Nam",
    province="Hà Nam",
    province_now="Ninh Bình",
    successor="ninh_binh",
    hosts=("baohanam.com.vn",),
    article=(
        UrlPattern(r"/amp\.aspx\?(?:.*&)?itemid=(?P<id>\d+)"),
        UrlPattern(r"/(?:[\w-]+/)*[^/?]+-(?P<id>\d{4,8})\.html$"),
    ),
)
