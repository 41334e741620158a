"""Báo Vĩnh Long, with Bến Tre and Trà Vinh since 1 July 2025, which keep editions of their own."""

from crawler.families.hemera import HEMERA
from crawler.newspaper import Newspaper, Section

NEWSPAPER = Newspaper(
    title="Báo Vĩnh Long",
    province="Vĩnh Long",
    province_now="Vĩnh Long",
    hosts=("baovinhlong.com.vn", "baovinhlong.vn"),
    family=HEMERA,
    seeds=(Section("/xa-hoi/du-lich/"),),
)
