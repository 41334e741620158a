"""Báo Phú Yên, since 2025 an edition of Báo Đắk Lắk; a clock was above the dateline."""

from crawler.families.td_post_content import TD_POST_CONTENT
from crawler.newspaper import Newspaper
from crawler.urls.patterns import MONTH_FOLDER, NUMBERS

NEWSPAPER = Newspaper(
    title="Báo Phú Yên",
    province="Phú Yên",
    province_now="Đắk Lắk",
    successor="dak_lak",
    hosts=("phuyen.baodaklak.vn", "baophuyen.vn", "baophuyen.com.vn", "phuyennews.vn"),
    family=TD_POST_CONTENT,
    evidence="page",
    article=(MONTH_FOLDER, NUMBERS.on("baophuyen.vn")),
)
