"""Báo Bắc Ninh, since July 2025 in Bắc Giang's system; before, a Liferay portal."""

from crawler.newspaper import Paper, Section
from crawler.urls.patterns import POSTID, UrlPattern


class BacNinh(Paper):
    name, title = "bac_ninh", "Báo Bắc Ninh"
    province, province_now = "Bắc Ninh", "Bắc Ninh"
    hosts = ("baobacninhtv.vn", "en.baobacninhtv.vn", "baobacninh.vn", "baobacninh.com.vn")
    family, evidence = "bbg", "page"
    article = (POSTID, UrlPattern(r"/[^/?]+\.bbg$", host="en.baobacninhtv.vn"))
    seeds = (Section("/phap-luat"),)
