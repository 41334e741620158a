"""Báo Cao Bằng; old slugs have capital letters, and in 2017 article URLs ended in .bcb."""

from crawler.families.content_detail import CONTENT_DETAIL
from crawler.newspaper import Newspaper, Section

NEWSPAPER = Newspaper(
    title="Báo Cao Bằng",
    province="Cao Bằng",
    province_now="Cao Bằng",
    hosts=("baocaobang.vn",),
    family=CONTENT_DETAIL,
    seeds=(Section("/Thoi-su"), Section("/chinh-tri")),
)
