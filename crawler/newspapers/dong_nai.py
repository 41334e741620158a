"""Báo Đồng Nai; articles moved from its older site show the month instead of the minute."""

from crawler.families.td_post_content import TD_POST_CONTENT
from crawler.newspaper import Newspaper, Rules

NEWSPAPER = Newspaper(
    title="Báo Đồng Nai",
    province="Đồng Nai",
    province_now="Đồng Nai",
    hosts=("baodongnai.com.vn",),
    family=TD_POST_CONTENT,
    evidence="page",
    rules=Rules(minutes_from="2019-01-01"),
)
