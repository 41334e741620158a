"""Huế ngày nay, formerly Báo Thừa Thiên Huế; the province became a city on 1 January 2025."""

from crawler.newspaper import Newspaper
from crawler.urls.patterns import LETTER_A, UrlPattern

NEWSPAPER = Newspaper(
    title="Huế ngày nay",
    province="Thừa Thiên Huế",
    province_now="Huế",
    hosts=("huengaynay.vn", "baothuathienhue.vn"),
    article=(
        UrlPattern(r"/(?:[\w-]+/)+[^/?]+-(?P<id>\d{4,7})\.html$"),
        LETTER_A.on("baothuathienhue.vn"),
        UrlPattern(r"/amp\.aspx\?(?:.*&)?newid=(?P<id>\d+)", host="baothuathienhue.vn"),
    ),
)
