"""Báo Điện Biên Phủ; addresses have no id, and the lists are drawn by script."""

from crawler.newspaper import Paper, Rules
from crawler.urls.patterns import UrlPattern


class DienBien(Paper):
    name, title = "dien_bien", "Báo Điện Biên Phủ"
    province, province_now = "Điện Biên", "Điện Biên"
    hosts = ("baodienbienphu.vn", "baodienbienphu.com.vn", "baodienbienphu.info.vn")
    evidence = "page"
    article = (UrlPattern(r"/tin-bai/[^/?]+/[^/?]+/?$"),)
    rules = Rules(body="div.editor-content")
