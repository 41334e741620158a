"""Báo Ấp Bắc (Tiền Giang), until the merger of 1 July 2025."""

from crawler.families.hemera import HEMERA
from crawler.newspaper import Feed, Newspaper

NEWSPAPER = Newspaper(
    title="Báo Ấp Bắc",
    province="Tiền Giang",
    province_now="Đồng Tháp",
    successor="dong_thap",
    hosts=("baoapbac.vn",),
    family=HEMERA,
    seeds=(Feed("/xa-hoi/index.rss"),),
)
