"""Báo Đồng Khởi (Bến Tre), since 2025 an edition of Báo Vĩnh Long; slugs contain the day."""

from crawler.families.content_fck import CONTENT_FCK
from crawler.newspaper import Newspaper

NEWSPAPER = Newspaper(
    title="Báo Đồng Khởi",
    province="Bến Tre",
    province_now="Vĩnh Long",
    successor="vinh_long",
    hosts=("dongkhoi.baovinhlong.vn", "baodongkhoi.vn"),
    family=CONTENT_FCK,
    evidence="page",
)
