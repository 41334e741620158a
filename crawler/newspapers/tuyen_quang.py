"""Báo Tuyên Quang, with Hà Giang's CMS since July 2025; three URL patterns in four years."""

from crawler.newspaper import Newspaper
from crawler.urls.patterns import MONTH_FOLDER, UrlPattern

NEWSPAPER = Newspaper(
    title="Báo Tuyên Quang",
    province="Tuyên Quang",
    province_now="Tuyên Quang",
    hosts=("baotuyenquang.com.vn",),
    article=(
        MONTH_FOLDER,
        UrlPattern(r"/(?:[\w-]+/){0,2}[^/?]+-(?P<id>\d{5,7})\.html$", until="2025-06-30"),
    ),
)
