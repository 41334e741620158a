"""Báo Long An, to its last issue of 30 June 2025."""

from crawler.newspaper import Paper
from crawler.urls.patterns import LETTER_A


class LongAn(Paper):
    name, title = "long_an", "Báo Long An"
    province, province_now, successor = "Long An", "Tây Ninh", "tay_ninh"
    hosts = ("baolongan.vn",)
    article = (LETTER_A,)
