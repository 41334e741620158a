"""Sài Gòn Giải Phóng, merged with Bình Dương and Bà Rịa - Vũng Tàu on 1 July 2025."""

from crawler.families.epi import EPI
from crawler.newspaper import Feed, Newspaper

NEWSPAPER = Newspaper(
    title="Sài Gòn Giải Phóng",
    province="TP Hồ Chí Minh",
    province_now="TP Hồ Chí Minh",
    hosts=("www.sggp.org.vn",),
    family=EPI,
    evidence="page",
    seeds=(Feed("/rss/home.rss"),),
)
