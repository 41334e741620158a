"""Báo Thái Nguyên, with Bắc Kạn since 1 July 2025; month folders since about 2022."""

from crawler.newspaper import Paper, Rules
from crawler.urls.patterns import MONTH_FOLDER, UrlPattern


class ThaiNguyen(Paper):
    name, title = "thai_nguyen", "Báo Thái Nguyên"
    province, province_now = "Thái Nguyên", "Thái Nguyên"
    hosts = ("baothainguyen.vn",)
    family, evidence = "td_post_content", "page"
    article = (MONTH_FOLDER, UrlPattern(r"/tin-tuc/[\w-]+/[^/?]+-(?P<id>\d+)-\d+\.html$"))
    rules = Rules(lead="div.desc")
