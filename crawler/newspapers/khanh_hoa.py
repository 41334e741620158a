"""Báo Khánh Hòa; in what was moved from its older site the minute is the month."""

from crawler.families.td_post_content import TD_POST_CONTENT
from crawler.newspaper import Newspaper, Rules, Section
from crawler.urls.patterns import MONTH_FOLDER

NEWSPAPER = Newspaper(
    title="Báo Khánh Hòa",
    province="Khánh Hòa",
    province_now="Khánh Hòa",
    hosts=("baokhanhhoa.vn", "baokhanhhoa.com.vn", "news.baokhanhhoa.vn"),
    family=TD_POST_CONTENT,
    article=(MONTH_FOLDER, MONTH_FOLDER.on("news.baokhanhhoa.vn")),
    seeds=(Section("/english"),),
    rules=Rules(minutes_from="2019-01-01"),
)
