"""Báo Quảng Ninh."""

from crawler.families.content_detail import CONTENT_DETAIL
from crawler.newspaper import Feed, Newspaper, Section

NEWSPAPER = Newspaper(
    title="Báo Quảng Ninh",
    province="Quảng Ninh",
    province_now="Quảng Ninh",
    hosts=("baoquangninh.vn", "baoquangninh.com.vn"),
    family=CONTENT_DETAIL,
    evidence="page",
    seeds=(Section("/phap-luat"), Feed("/rss")),
)
