"""Báo Cần Thơ, with Sóc Trăng and Hậu Giang since 1 July 2025; it has a Khmer edition."""

from crawler.newspaper import Feed, Paper, Section
from crawler.urls.patterns import LETTER_A, UrlPattern


class CanTho(Paper):
    name, title = "can_tho", "Báo Cần Thơ"
    province, province_now = "Cần Thơ", "Cần Thơ"
    hosts = ("baocantho.com.vn",)
    family, evidence = "content_fck", "page"
    article = (LETTER_A, UrlPattern(r"/khmer/detail-(?P<id>a\d+)\.html$"))
    seeds = (Section("/thoi-su/"), Feed("/rss/cate/thoi-su/"), Feed("/rss/subcate/can-tho/"))
