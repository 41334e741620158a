"""Báo Trà Vinh, since 2025 an edition of Báo Vĩnh Long; its own host went dark in 2026."""

from crawler.newspaper import Host, Paper
from crawler.urls.patterns import LETTER_A


class TraVinh(Paper):
    name, title = "tra_vinh", "Báo Trà Vinh"
    province, province_now, successor = "Trà Vinh", "Vĩnh Long", "vinh_long"
    hosts = ("travinh.baovinhlong.vn", Host("baotravinh.vn", until="2025-12-31"))
    evidence = "none"
    article = (LETTER_A,)
