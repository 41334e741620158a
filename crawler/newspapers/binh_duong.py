"""Báo Bình Dương, until the merger of 1 July 2025."""

from crawler.families.content_news import CONTENT_NEWS
from crawler.newspaper import Newspaper

NEWSPAPER = Newspaper(
    title="Báo Bình Dương",
    province="Bình Dương",
    province_now="TP Hồ Chí Minh",
    successor="tp_ho_chi_minh",
    hosts=("baobinhduong.vn",),
    family=CONTENT_NEWS,
    evidence="page",
)
