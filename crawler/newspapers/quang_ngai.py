"""Báo Quảng Ngãi, merged with Kon Tum on 1 July 2025; monthly folders until about 2024."""

from crawler.newspaper import Newspaper, Rules
from crawler.urls.patterns import MONTH_FOLDER, SLUG_ID_HTM

NEWSPAPER = Newspaper(
    title="Báo Quảng Ngãi",
    province="Quảng Ngãi",
    province_now="Quảng Ngãi",
    hosts=("baoquangngai.vn",),
    evidence="page",
    article=(SLUG_ID_HTM, MONTH_FOLDER.within(until="2025-06-30")),
    rules=Rules(lead="p.sapo", body="#content", drop=".same, table.rl"),
)
