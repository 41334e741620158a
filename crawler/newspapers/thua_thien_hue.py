"""Huế ngày nay, once Báo Thừa Thiên Huế; the province became a city on 1 January 2025."""

from crawler.newspaper import Newspaper
from crawler.urls.patterns import LETTER_A, Shape

NEWSPAPER = Newspaper(
    title="Huế ngày nay",
    province="Thừa Thiên Huế",
    province_now="Huế",
    hosts=("huengaynay.vn", "baothuathienhue.vn"),
    article=(
        Shape(r"/(?:[\w-]+/)+[^/?]+-(?P<id>\d{4,7})\.html$"),
        LETTER_A.on("baothuathienhue.vn"),
        Shape(r"/amp\.aspx\?(?:.*&)?newid=(?P<id>\d+)", host="baothuathienhue.vn"),
    ),
)
