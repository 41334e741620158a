"""Báo Bình Định, until the merger of 1 July 2025; the id of an article is in the query string."""

from crawler.newspaper import Newspaper
from crawler.urls.patterns import UrlPattern

NEWSPAPER = Newspaper(
    title="Báo Bình Định",
    province="Bình Định",
    province_now="Gia Lai",
    successor="gia_lai",
    hosts=("baobinhdinh.vn", "baobinhdinh.com.vn"),
    article=(UrlPattern(r"/viewer\.aspx\?(?:.*&)?mabb=(?P<id>\d+)"),),
)
