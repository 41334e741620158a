"""Báo Đồng Tháp, merged with Tiền Giang on 1 July 2025; an ASP.NET site until about 2020."""

from crawler.families.content_news import CONTENT_NEWS
from crawler.newspaper import Newspaper, Section
from crawler.urls.patterns import ASPX, LETTER_A

NEWSPAPER = Newspaper(
    title="Báo Đồng Tháp",
    province="Đồng Tháp",
    province_now="Đồng Tháp",
    hosts=("baodongthap.vn",),
    family=CONTENT_NEWS,
    evidence="page",
    article=(LETTER_A, ASPX),
    seeds=(Section("/chinh-tri?cate=342"), Section("/kinh-te?cate=343")),
)
