"""Báo Hậu Giang, until 30 June 2025; listing pages are one path level above articles."""

from crawler.families.aspnet import ASPNET
from crawler.newspaper import Newspaper, Rules, Section
from crawler.urls.patterns import SECTION_SLUG_ID

NEWSPAPER = Newspaper(
    title="Báo Hậu Giang",
    province="Hậu Giang",
    province_now="Cần Thơ",
    successor="can_tho",
    hosts=("baohaugiang.com.vn",),
    family=ASPNET,
    evidence="page",
    article=(SECTION_SLUG_ID,),
    seeds=(Section("/thoi-su-215.html"),),
    rules=Rules(title=".news-details-content h1", body=".news-details-content .contentView"),
)
