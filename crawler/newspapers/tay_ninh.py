"""Báo Tây Ninh, with Long An since 1 July 2025; some lists have underscores in their names."""

from crawler.newspaper import Paper, Rules
from crawler.urls.patterns import LETTER_A


class TayNinh(Paper):
    name, title = "tay_ninh", "Báo Tây Ninh"
    province, province_now = "Tây Ninh", "Tây Ninh"
    hosts = ("baotayninh.vn",)
    family, evidence = "content_detail", "page"
    article = (LETTER_A,)
    rules = Rules(lead="h4.sapo, p.sapo, p.fontd.fw600.justify")
