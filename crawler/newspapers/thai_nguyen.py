"""Báo Thái Nguyên, merged with Bắc Kạn on 1 July 2025; monthly folders since about 2022."""

from crawler.families.td_post_content import TD_POST_CONTENT
from crawler.newspaper import Newspaper, Rules
from crawler.urls.patterns import MONTH_FOLDER, UrlPattern

NEWSPAPER = Newspaper(
    title="Báo Thái Nguyên",
    province="Thái Nguyên",
    province_now="Thái Nguyên",
    hosts=("baothainguyen.vn",),
    family=TD_POST_CONTENT,
    evidence="page",
    article=(MONTH_FOLDER, UrlPattern(r"/tin-tuc/[\w-]+/[^/?]+-(?P<id>\d+)-\d+\.html$")),
    rules=Rules(lead="div.desc"),
)
