"""Báo Phú Thọ, merged with Vĩnh Phúc and Hòa Bình on 1 July 2025."""

from crawler.newspaper import Newspaper, Section
from crawler.urls.patterns import SLUG_ID_HTM

NEWSPAPER = Newspaper(
    title="Báo Phú Thọ",
    province="Phú Thọ",
    province_now="Phú Thọ",
    hosts=("baophutho.vn",),
    article=(SLUG_ID_HTM,),
    seeds=(Section("/phutho24h"),),
)
