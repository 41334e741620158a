"""Báo Trà Vinh, since 2025 an edition of Báo Vĩnh Long; its own host went offline in 2026."""

from crawler.newspaper import Host, Newspaper
from crawler.urls.patterns import LETTER_A

NEWSPAPER = Newspaper(
    title="Báo Trà Vinh",
    province="Trà Vinh",
    province_now="Vĩnh Long",
    successor="vinh_long",
    hosts=("travinh.baovinhlong.vn", Host("baotravinh.vn", until="2025-12-31")),
    evidence="none",
    article=(LETTER_A,),
)
