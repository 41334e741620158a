"""Báo Gia Lai, merged with Bình Định on 1 July 2025."""

from crawler.families.epi import EPI
from crawler.newspaper import Newspaper

NEWSPAPER = Newspaper(
    title="Báo Gia Lai",
    province="Gia Lai",
    province_now="Gia Lai",
    hosts=("baogialai.com.vn",),
    family=EPI,
    evidence="page",
)
