"""Báo Đồng Tháp, with Tiền Giang since 1 July 2025; an ASP.NET site to about 2020."""

from crawler.newspaper import Paper, Section
from crawler.urls.patterns import ASPX, LETTER_A


class DongThap(Paper):
    name, title = "dong_thap", "Báo Đồng Tháp"
    province, province_now = "Đồng Tháp", "Đồng Tháp"
    hosts = ("baodongthap.vn",)
    family, evidence = "content_news", "page"
    article = (LETTER_A, ASPX)
    seeds = (Section("/chinh-tri?cate=342"), Section("/kinh-te?cate=343"))
