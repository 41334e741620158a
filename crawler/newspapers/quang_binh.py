"""Báo Quảng Bình, until the merger of 2025; its CMS now serves Báo Quảng Trị."""

from crawler.families.td_post_content import TD_POST_CONTENT
from crawler.newspaper import Newspaper

NEWSPAPER = Newspaper(
    title="Báo Quảng Bình",
    province="Quảng Bình",
    province_now="Quảng Trị",
    successor="quang_tri",
    hosts=("baoquangbinh.vn",),
    family=TD_POST_CONTENT,
    marks=("QBĐT",),
)
