"""Báo Vĩnh Long, merged with Bến Tre and Trà Vinh on 1 July 2025, which are editions of it now."""

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
