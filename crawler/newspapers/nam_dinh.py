"""Báo Nam Định; articles moved from its older site show the month instead of the minute."""

from crawler.families.hemera import HEMERA
from crawler.newspaper import Newspaper, Rules

NEWSPAPER = Newspaper(
    title="Báo Nam Định",
    province="Nam Định",
    province_now="Ninh Bình",
    successor="ninh_binh",
    hosts=("baonamdinh.vn", "baonamdinh.com.vn"),
    family=HEMERA,
    rules=Rules(minutes_from="2019-01-01"),
)
