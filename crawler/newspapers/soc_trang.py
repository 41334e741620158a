"""Báo Sóc Trăng, until the merger of 2025."""

from crawler.families.td_post_content import TD_POST_CONTENT
from crawler.newspaper import Newspaper

NEWSPAPER = Newspaper(
    title="Báo Sóc Trăng",
    province="Sóc Trăng",
    province_now="Cần Thơ",
    successor="can_tho",
    hosts=("baosoctrang.org.vn",),
    family=TD_POST_CONTENT,
)
