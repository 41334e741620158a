"""Báo Quảng Ngãi, with Kon Tum since 1 July 2025; month folders until about 2024."""

from crawler.newspaper import Paper, Rules
from crawler.urls.patterns import MONTH_FOLDER, SLUG_ID_HTM


class QuangNgai(Paper):
    name, title = "quang_ngai", "Báo Quảng Ngãi"
    province, province_now = "Quảng Ngãi", "Quảng Ngãi"
    hosts = ("baoquangngai.vn",)
    evidence = "page"
    article = (SLUG_ID_HTM, MONTH_FOLDER.within(until="2025-06-30"))
    rules = Rules(lead="p.sapo", body="#content", drop=".same, table.rl")
