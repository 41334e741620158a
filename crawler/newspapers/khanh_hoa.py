"""Báo Khánh Hòa; articles moved from its older site show the month instead of the minute."""

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
