"""Báo Hưng Yên, merged with Thái Bình on 1 July 2025."""

from crawler.families.content_detail import CONTENT_DETAIL
from crawler.newspaper import Newspaper, Section

NEWSPAPER = Newspaper(
    title="Báo Hưng Yên",
    province="Hưng Yên",
    province_now="Hưng Yên",
    hosts=("baohungyen.vn",),
    family=CONTENT_DETAIL,
    seeds=(Section("/phap-luat-doi-song"),),
)
