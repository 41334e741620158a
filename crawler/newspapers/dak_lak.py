"""Báo Đắk Lắk, merged with Phú Yên on 1 July 2025."""

from crawler.families.td_post_content import TD_POST_CONTENT
from crawler.newspaper import Newspaper, Section

NEWSPAPER = Newspaper(
    title="Báo Đắk Lắk",
    province="Đắk Lắk",
    province_now="Đắk Lắk",
    hosts=("baodaklak.vn",),
    family=TD_POST_CONTENT,
    evidence="page",
    seeds=(Section("/khoa-hoc-cong-nghe/"),),
)
