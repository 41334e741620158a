"""Báo Bình Định, until the merger of 1 July 2025; an article's id stands in the query."""

from crawler.newspaper import Paper
from crawler.urls.patterns import UrlPattern


class BinhDinh(Paper):
    name, title = "binh_dinh", "Báo Bình Định"
    province, province_now, successor = "Bình Định", "Gia Lai", "gia_lai"
    hosts = ("baobinhdinh.vn", "baobinhdinh.com.vn")
    article = (UrlPattern(r"/viewer\.aspx\?(?:.*&)?mabb=(?P<id>\d+)"),)
