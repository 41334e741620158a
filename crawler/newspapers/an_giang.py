"""Báo An Giang, merged with Kiên Giang on 1 July 2025; slugs are cut at about a hundred letters."""

from crawler.families.content_fck import CONTENT_FCK
from crawler.newspaper import Newspaper, Section

NEWSPAPER = Newspaper(
    title="Báo An Giang",
    province="An Giang",
    province_now="An Giang",
    hosts=("baoangiang.com.vn",),
    family=CONTENT_FCK,
    evidence="page",
    seeds=(Section("/phong-su-anh/"),),
)
