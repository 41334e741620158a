"""Báo Phú Yên, since 2025 an edition of Báo Đắk Lắk; a clock stood above the article's date."""

from crawler.newspaper import Paper
from crawler.urls.patterns import MONTH_FOLDER, NUMBERS


class PhuYen(Paper):
    name, title = "phu_yen", "Báo Phú Yên"
    province, province_now, successor = "Phú Yên", "Đắk Lắk", "dak_lak"
    hosts = ("phuyen.baodaklak.vn", "baophuyen.vn", "baophuyen.com.vn", "phuyennews.vn")
    family, evidence = "td_post_content", "page"
    article = (MONTH_FOLDER, NUMBERS.on("baophuyen.vn"))
